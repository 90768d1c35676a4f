import type {File, Grade, RowOf} from "../contract/index.js";
import {chart, colour, halo, lanes, shortAmong, textWidth, toPartner} from "./chart.js";
import {capital, whole, withRange} from "../shared/formats.js";
import {gradeNames} from "../copy/names.js";
import {partnersOf} from "../shared/ways.js";
import {Plot} from "./libraries.js";

type Overview = Pick<File<"overview">, "average" | "grades">;
type Dot = RowOf<File<"overview">["dots"]>;
interface Placed {
  x: number;
  score: number;
  grade: Grade;
  dot: Dot | null;
}

/** Room for the number 100 at the axis. */
const axisRoom = 34;

const gradeColour = (grade: Grade) => (grade === "trusted" ? colour.accent : grade === "at_risk" ? colour.warn : colour.dot);

/** Partners side by side by grade, then score, from left to right; where not every one is drawn, scores stand for them. */
function placed({grades}: Overview, dots: readonly Dot[]): {marks: Placed[]; starts: number[]; end: number} {
  const marks: Placed[] = [];
  const starts: number[] = [];
  let x = 0;
  for (const {grade, scores} of grades) {
    const own = dots.filter((d) => d.grade === grade).sort((a, b) => b.score - a.score);
    const items: Placed[] = own.length
      ? own.map((dot) => ({x: 0, score: dot.score, grade, dot}))
      : scores.map((score) => ({x: 0, score, grade, dot: null}));
    starts.push(x);
    for (const item of items) marks.push({...item, x: x++});
    if (items.length) x += Math.max(2, dots.length / 40);
  }
  return {marks, starts, end: Math.max(1, x)};
}

/** The trust strip: every partner as a dot in its range, grouped by grade, with who rose above and who fell below. */
export function trustStrip(overview: Overview, dots: readonly Dot[], {width}: {width: number}): Node {
  const {marks, starts, end} = placed(overview, dots);
  const [marginLeft, marginRight, most] = [axisRoom, 56, width < 500 ? 3 : 6];
  const scale = (x: number) => marginLeft + (x / end) * (width - marginLeft - marginRight);
  const moved = marks.filter((m): m is Placed & {dot: Dot} => m.dot !== null && m.dot.before !== null);
  const up = moved.filter((m) => rank(m.grade) < rank(m.dot.before)).slice(0, most);
  const down = moved.filter((m) => rank(m.grade) > rank(m.dot.before)).slice(0, most);
  const lowest = Math.floor(Math.min(...marks.map((m) => m.dot?.lower ?? m.score), overview.average ?? 50) / 10) * 10;
  const high = Math.ceil(Math.max(...marks.map((m) => m.dot?.upper ?? m.score), overview.average ?? 50) / 10) * 10;
  // A score of one point more or less is not to look like a gulf.
  const low = Math.max(0, Math.min(lowest, high - 30));
  const names = [...mover(up, scale, width, "▲", high), ...mover(down, scale, width, "▼", low)];
  return chart(
    {
      width,
      height: (width < 500 ? 316 : 300) + 12 * (Math.min(up.length, 4) + Math.min(down.length, 4)),
      marginLeft,
      marginRight,
      marginTop: 20 + 15 * Math.min(up.length, 4),
      marginBottom: below(down.length) + (width < 500 ? 72 : 56),
      x: {domain: [0, end], axis: null},
      y: {domain: [low, high], tickSize: 0, label: null, ticks: 4},
      marks: [
        ...averageLine(overview.average),
        Plot.ruleX(
          marks.filter((m) => m.dot),
          {
            x: "x",
            y1: (m: Placed) => m.dot?.lower,
            y2: (m: Placed) => m.dot?.upper,
            // whiskers of context have the contrast of bars: 3:1 on both grounds
            stroke: (m: Placed) => (gradeColour(m.grade) === colour.dot ? colour.mark : gradeColour(m.grade))
          }
        ),
        Plot.dot(marks, {
          x: "x",
          y: "score",
          r: 2.6,
          fill: (m: Placed) => (m.grade === "unproven" ? colour.ground : gradeColour(m.grade)),
          stroke: (m: Placed) => gradeColour(m.grade),
          title: tipOf,
          tip: true
        }),
        ...names,
        ...groups(overview, starts, scale, {width, below: below(down.length)})
      ]
    },
    `Each partner’s trust score, by grade: ${overview.grades.map((g) => `${g.partners} ${gradeNames[g.grade]}`).join(", ")}.`,
    (pointed) => toPartner(pointed) ?? partnersOf({grade: (pointed as unknown as Placed).grade})
  );
}

