import type {File, RowOf} from "../contract/index.js";
import {chart, colour, halo, shortAmong, textWidth, toPartner} from "./chart.js";
import {hangMost, type Spot} from "./dropNames.js";
import {counted, some, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Row = RowOf<File<"overview">["contact"]>;

type Known = Row & {days: number};

interface Names {
  hung: readonly {item: Known; spot: Spot}[];
  /** How far above the foot of the picture the lowest of them is, in pixels. */
  base: number;
  height: number;
  text: (d: Row) => string;
}

/** Names on lines up from their dots. */
const names = ({hung, base, height, text}: Names) =>
  hung.flatMap(({item, spot: {left, lane}}) => [
    Plot.ruleX([item], {x: "days", insetTop: height - base - 26 - 15 * lane, stroke: colour.warn, strokeWidth: 0.75}),
    Plot.text([item], {
      x: "days",
      frameAnchor: "bottom",
      dx: left ? -4 : 4,
      dy: -base - 15 * lane,
      text,
      textAnchor: left ? "end" : "start",
      fill: colour.warn,
      ...halo
    })
  ]);

/** Where names stand; where not all have room, those of the shortest time go first. */
const hungIn = (
  named: readonly Known[],
  pixel: (days: number) => number,
  {width, text}: {width: number; text: (d: Row) => string}
) =>
  hangMost(
    named,
    (d) => ({x: pixel(d.days), width: textWidth(text(d))}),
    [0, width],
    () => 0
  );

/** Between dots, in pixels: less where they are small. */
const paddingOf = (r: number): number => (r < 3 ? 0.3 : 1);

/**
 * How large dots are, that have room in the highest stack: they get smaller where there are many.
 * @returns their radius, and how high the highest stack may be between two places, all in pixels
 */
function stacked(at: readonly number[]): {r: number; highest: (from: number, to: number) => number} {
  const near = (x: number, distance: number) => at.filter((other) => Math.abs(other - x) < distance).length;
  const r = Math.max(0.35, Math.min(3, (3 * 36) / Math.max(1, ...at.map((x) => near(x, 3.5)))));
  const step = 2 * r + paddingOf(r);
  // dots that would touch are put over one another, at most all of them in one stack
  const highest = (from: number, to: number) =>
    Math.ceil(step * Math.max(1, ...at.filter((x) => x >= from - 7 && x <= to + 7).map((x) => near(x, step))));
  return {r, highest};
}

/** Where dots and the names above them have their place. */
function laidOut(known: readonly Known[], late: readonly Known[], {end, width}: {end: number; width: number}) {
  const named = late.slice(-(width < 500 ? 4 : 6));
  // half of the first label, "today", is left of the axis
  const margins = {marginLeft: 20, marginRight: 16};
  const pixel = (days: number) => margins.marginLeft + (days / end) * (width - margins.marginLeft - margins.marginRight);
  const cut = shortAmong(
    named.map((d) => d.name),
    20
  );
  const text = (d: Row) => cut(d.name);
  const hung = hungIn(named, pixel, {width, text});
  const {r, highest} = stacked(known.map((d) => pixel(d.days)));
  const ends = hung.flatMap(({item, spot: {left}}) => {
    const x = pixel(item.days);
    return [x, x + (left ? -1 : 1) * textWidth(text(item))];
  });
  const base = Math.max(46, 30 + highest(Math.min(...ends), Math.max(...ends)));
  const height = Math.max(base + 50 + 15 * hung.length, 64 + highest(0, width));
  return {r, height, margins, hung, base, text};
}

/** Days since the last contact, a dot per partner, stacked; those beyond the limit by name. */
export function contactDots(
  rows: readonly Row[],
  limit: number,
  {width, said}: {width: number; said?: (known: number, late: number) => string}
): Node {
  const known = rows.filter((d): d is Row & {days: number} => d.days !== null);
  const end = Math.max(limit * 1.5, ...known.map((d) => d.days)) * 1.02;
  const late = known.filter((d) => d.ignored).sort((a, b) => a.days - b.days);
  const {r, height, margins, hung, base, text} = laidOut(known, late, {end, width});
  return chart(
    {
      width,
      height,
      ...margins,
      marginTop: 8,
      marginBottom: 24,
      x: {
        domain: [0, end],
        tickSize: 0,
        label: null,
        ticks: Math.min(7, width / 80),
        tickFormat: (d: number) => (d === 0 ? "today" : whole(d))
      },
      marks: [
        Plot.ruleX([limit], {stroke: colour.quiet, strokeDasharray: "2,3"}),
        Plot.text([limit], {
          x: limit,
          frameAnchor: "top",
          text: (d: number) => counted(d, "day"),
          dx: -4,
          textAnchor: "end",
          fill: colour.quiet,
          ...halo
        }),
        ...names({hung, base, height, text}),
        Plot.dot(
          known,
          Plot.dodgeY({
            x: "days",
            r,
            anchor: "bottom",
            padding: paddingOf(r),
            fill: (d: Row) => (d.ignored ? colour.warn : colour.dot),
            title: (d: Row) => `${d.name}\n${counted(d.days ?? 0, "day")}`,
            tip: true
          })
        )
      ]
    },
    said?.(known.length, late.length) ??
      `Days since the last contact with ${counted(known.length, "partner")} outside group A; ${some(late.length)} without contact for ${counted(limit, "day")}.`,
    toPartner
  );
}
