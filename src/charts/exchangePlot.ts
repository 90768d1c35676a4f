import type {File, RowOf} from "../contract/index.js";
import {chart, colour, halo, shortAmong, textWidth, toPartner} from "./chart.js";
import {counted, plural, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Row = RowOf<File<"overview">["exchange"]>;
interface Spot {
  given: number;
  received: number;
  rows: Row[];
}

/** Referrals received against referrals sent, a dot a partner; inside the grey band the numbers are too close or too few to call. */
export function exchangePlot(rows: readonly Row[], callable: readonly number[], {width}: {width: number}): Node {
  const most = Math.max(5, ...rows.map((d) => Math.max(d.received, d.given)));
  const named = rows
    .filter((d) => d.verdict === "we_owe" || d.verdict === "they_owe")
    .sort((a, b) => Math.abs(b.received - b.given) - Math.abs(a.received - a.given))
    .slice(0, width < 500 ? 5 : 10);
  const ticks = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((t) => t <= most);
  const axis = {type: "sqrt" as const, domain: [0, most * 1.08], ticks, tickSize: 0, label: null, tickFormat: whole};
  const tone = (d: Row) => (d.verdict === "we_owe" ? colour.accent : d.verdict === "they_owe" ? colour.warn : colour.dot);
  const height = Math.min(440, Math.max(320, width * 0.6));
  const dots = spots(rows);
  const inset = dots.length ? Math.max(0, ...dots.map(radius)) : 0;
  const placed = placedNames(named, dots, most * 1.08, {width, height, inset});
  const counts = (verdict: Row["verdict"]) => rows.filter((d) => d.verdict === verdict).length;
  return chart(
    {
      width,
      height,
      marginLeft: 32,
      marginBottom: 40,
      marginTop: 28,
      marginRight: 16,
      // the largest dot, of partners with few referrals, covers no number of an axis
      insetLeft: inset,
      insetBottom: inset,
      x: axis,
      y: axis,
      r: {type: "identity"},
      marks: [
        Plot.areaY(band(callable, most), {x: "at", y1: "low", y2: "high", fill: colour.wash}),
        Plot.link([0], {x1: 0, y1: 0, x2: most, y2: most, stroke: colour.line, strokeDasharray: "3,3"}),
        ...directions(cornerRoom(placed, circles(dots, most * 1.08, {width, height, inset}), {width, height})),
        Plot.dot(dots, {
          x: "given",
          y: "received",
          r: radius,
          fill: (d: Spot) => tone(d.rows[0]!),
          title: tipOf,
          tip: true
        }),
        ...placed.map((d) => nameOf(d, tone))
      ]
    },
    `Referrals received from and sent to ${counted(rows.length, "partner")}: ${whole(counts("we_owe"))} clearly ${plural(counts("we_owe"), "sends", "send")} more than we do, ${whole(counts("they_owe"))} clearly fewer.`,
    toPartner
  );
}

/** Size of the labels in the corners of partners that return more or fewer referrals, in pixels. */
const corner = {width: 104, height: 30};

/** Where a dot is, in pixels. */
interface Circle {
  x: number;
  y: number;
  r: number;
}

function circles(dots: readonly Spot[], end: number, {width, height, inset}: Size & {inset: number}): Circle[] {
  const {across, up} = scales(end, {width, height, inset});
  return dots.map((d) => ({x: across(d.given), y: up(d.received), r: radius(d)}));
}

/**
 * How far above the lower edge that begins, and how far right of the left edge what the other corner means: clear of the names in its way, and
 * of dots of several partners there.
 */
function cornerRoom(placed: readonly Placed[], dots: readonly Circle[], {width, height}: Size): {below: number; aside: number} {
  const left = width - 24 - corner.width;
  const large = dots.filter((d) => d.r > 3);
  const tops = large.filter((d) => d.x + d.r > left).map((d) => d.y - d.r + 8);
  const names = placed.filter((d) => d.x + d.width > left).map((d) => d.y);
  const inTheWay = [...names, ...tops].filter((y) => y > height / 2).sort((a, b) => b - a);
  let below = 24;
  for (const y of inTheWay) if (height - 40 - y > below - 16 - corner.height) below = Math.max(below, height - 40 - y + 12);
  const beside = large.filter((d) => d.y - d.r < 32 + corner.height && d.x < 32 + corner.width / 2);
  return {below, aside: Math.max(12, ...beside.map((d) => d.x + d.r - 28))};
}

/** What each axis counts, and what each corner means. */
function directions({below, aside}: {below: number; aside: number}) {
  const bold = {fontWeight: 600, ...halo};
  return [
    Plot.text(["↑ referrals received"], {frameAnchor: "top-left", dx: -28, dy: -20}),
    Plot.text(["referrals sent →"], {frameAnchor: "bottom-right", dy: 34}),
    Plot.text(["They send more:\nwe owe them"], {
      frameAnchor: "top-left",
      dx: aside,
      dy: 4,
      lineAnchor: "top",
      fill: colour.accent,
      ...bold
    }),
    Plot.text(["We send more:\nthey owe us"], {
      frameAnchor: "bottom-right",
      dx: -8,
      dy: -below,
      lineAnchor: "bottom",
      fill: colour.warn,
      ...bold
    })
  ];
}

interface Size {
  width: number;
  height: number;
}

/** A partner's name where it stands, in pixels. */
interface Placed {
  row: Row;
  text: string;
  x: number;
  y: number;
  width: number;
  left: boolean;
  shift: number;
  /** From the middle of the dot. */
  gap: number;
}

const radius = (d: Spot): number => Math.min(12, 3 * Math.sqrt(d.rows.length));

/** Where numbers of referrals are, in pixels. */
const scales = (end: number, {width, height, inset}: Size & {inset: number}) => ({
  across: (n: number) => 32 + inset + Math.sqrt(n / end) * (width - 48 - inset),
  up: (n: number) => height - 40 - inset - Math.sqrt(n / end) * (height - 68 - inset)
});

/** How far a name may be from its dot, upwards or downwards: further, it would seem another's. */
const moves = [0, -13, 13];

/** Names beside their dots, to the left where the right has no room, none over another or over a dot; one without room is left out. */
function placedNames(
  rows: readonly Row[],
  dots: readonly Spot[],
  end: number,
  {width, height, inset}: Size & {inset: number}
): Placed[] {
  const {across, up} = scales(end, {width, height, inset});
  const names = rows.map((row) => row.name);
  const [shorter, longer] = [shortAmong(names, 18), shortAmong(names, 24)];
  // half of what a line of text is high, or of a dot that is larger
  const high = (r = 0) => Math.max(6.5, r);
  const taken = dots.map((d) => ({
    x: across(d.given) - radius(d),
    y: up(d.received),
    width: 2 * radius(d),
    high: high(radius(d))
  }));
  // what the upper corner means is in two lines; the lower one gives way to names
  taken.push({x: 40, y: 32 + corner.height / 2, width: corner.width + 12 + inset, high: corner.height / 2});
  return spots(rows).flatMap(({given, received, rows: [first]}): Placed[] => {
    const spot = dots.find((d) => d.given === given && d.received === received)!;
    const row = first!;
    const others = spot.rows.length - 1;
    const text = others ? `${shorter(row.name)} and ${whole(others)} more` : longer(row.name);
    const gap = radius(spot) + 5;
    const [at, y, wide] = [across(row.given), up(row.received), textWidth(text)];
    const places = moves.flatMap((shift) =>
      [false, true].map((left) => ({x: left ? at - gap - wide : at + gap, y: y + shift, width: wide, left, shift}))
    );
    const free = places.find(
      (box) =>
        box.x >= 8 &&
        box.x + box.width <= width &&
        box.y <= height - 40 &&
        !taken.some((t) => Math.abs(t.y - box.y) < high() + t.high && t.x < box.x + box.width && box.x < t.x + t.width)
    );
    if (!free) return [];
    taken.push({...free, high: high()});
    return [{...free, row, text, gap}];
  });
}

const nameOf = ({row, text, left, shift, gap}: Placed, tone: (d: Row) => string) =>
  Plot.text([row], {
    x: "given",
    y: "received",
    text: () => text,
    dx: left ? -gap : gap,
    dy: shift,
    fill: tone,
    textAnchor: left ? "end" : "start",
    ...halo
  });

/** Where neither side can be said to owe: between the two limits at each number. */
function band(callable: readonly number[], most: number): {at: number; low: number; high: number}[] {
  const limit = (s: number) => Math.min(most * 1.08, (callable[s] ?? most * 2) - 0.5);
  const lower = (at: number) => Math.max(0, callable.filter((l) => l <= at).length - 0.5);
  return Array.from({length: Math.ceil(most * 1.08) + 1}, (_, at) => ({
    at: Math.min(at, most * 1.08),
    low: lower(at),
    high: limit(at)
  }));
}

function tipOf({rows, received, given}: Spot): string {
  const names = rows.slice(0, 6).map((r) => r.name);
  const more = rows.length > 6 ? ` and ${whole(rows.length - 6)} more` : "";
  return `${names.join(", ")}${more}\n${whole(received)} received, ${whole(given)} sent`;
}

function spots(rows: readonly Row[]): Spot[] {
  const found = new Map<string, Spot>();
  for (const row of rows) {
    const key = `${row.given} ${row.received}`;
    const spot = found.get(key);
    if (spot) spot.rows.push(row);
    else found.set(key, {given: row.given, received: row.received, rows: [row]});
  }
  return [...found.values()];
}
