import type {File, RowOf} from "../contract.js";
import {chart, colour, halo, lanes, short, textWidth} from "./chart.js";
import {Plot} from "./libraries.js";

type Row = RowOf<File<"overview">["contact"]>;

/** Days since we last spoke, a dot a partner, stacked; those beyond the limit by name. */
export function contactDots(rows: readonly Row[], limit: number, {width}: {width: number}): Node {
  const known = rows.filter((d): d is Row & {days: number} => d.days !== null);
  const end = Math.max(limit * 1.5, ...known.map((d) => d.days)) * 1.02;
  const late = known.filter((d) => d.ignored).sort((a, b) => a.days - b.days);
  const named = late.slice(-(width < 500 ? 4 : 6));
  const [marginLeft, marginRight] = [8, 16];
  const pixel = (days: number) => marginLeft + (days / end) * (width - marginLeft - marginRight);
  const text = (d: Row) => short(d.name, 20);
  const left = (d: Row & {days: number}) => pixel(d.days) + textWidth(text(d)) > width;
  const rowsOfNames = lanes(
    named.map((d) => ({x: left(d) ? pixel(d.days) - textWidth(text(d)) : pixel(d.days), width: textWidth(text(d))}))
  );
  const height = 96 + 15 * Math.max(0, ...rowsOfNames.map((r) => r + 1));
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
        tickFormat: (d: number) => (d === 0 ? "today" : String(d))
      },
      marks: [
        Plot.ruleX([limit], {stroke: colour.quiet, strokeDasharray: "2,3"}),
        Plot.text([limit], {x: limit, frameAnchor: "top", text: (d: number) => `${d} days`, dx: -4, textAnchor: "end", ...halo}),
        named.map((d, i) =>
          Plot.text([d], {
            x: "days",
            frameAnchor: "bottom",
            dy: -46 - 15 * rowsOfNames[i]!,
            text,
            textAnchor: left(d) ? "end" : "start",
            fill: colour.warn,
            ...halo
          })
        ),
        Plot.dot(
          known,
          Plot.dodgeY({
            x: "days",
            r: 3,
            anchor: "bottom",
            padding: 1,
            fill: (d: Row) => (d.ignored ? colour.warn : colour.dot),
            title: (d: Row) => `${d.name}\n${d.days} days`,
            tip: true
          })
        )
      ]
    },
    `Days since we last spoke to ${known.length} partners outside the vital few; ${late.length} of them beyond ${limit} days.`
  );
}
