import type {File, RowOf} from "../contract/index.js";
import {chart, colour, halo, shortAmong, textWidth, toPartner} from "./chart.js";
import {hangMost, type Spot} from "./dropNames.js";
import {counted, percent, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Source = Pick<File<"segments">, "k80" | "k_a" | "k_ab" | "marks">;
type Point = RowOf<File<"segments">["pareto"]>;
type Mark = Source["marks"][number];

/** Revenue added up from the largest partner on, with the real split, who moved and who is next. */
export function paretoPlot(
  points: readonly Point[],
  {k80, k_a, k_ab, marks}: Source,
  count: number,
  {width}: {width: number}
): Node {
  const end = Math.max(1, count);
  const at = (rank: number) => points.findLast((p) => p.rank <= rank)?.cumulative ?? 0;
  const split = k80 === null ? [] : [{rank: k80, cumulative: at(k80)}];
  const across = (rank: number) => 44 + (rank / end) * (width - 60);
  const moved = [...marks].sort((a, b) => a.rank - b.rank).slice(0, width < 500 ? 5 : 7);
  const cut = shortAmong(
    moved.map((m) => m.name),
    width < 500 ? 16 : 24
  );
  const hung = hangMost(
    moved.map((m) => ({...m, name: cut(m.name)})),
    (m) => ({x: across(m.rank), width: textWidth(note(m, width))}),
    [44, width],
    // who moved stays longer than who is next
    (left) =>
      Math.max(
        0,
        left.findLastIndex((m) => m.kind === "next")
      )
  );
  const named = hung.map(({item}) => item);
  return chart(
    {
      width,
      height: 340,
      marginTop: 30,
      marginLeft: 44,
      marginRight: 16,
      marginBottom: 44,
      x: {domain: [0, end], axis: null},
      y: {domain: [0, 1], tickFormat: (d: number) => percent(d), ticks: 5, tickSize: 0, label: null},
      marks: [
        Plot.dot(
          points.filter((p) => p.rank > 0),
          {
            x: "rank",
            y: "cumulative",
            r: count > 120 ? 1.6 : 2.6,
            fill: (p: Point) => (k_a !== null && p.rank <= k_a ? colour.accent : colour.dot),
            // where a name stands, its own mark speaks
            title: (p: Point) =>
              named.some((m) => m.rank === p.rank)
                ? null
                : `first ${counted(p.rank, "partner")}\n${percent(p.cumulative)} of revenue`,
            tip: true
          }
        ),
        ...splitLabel(split, count, across, above(hung, across(k80 ?? 0), across, width)),
        ...names(hung, at, width),
        ...classes(k_a ?? 0, k_ab ?? 0, count, width)
      ]
    },
    `Revenue added up over ${counted(count, "partner")}, largest first${k80 === null ? "" : `: the first ${whole(k80)} ${k80 === 1 ? "brings" : "bring"} ${percent(at(k80))}`}.`,
    toPartner
  );
}

/** How high a name is drawn, by its lane. */
const levelOf = (names: number, lane = 0) => 0.04 + 0.09 * (names - lane);

/** Where a line at x may begin so that it passes no name. */
function above(hung: readonly {item: Mark; spot: Spot}[], x: number, across: (rank: number) => number, width: number): number {
  const passed = hung.filter(({item, spot}) => {
    const from = across(item.rank);
    const wide = 6 + textWidth(note(item, width));
    return spot.left ? x > from - wide && x < from : x > from && x < from + wide;
  });
  return Math.max(0, ...passed.map(({spot}) => levelOf(hung.length, spot.lane) + 0.035));
}

/** Those that moved and those that are next, on lines down from their dots. */
function names(hung: readonly {item: Mark; spot: Spot}[], at: (rank: number) => number, width: number) {
  const named = hung.map(({item}) => item);
  const spots = new Map(hung.map(({item, spot}) => [item, spot]));
  const level = (m: Mark) => levelOf(hung.length, spots.get(m)?.lane);
  const tone = (m: Mark) => (m.kind === "left" ? colour.warn : colour.accent);
  const fill = (m: Mark) => (m.kind === "next" ? colour.ground : tone(m));
  return [
    Plot.link(named, {x1: "rank", x2: "rank", y1: (m: Mark) => at(m.rank), y2: level, stroke: tone, strokeWidth: 0.75}),
    Plot.dot(named, {
      x: "rank",
      y: (m: Mark) => at(m.rank),
      r: 4.5,
      fill,
      stroke: tone,
      strokeWidth: 1.5,
      title: (m: Mark) => note(m, width),
      tip: true
    }),
    named.map((m) => {
      const side = spots.get(m)?.left ? {dx: -6, textAnchor: "end" as const} : {dx: 6, textAnchor: "start" as const};
      return Plot.text([m], {x: "rank", y: level(m), ...side, text: () => note(m, width), fill: tone(m), ...halo});
    })
  ];
}

/** A bold text is wider than a plain one. */
const boldWidth = (text: string): number => 1.1 * textWidth(text);

/** From this share on, a text above its point is as high as the axis says 100%. */
const besideTop = 0.85;

/** Where four fifths of the revenue are reached, and how much it is there: of few partners one more is far more. */
function splitLabel(split: readonly Point[], count: number, across: (rank: number) => number, from: number) {
  const line = {stroke: colour.ink, strokeDasharray: "2,3"};
  const text = (p: Point) => `${whole(p.rank)} of ${whole(count)}\n${p.rank === 1 ? "brings" : "bring"} ${percent(p.cumulative)}`;
  const wide = Math.max(0, ...split.flatMap((p) => text(p).split("\n").map(boldWidth)));
  const isOverAxis = split.some((p) => p.cumulative > besideTop && across(p.rank) - 10 - wide < 44);
  const place = isOverAxis
    ? {dx: 10, dy: 10, textAnchor: "start" as const, lineAnchor: "top" as const}
    : {
        // never past the left edge
        dx: Math.max(-10, ...split.map((p) => wide - across(p.rank))),
        dy: -8,
        textAnchor: "end" as const,
        lineAnchor: "bottom" as const
      };
  return [
    Plot.link(split, {x1: "rank", x2: "rank", y1: (p: Point) => Math.min(from, p.cumulative), y2: "cumulative", ...line}),
    Plot.link(split, {x1: 0, x2: "rank", y1: "cumulative", y2: "cumulative", ...line}),
    Plot.text(split, {x: "rank", y: "cumulative", ...place, text, fontWeight: 600, fill: colour.ink, ...halo})
  ];
}

const note = (m: Mark, width: number) => {
  const {name} = m;
  if (m.kind === "entered") return `▲ ${name} entered A`;
  if (m.kind === "left") return `▼ ${name} left A`;
  return width < 500 ? name : `${name}: ${counted(m.to_trusted ?? 0, "more won deal")}`;
};

/** The three classes as the x axis. */
function classes(a: number, ab: number, count: number, width: number) {
  const parts = [
    {from: 0, to: a, name: `A: ${whole(a)}`, tone: colour.accent},
    {from: a, to: ab, name: `B: ${whole(ab - a)}`, tone: colour.ink},
    {from: ab, to: count, name: `C: ${whole(count - ab)}`, tone: colour.dot}
  ].filter((p) => p.to > p.from);
  const pixel = (x: number) => (x / Math.max(1, count)) * (width - 60);
  let next = 0;
  return parts.flatMap((p) => {
    const dx = Math.max(pixel(p.from), next);
    next = dx + p.name.length * 7 + 8;
    const last = p.to === count && dx + p.name.length * 7 < width - 60;
    return [
      Plot.link([p], {x1: p.from, x2: p.to, y1: 0, y2: 0, stroke: p.tone, strokeWidth: 3}),
      Plot.text([p.name], {
        frameAnchor: last ? "bottom-right" : "bottom-left",
        dx: last ? 0 : dx,
        dy: 14,
        textAnchor: last ? "end" : "start",
        lineAnchor: "top",
        fill: p.tone === colour.dot ? colour.quiet : p.tone
      })
    ];
  });
}