const averageLine = (average: number | null) =>
  average === null
    ? []
    : [
        Plot.ruleY([average], {stroke: colour.quiet, strokeDasharray: "3,3"}),
        Plot.text([average], {
          y: [average],
          frameAnchor: "right",
          dx: 50,
          text: [`average\n${whole(average)}`],
          textAnchor: "end"
        })
      ];

const tipOf = ({dot, score, grade}: Placed): string =>
  dot ? `${dot.name}\n${withRange(score, dot.lower, dot.upper)}, ${gradeNames[grade]}` : `${whole(score)}, ${gradeNames[grade]}`;

const rank = (grade: Grade | null) =>
  (["trusted", "candidate", "unproven", "not_rated", "below_typical", "at_risk"] as (Grade | null)[]).indexOf(grade);

/** Names of those that moved, on lines from their dots, in lanes that don't overlap. */
function mover(list: (Placed & {dot: Dot})[], scale: (x: number) => number, width: number, sign: "▲" | "▼", edge: number) {
  const sorted = [...list].sort((a, b) => a.x - b.x);
  const cut = shortAmong(
    list.map((m) => m.dot.name),
    width < 500 ? 18 : 24
  );
  const text = (m: Placed & {dot: Dot}) => `${sign} ${cut(m.dot.name)}`;
  const rows = lanes(sorted.map((m) => ({x: scale(m.x), width: textWidth(text(m))})));
  return sorted
    .map((m, i) => {
      const offset = (rows[i]! + 1) * 15 - 4;
      const tone = sign === "▲" ? colour.accent : colour.warn;
      const left = scale(m.x) + textWidth(text(m)) > width;
      return [
        Plot.link([m], {x1: m.x, x2: m.x, y1: m.score, y2: edge, stroke: tone, strokeWidth: 0.75}),
        Plot.text([m], {
          x: m.x,
          y: edge,
          dy: sign === "▲" ? -offset : offset,
          text: () => text(m),
          fill: tone,
          textAnchor: left ? "end" : "start",
          ...halo
        })
      ];
    })
    .flat();
}

/** Room for the names of those that fell. */
const below = (fallen: number) => 8 + 15 * Math.min(fallen, 4);

/** Under each group: how many, which grade, how many came and went. */
function groups(
  {grades}: Overview,
  starts: number[],
  scale: (x: number) => number,
  {width, below}: {width: number; below: number}
) {
  const step = width < 500 ? 62 : 98;
  let next = 0;
  const shown = grades.map((g, i) => ({...g, start: starts[i]!})).filter((g) => g.partners > 0);
  return shown.flatMap(({grade, partners, entered, left, start}, i) => {
    const room = width - (shown.length - i) * step;
    const px = Math.min(Math.max(scale(start) - 4, next), Math.max(room, next));
    next = px + step;
    const narrow = width < 500;
    const moves = [entered ? `${whole(entered)} in` : "", left ? `${whole(left)} out` : ""]
      .filter(Boolean)
      .join(narrow ? "\n" : ", ");
    const name = capital(gradeNames[grade])
      .replace("Not enough data to rate", narrow ? "Too little\ndata" : "Not enough\ndata")
      .replace(" average", narrow ? "\naverage" : " average");
    const at = {frameAnchor: "bottom-left" as const, dx: px - axisRoom, textAnchor: "start" as const, lineAnchor: "top" as const};
    return [
      Plot.text([partners], {
        ...at,
        dy: below + 4,
        text: (d: number) => whole(d),
        fontWeight: 600,
        fontSize: 13,
        fill: grade === "trusted" ? colour.accent : grade === "at_risk" ? colour.warn : colour.ink
      }),
      Plot.text([name], {...at, dy: below + 20, text: (d: string) => (moves ? `${d}\n${moves}` : d), fill: colour.quiet})
    ];
  });
}
