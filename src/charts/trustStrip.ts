import type {File, Grade, RowOf} from "../contract/index.js";
import {chart, colour, halo, lanes, shortAmong, textWidth, toPartner} from "./chart.js";
import {capital, whole, withRange} from "../shared/formats.js";
import {gradeNames} from "../copy/names.js";
import {partnersOf} from "../shared/ways.js";
import {Plot} from "./libraries.js";
import {rowsOf} from "../shared/rows.js";

type Overview = Pick<File<"overview">, "average" | "grades">;
type Dot = RowOf<File<"overview">["dots"]>;
interface Scored {
  score: number;
  lower: number;
  upper: number;
  /** Null where the score stands for several partners. */
  dot: Dot | null;
}
interface Placed extends Scored {
  x: number;
  grade: Grade;
}

/** Room for the number 100 at the axis, and for what the line of the average is called. */
const [axisRoom, averageRoom] = [34, 56];
/** What the name of a grade takes, and what parts the dots of two grades. */
const nameRoom = (width: number) => (width < 500 ? 62 : 98);
const gap = 10;
/** A sample has no more dots than lines of their intervals can be told apart. */
const samplePitch = 3;

const gradeColour = (grade: Grade) => (grade === "trusted" ? colour.accent : grade === "at_risk" ? colour.warn : colour.dot);

/** How wide each group is, in pixels: as many as it has of all, but no narrower than its name, so that a name has its own dots above it. */
function spansOf(groups: readonly {count: number; shown: boolean}[], room: number, name: number): number[] {
  const shown = groups.filter((g) => g.shown).length;
  const least = Math.min(name, room / Math.max(1, shown));
  let narrow = new Set<number>();
  for (;;) {
    const rest = room - narrow.size * least;
    const total = groups.reduce((sum, g, i) => sum + (narrow.has(i) ? 0 : g.count), 0);
    const spans = groups.map(({count, shown}, i) => (!shown ? 0 : narrow.has(i) || !total ? least : (rest * count) / total));
    const found = new Set(groups.flatMap((g, i) => (g.shown && spans[i]! <= least ? [i] : [])));
    if (found.size === narrow.size) return spans;
    narrow = found;
  }
}

/** Every n-th, and the last. */
const thinned = <T>(items: readonly T[], most: number): readonly T[] => {
  if (items.length <= most) return items;
  return Array.from({length: most}, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
};

/** Partners side by side by grade, then score, from left to right, in pixels; where not every one is drawn, scores stand for them. */
function placed({grades}: Overview, dots: readonly Dot[], width: number): {marks: Placed[]; starts: number[]} {
  const groups = grades.map(({grade, partners, scores}) => {
    const own = dots.filter((d) => d.grade === grade).sort((a, b) => b.score - a.score);
    const items: Scored[] = own.length ? own.map((dot) => ({...dot, dot})) : rowsOf(scores).map((row) => ({...row, dot: null}));
    return {grade, items, count: items.length, shown: partners > 0 || items.length > 0};
  });
  const room = width - axisRoom - averageRoom;
  const spans = spansOf(groups, room, nameRoom(width));
  const all = groups.reduce((sum, {count}) => sum + count, 0);
  const starts = spans.map((_, i) => spans.slice(0, i).reduce((sum, span) => sum + span, 0));
  const marks = groups.flatMap(({grade, items}, i): Placed[] => {
    const own = spans[i]! - gap;
    const drawn = dots.length ? items : thinned(items, Math.max(2, Math.floor(own / samplePitch)));
    const pitch = Math.min(own / Math.max(1, drawn.length), Math.max(12, room / Math.max(1, all)));
    return drawn.map(({score, lower, upper, dot}, k) => ({x: starts[i]! + k * pitch, score, lower, upper, grade, dot}));
  });
  return {marks, starts};
}

/** The trust strip: every partner as a dot in its range, grouped by grade, with who rose above and who fell below. */
export function trustStrip(overview: Overview, dots: readonly Dot[], {width}: {width: number}): Node {
  const {marks, starts} = placed(overview, dots, width);
  const [marginLeft, marginRight, most] = [axisRoom, averageRoom, width < 500 ? 3 : 6];
  const scale = (x: number) => marginLeft + x;
  const moved = marks.filter((m): m is Placed & {dot: Dot} => m.dot !== null && m.dot.before !== null);
  const up = moved.filter((m) => rank(m.grade) < rank(m.dot.before)).slice(0, most);
  const down = moved.filter((m) => rank(m.grade) > rank(m.dot.before)).slice(0, most);
  const lowest = Math.floor(Math.min(...marks.map((m) => m.lower), overview.average ?? 50) / 10) * 10;
  const high = Math.ceil(Math.max(...marks.map((m) => m.upper), overview.average ?? 50) / 10) * 10;
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
      x: {domain: [0, width - marginLeft - marginRight], axis: null},
      y: {domain: [low, high], tickSize: 0, label: null, ticks: 4},
      marks: [
        ...averageLine(overview.average),
        Plot.ruleX(marks, {
          x: "x",
          y1: "lower",
          y2: "upper",
          // whiskers of context have the contrast of bars: 3:1 on both grounds
          stroke: (m: Placed) => (gradeColour(m.grade) === colour.dot ? colour.mark : gradeColour(m.grade))
        }),
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
    `${dots.length ? "Each partner’s trust score" : "A sample of trust scores"}, by grade: ${overview.grades.map((g) => `${whole(g.partners)} ${gradeNames[g.grade]}`).join(", ")}.`,
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

const tipOf = ({dot, score, lower, upper, grade}: Placed): string =>
  `${dot ? `${dot.name}\n` : ""}${withRange(score, lower, upper)}, ${gradeNames[grade]}`;

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
  const step = nameRoom(width);
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
