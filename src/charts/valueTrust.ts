import type {File, RowOf} from "../contract/index.js";
import {apart, chart, colour, halo, short, textWidth, toPartner} from "./chart.js";
import {nameColumn} from "../tables/figureTables.js";
import {whole, money, withRange} from "../shared/formats.js";
import {gradeNames} from "../copy/names.js";
import {Plot} from "./libraries.js";
import {table} from "../tables/table.js";

type Row = RowOf<File<"segments">["partners"]>;
interface Dot extends Row {
  score: number;
  lower: number;
  upper: number;
}

/** Revenue against trust, with the range of each score of those that carry most; the weak that carry much stand low on the right side. */
export function valueTrust(rows: readonly Row[], {width, currency}: {width: number; currency: string | null}): Node {
  const dots = rows.filter((d): d is Dot => d.score !== null && d.lower !== null && d.upper !== null && d.revenue > 0);
  const most = Math.max(1, ...dots.map((d) => d.revenue));
  const few = dots.filter((d) => d.abc === "A");
  const weak = few.filter((d) => d.grade === "at_risk" || d.grade === "below_typical");
  const tone = (d: Row) =>
    d.grade === "at_risk" ? colour.warn : d.grade === "trusted" ? colour.accent : d.grade === "unproven" ? "none" : colour.dot;
  const height = 420;
  const [low, high] = [Math.min(50, ...dots.map((d) => d.lower)), Math.max(80, ...dots.map((d) => d.upper))];
  const wanted = [...weak].sort((a, b) => b.revenue - a.revenue).slice(0, width < 500 ? 4 : 8);
  const all = labelPlaces(wanted, {low, high, most, width, height});
  // a name that would have to move stands at another partner's line: it is left to the pointer and the table
  const named = wanted.filter((_, i) => all[i]!.dy === 0);
  const places = all.filter(({dy}) => dy === 0);
  return chart(
    {
      width,
      height,
      marginLeft: 56,
      marginTop: 28,
      marginBottom: 36,
      x: {domain: [low, high], tickSize: 0, label: null, ticks: 5},
      y: {type: "sqrt", domain: [0, most], tickSize: 0, label: null, ticks: 4, tickFormat: (d: number) => money(d, currency)},
      marks: [
        Plot.ruleY(few, {
          y: "revenue",
          x1: "lower",
          x2: "upper",
          strokeWidth: 0.75,
          stroke: (d: Dot) => (weak.includes(d) ? colour.warn : colour.mark)
        }),
        Plot.dot(dots, {
          x: "score",
          y: "revenue",
          r: 4,
          fill: tone,
          stroke: (d: Dot) => (d.grade === "unproven" ? colour.dot : "none"),
          title: (d: Dot) =>
            `${d.name}\n${money(d.revenue, currency)}; trust ${withRange(d.score, d.lower, d.upper)}, ${d.grade ? gradeNames[d.grade] : "no grade"}`,
          tip: true
        }),
        named.map((d, i) =>
          Plot.text([d], {
            x: "lower",
            y: "revenue",
            ...places[i]!,
            text: () => short(d.name, 20),
            textAnchor: "end",
            fill: d.grade === "at_risk" ? colour.warn : colour.ink,
            ...halo
          })
        ),
        Plot.text(["↑ revenue in the window"], {frameAnchor: "top-left", dx: -52, dy: -22}),
        Plot.text(["trust →"], {frameAnchor: "bottom-right", dy: 30})
      ]
    },
    `Revenue against trust of ${dots.length} partners; of the ${whole(few.length)} in group A ${whole(weak.length)} ${weak.length === 1 ? "is" : "are"} below average or at risk${weak.length ? `: ${wanted.map((d) => d.name).join(", ")}` : ""}.`,
    toPartner
  );
}

/** The same as a table, the largest first. */
export const valueTrustTable = (rows: readonly Row[], currency: string | null): Node =>
  table(rows, {
    caption: "Revenue and trust by partner",
    file: "value-trust",
    find: "Find a partner",
    empty: "No partner has a score.",
    columns: [
      nameColumn<Row>(),
      {label: "Revenue", value: (d) => d.revenue, show: (d) => money(d.revenue, currency), numeric: true, narrow: true},
      {label: "Score", value: (d) => d.score, numeric: true, narrow: true},
      {label: "Lower", value: (d) => d.lower, numeric: true},
      {label: "Upper", value: (d) => d.upper, numeric: true},
      {label: "Grade", value: (d) => (d.grade ? gradeNames[d.grade] : null), narrow: true}
    ]
  });

/** How far each name stands from the low end of its range, so that none covers another or is cut off at the left. */
function labelPlaces(
  named: readonly Dot[],
  {low, high, most, width, height}: Record<"low" | "high" | "most" | "width" | "height", number>
): {dx: number; dy: number}[] {
  const begins = named.map((d) => 56 + ((d.lower - low) / (high - low)) * (width - 76) - 8 - textWidth(short(d.name, 20)));
  const boxes = named.map((d, i) => {
    const text = textWidth(short(d.name, 20));
    return {
      x: Math.max(0, begins[i]!),
      y: height - 36 - Math.sqrt(d.revenue / most) * (height - 64),
      width: text
    };
  });
  return apart(boxes).map((dy, i) => ({dx: Math.max(0, -begins[i]!) - 8, dy}));
}
