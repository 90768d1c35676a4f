import type {File, RowOf} from "../contract/index.js";
import {chart, colour, halo, short, textWidth, toPartner} from "./chart.js";
import {hangMost, type Spot} from "./dropNames.js";
import {counted, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Row = RowOf<File<"overview">["contact"]>;

type Known = Row & {days: number};
/** Names on lines up from their dots. */
const names = (hung: readonly {item: Known; spot: Spot}[], height: number) =>
  hung.flatMap(({item, spot: {left, lane}}) => [
    Plot.ruleX([item], {x: "days", insetTop: height - 72 - 15 * lane, stroke: colour.warn, strokeWidth: 0.75}),
    Plot.text([item], {
      x: "days",
      frameAnchor: "bottom",
      dx: left ? -4 : 4,
      dy: -46 - 15 * lane,
      text,
      textAnchor: left ? "end" : "start",
      fill: colour.warn,
      ...halo
    })
  ]);

/** The name of a dot. */
const text = (d: Row) => short(d.name, 20);

/** Where names stand; where not all have room, those of the shortest time go first. */
const hungIn = (named: readonly Known[], pixel: (days: number) => number, width: number) =>
  hangMost(
    named,
    (d) => ({x: pixel(d.days), width: textWidth(text(d))}),
    [0, width],
    () => 0
  );

/** How large dots are, and how high a picture is, that has room for the highest stack: they get smaller where there are many. */
function stacked(at: readonly number[]): {r: number; room: number} {
  const stacks = new Map<number, number>();
  for (const x of at) stacks.set(Math.floor(x / 7), (stacks.get(Math.floor(x / 7)) ?? 0) + 1);
  const most = Math.max(1, ...stacks.values());
  const r = Math.max(0.8, Math.min(3, (3 * 36) / most));
  return {r, room: 64 + Math.ceil(most * (2 * r + 1) * Math.min(1, r / 3))};
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
  const named = late.slice(-(width < 500 ? 4 : 6));
  // half of the first label, "today", is left of the axis
  const [marginLeft, marginRight] = [20, 16];
  const pixel = (days: number) => marginLeft + (days / end) * (width - marginLeft - marginRight);
  const hung = hungIn(named, pixel, width);
  const {r, room} = stacked(known.map((d) => pixel(d.days)));
  const height = Math.max(96 + 15 * hung.length, room);
  return chart(
    {
      width,
      height,
      marginLeft,
      marginRight,
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
        ...names(hung, height),
        Plot.dot(
          known,
          Plot.dodgeY({
            x: "days",
            r,
            anchor: "bottom",
            padding: r < 3 ? 0.3 : 1,
            fill: (d: Row) => (d.ignored ? colour.warn : colour.dot),
            title: (d: Row) => `${d.name}\n${d.days} days`,
            tip: true
          })
        )
      ]
    },
    said?.(known.length, late.length) ??
      `Days since the last contact with ${known.length} partners outside group A; ${late.length} of them without contact for more than ${limit} days.`,
    toPartner
  );
}
