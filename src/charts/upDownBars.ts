import {dayOf} from "../shared/days.js";
import {parts, whole} from "../shared/formats.js";
import {chart, colour, halo, says} from "./chart.js";
import {eventMarks, ownOf, type Events} from "./eventMarks.js";
import {Plot} from "./libraries.js";
import {sum} from "../shared/rows.js";
import {calledPeriod, isWhole, startOf, type Interval} from "../shared/periods.js";

/** One step of time: what goes up and what goes down. */
export interface Step {
  date: string;
  up: number;
  down: number;
}

export interface TwoWaysOptions {
  width: number;
  interval: Interval;
  /** What is counted upwards and downwards. */
  names: [string, string];
  /** Downwards is what to act on. */
  warn?: boolean;
  /** First and last day shown, whether or not anything happened. */
  span: [string, string];
  /** The first and the last day that are counted; a month or quarter of which only some are is drawn hollow. */
  known: readonly [string, string];
  /** What is missing: a dashed box over the last days, as high as was to be expected. */
  missing?: {from: string; text: string} | null;
  /** What happened meanwhile; the company's own of it is marked. */
  events?: Events;
  /** Where a month or quarter leads to, by its first day; null for nowhere. */
  leadsTo?: ((begin: string) => string | null) | undefined;
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`);

/** Two counts over time, one up and one down. */
export function upDownBars(
  steps: readonly Step[],
  {width, interval, names, warn = false, span, known, missing, events = [], leadsTo}: TwoWaysOptions
): Node {
  const most = Math.max(1, ...steps.map((d) => d.up));
  const least = Math.max(1, ...steps.map((d) => d.down));
  const low = warn ? colour.warn : colour.mark;
  const lifted = Boolean(missing) && width < 500;
  const filled = (tone: string) => ({
    fill: (d: Step) => (isWhole(d.date, interval, known) ? tone : colour.ground),
    stroke: (d: Step) => (isWhole(d.date, interval, known) ? "none" : tone),
    strokeDasharray: "2,2"
  });
  // A moment short of the next month or quarter, which has no tick of its own.
  const domain = [utc(startOf(span[0], interval)), new Date(utc(startOf(span[1], interval, 1)).getTime() - 1)] as const;
  const happened = eventMarks(ownOf(events), domain);
  const bar = {x: (d: Step) => utc(d.date), interval: stepped(interval), insetLeft: 1, insetRight: 1};
  return chart(
    {
      width,
      height: 230,
      marginLeft: 32,
      marginRight: 16,
      marginTop: lifted ? 44 : 28,
      marginBottom: 56,
      x: {
        type: "utc",
        domain,
        tickSize: 0,
        tickPadding: 22,
        label: null,
        ...ticks(interval, domain, Math.min(6, width / 90))
      },
      y: {
        domain: [-least, most],
        tickSize: 0,
        label: null,
        ticks: 4,
        tickFormat: (d: number) => (Number.isInteger(d) ? whole(Math.abs(d)) : "")
      },
      marks: [
        ...happened.marks,
        Plot.rectY(steps, {...bar, ...filled(colour.accent), y: "up"}),
        Plot.rectY(steps, {...bar, ...filled(low), y: (d: Step) => -d.down}),
        Plot.ruleY([0], {stroke: colour.line}),
        ...labels(names, warn),
        ...gap(missing, span[1], Math.min(most, Math.max(1, most / 2)), lifted ? -40 : -22),
        says(steps, {
          x1: (d: Step) => utc(d.date),
          x2: (d: Step) => utc(startOf(d.date, interval, 1)),
          y: "up",
          title: (d: Step) =>
            `${calledPeriod(d.date, interval)}${isWhole(d.date, interval, known) ? "" : " (in part)"}\n${names[0]}: ${parts(d.up)}\n${names[1]}: ${parts(d.down)}`
        })
      ]
    },
    `${names[0]}: ${parts(sum(steps, (d) => d.up))}; ${names[1]}: ${parts(sum(steps, (d) => d.down))}.${happened.said}`,
    leadsTo && ((pointed) => leadsTo((pointed as unknown as Step).date))
  );
}

/** Months or quarters as Plot takes them. */
const stepped = (interval: Interval) => ({
  floor: (date: Date) => utc(startOf(dayOf(date), interval)),
  offset: (date: Date, n = 1) => utc(startOf(dayOf(date), interval, n))
});

/** Months by Plot's own choice; quarters by name below their middle, each, every second or one a fiscal year, as there is room. */
function ticks(interval: Interval, [from, to]: readonly [Date, Date], most: number) {
  if (interval.of === "month") return {ticks: most};
  const begins: string[] = [];
  for (let day = startOf(dayOf(from), interval); utc(day) < to; day = startOf(day, interval, 1)) begins.push(day);
  const every = [1, 2].find((n) => begins.length <= n * most + 1) ?? 4;
  const firstMonths = (interval.firstMonth - 1) % 12;
  const placed = begins.filter((day) => ((Number(day.slice(5, 7)) - 1 - firstMonths + 12) / 3) % every === 0);
  return {
    ticks: placed.map((day) => new Date((utc(day).getTime() + utc(startOf(day, interval, 1)).getTime()) / 2)),
    tickFormat: (date: Date) => calledPeriod(startOf(dayOf(date), interval), interval).replace(/\s/, "\n")
  };
}

function labels([up, down]: [string, string], warn: boolean) {
  const bold = {fontWeight: 600, ...halo};
  return [
    Plot.text([up], {frameAnchor: "top-left", dy: -16, fill: colour.accent, ...bold}),
    Plot.text([down], {frameAnchor: "bottom-left", dy: 6, lineAnchor: "top", fill: warn ? colour.warn : colour.quiet, ...bold})
  ];
}

/** What was to be expected and did not come. */
function gap(missing: TwoWaysOptions["missing"], end: string, height: number, dy: number) {
  if (!missing) return [];
  const box = [{x1: utc(missing.from), x2: utc(end)}];
  return [
    Plot.rect(box, {x1: "x1", x2: "x2", y1: 0, y2: height, fill: "none", stroke: colour.warn, strokeDasharray: "3,3"}),
    Plot.text([missing.text], {
      frameAnchor: "top-right",
      dy,
      textAnchor: "end",
      lineAnchor: "top",
      fill: colour.warn,
      fontWeight: 600,
      ...halo
    })
  ];
}
