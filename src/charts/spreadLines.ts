import type {File, RowOf} from "../contract/index.js";
import {counted, whole} from "../shared/formats.js";
import {chart, colour, emptyChart, halo, shortAmong, toPartner} from "./chart.js";
import {eventMarks, type Events} from "./eventMarks.js";
import {Plot} from "./libraries.js";

type Step = RowOf<File<"people">["adoption"]>;

/** The steps of each partner up to the day of the data, the partner with most of our people first. */
function linesOf(rows: readonly Step[], asOf: string) {
  const lines = new Map<string, {id: string; name: string; last: number; steps: Step[]; end: Step}>();
  for (const row of rows) {
    const {id, name} = row;
    const steps = [...(lines.get(id)?.steps ?? []), row];
    lines.set(id, {id, name, last: row.reps, steps, end: {...row, first_on: asOf}});
  }
  return [...lines.values()]
    .map((line) => ({...line, steps: [...line.steps, line.end]}))
    .sort((a, b) => b.last - a.last || (a.name < b.name ? -1 : 1));
}

/** The most steps that are drawn: with more, the lines of those with few people are one grey area. */
const mostSteps = 300;

/** All partners, those with the most of our people first, and those of them that have a line. */
export function drawnLines(rows: readonly Step[], asOf: string) {
  const lines = linesOf(rows, asOf);
  let steps = 0;
  const past = lines.findIndex((d) => (steps += d.steps.length) > mostSteps);
  return {lines, drawn: past < 0 ? lines : lines.slice(0, Math.max(1, past))};
}

/** The most people of ours that several partners or one have, more than one: a line of them, and how many they are. */
function levelsOf(lines: ReturnType<typeof linesOf>, most: number) {
  const counts = [...new Set(lines.map((d) => d.last))].filter((n) => n > 1).slice(0, most);
  return counts.flatMap((last) => {
    const all = lines.filter((d) => d.last === last);
    return all.slice(0, 1).map((line) => ({line, many: all.length}));
  });
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`);

const at = {x: (d: Step) => utc(d.first_on), y: "reps", curve: "step-after"} as const;

/** A dot for each of our people that joined, with its tip. */
const stepDots = (steps: readonly Step[]) =>
  Plot.dot(steps, {
    x: at.x,
    y: "reps",
    r: 2,
    fill: colour.mark,
    title: (d: Step) => `${d.name}\n${counted(d.reps, "person", "people")} of ours`,
    tip: true
  });

/** How many of our people work with a partner, over time: the partners with most by name, where several have as many how many they are. */
export function spreadLines(rows: readonly Step[], asOf: string, {width, events = []}: {width: number; events?: Events}): Node {
  if (!rows.length) return emptyChart(width);
  const {lines, drawn} = drawnLines(rows, asOf);
  const ids = new Set(drawn.map((d) => d.id));
  // how many have as many of our people is counted of all partners
  const levels = levelsOf(lines, width < 500 ? 3 : 5).filter(({line}) => ids.has(line.id));
  const named = levels.map(({line}) => line);
  const names = named.map((d) => d.name);
  const cut = shortAmong(names, width < 500 ? 14 : 22);
  const [height, high] = [240, Math.max(2, ...lines.map((d) => d.last))];
  const y = (reps: number) => 16 + (1 - reps / high) * (height - 52);
  // the one with more never stands below one with fewer
  const moved = named.reduce<number[]>((set, d, i) => [...set, Math.max(y(d.last), (set[i - 1] ?? -13) + 13)], []);
  const first = rows.reduce((day, d) => (d.first_on < day ? d.first_on : day), asOf);
  const happened = eventMarks(events, [utc(first), utc(asOf)]);
  return chart(
    {
      width,
      height,
      marginLeft: 28,
      marginRight: width < 500 ? 132 : 192,
      marginBottom: 36,
      x: {type: "utc", domain: [utc(first), utc(asOf)], tickSize: 0, label: null, ticks: Math.min(5, width / 110)},
      y: {
        domain: [0, high],
        tickSize: 0,
        label: null,
        ticks: Math.min(high, 5),
        tickFormat: (d: number) => (Number.isInteger(d) ? whole(d) : "")
      },
      marks: [
        Plot.ruleY([0], {stroke: colour.line}),
        ...happened.marks,
        ...drawn
          .filter((d) => !named.some(({id}) => id === d.id))
          .map((d) => Plot.line(d.steps, {...at, stroke: colour.line, strokeWidth: 1})),
        ...levels.flatMap(({line: d, many}, i) => [
          Plot.line(d.steps, {...at, stroke: i === 0 ? colour.accent : colour.mark, strokeWidth: i === 0 ? 2 : 1.5}),
          Plot.text([d.end], {
            x: at.x,
            y: "reps",
            dx: 6,
            dy: (moved[i] ?? 0) - y(d.last),
            text: () => `${many > 1 ? counted(many, "partner") : cut(d.name)}: ${d.last}`,
            textAnchor: "start",
            fill: i === 0 ? colour.accent : colour.quiet,
            ...halo
          })
        ]),
        stepDots(rows.filter((d) => ids.has(d.id)))
      ]
    },
    `${levels.map(({line, many}) => `${many > 1 ? counted(many, "partner") : line.name}: ${counted(line.last, "person", "people")} of ours`).join("; ") || "One person of ours with each partner"}.${happened.said}`,
    toPartner
  );
}
