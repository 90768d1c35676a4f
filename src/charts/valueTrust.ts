import type {File, RowOf} from "../contract/index.js";
import {apart, chart, colour, halo, shortAmong, textWidth, toPartner} from "./chart.js";
import {nameColumn} from "../tables/figureTables.js";
import {counted, whole, money, withRange} from "../shared/formats.js";
import {gradeNames} from "../copy/names.js";
import {Plot} from "./libraries.js";
import {table} from "../tables/table.js";

type Row = RowOf<File<"segments">["partners"]>;
interface Dot extends Row {
  score: number;
  lower: number;
  upper: number;
}

/** Whether a partner has a place in the picture: a score, and revenue. */
export const hasPlace = (d: Row): d is Dot => d.score !== null && d.lower !== null && d.upper !== null && d.revenue > 0;

const isWeak = ({grade}: Row): boolean => grade === "at_risk" || grade === "below_typical";

/** Revenue against trust, with the range of each score of those that carry most; the weak that carry much are low on the right side. */
export function valueTrust(rows: readonly Row[], {width, currency}: {width: number; currency: string | null}): Node {
  const dots = rows.filter(hasPlace);
  const most = Math.max(1, ...dots.map((d) => d.revenue));
  const few = dots.filter((d) => d.abc === "A");
  const weak = few.filter(isWeak);
  const tone = (d: Row) =>
    d.grade === "at_risk" ? colour.warn : d.grade === "trusted" ? colour.accent : d.grade === "unproven" ? "none" : colour.dot;
  const height = 420;
  const [low, high] = [Math.min(50, ...dots.map((d) => d.lower)), Math.max(80, ...dots.map((d) => d.upper))];
  const wanted = cutNames([...weak].sort((a, b) => b.revenue - a.revenue).slice(0, width < 500 ? 4 : 8));
  const all = labelPlaces(wanted, {low, high, most, width, height});
  // a name that would have to move is at another partner's line: it is left to the pointer and the table
  const named = wanted.filter((_, i) => all[i]);
  const places = all.filter((place) => place !== null);
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
        Plot.ruleY(ranged(few, weak, named), {
          y: "revenue",
          x1: "lower",
          x2: "upper",
          strokeWidth: 0.75,
          stroke: (d: Dot) => (isWeak(d) ? colour.warn : colour.mark)
        }),
        Plot.dot(dots, {
          x: "score",
          y: "revenue",
          r: dots.length > 300 ? 2.5 : 4,
          fill: tone,
          stroke: (d: Dot) => (d.grade === "unproven" ? colour.dot : "none"),
          title: (d: Dot) =>
            `${d.name}\n${money(d.revenue, currency)}; trust ${withRange(d.score, d.lower, d.upper)}, ${d.grade ? gradeNames[d.grade] : "no grade"}`,
          tip: true
        }),
        named.map((d, i) =>
          Plot.text([d], {
            y: "revenue",
            ...places[i]!,
            text: () => d.text,
            fill: d.grade === "at_risk" ? colour.warn : colour.ink,
            ...halo
          })
        ),
        Plot.text(["↑ revenue in the window"], {frameAnchor: "top-left", dx: -52, dy: -22}),
        Plot.text(["trust →"], {frameAnchor: "bottom-right", dy: 30})
      ]
    },
    `Revenue against trust of ${counted(dots.length, "partner")}; of the ${whole(few.length)} in group A ${whole(weak.length)} ${weak.length === 1 ? "is" : "are"} below average or at risk${weak.length ? `: ${wanted.map((d) => d.name).join(", ")}` : ""}.`,
    toPartner
  );
}

/** The most ranges in which a dot can still be told. */
const mostRanges = 60;

/** The partners whose range of the score is drawn: those of group A, or its weak ones where they are many, or those with a name, which is at its end; the others have theirs in the tip and the table. */
const ranged = (few: readonly Dot[], weak: readonly Dot[], named: readonly Dot[]): readonly Dot[] =>
  few.length <= mostRanges ? few : weak.length <= mostRanges ? weak : named;

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

function cutNames(dots: readonly Dot[]) {
  const names = dots.map((d) => d.name);
  const cut = shortAmong(names, 20);
  return dots.map((d) => ({...d, text: cut(d.name)}));
}

/** Where each name is: at the low end of its range, or at the high end where the low one has no room; null where it would cover another. */
function labelPlaces(
  named: readonly (Dot & {text: string})[],
  {low, high, most, width, height}: Record<"low" | "high" | "most" | "width" | "height", number>
): ({x: "lower" | "upper"; dx: number; textAnchor: "start" | "end"} | null)[] {
  const across = (score: number) => 56 + ((score - low) / (high - low)) * (width - 76);
  const boxes = named.map((d) => {
    const wide = textWidth(d.text);
    const left = across(d.lower) - 8 - wide;
    return {
      left: left >= 64,
      x: left >= 64 ? left : across(d.upper) + 8,
      y: height - 36 - Math.sqrt(d.revenue / most) * (height - 64),
      width: wide
    };
  });
  return apart(boxes).map((dy, i) => {
    const {left, x, width: wide} = boxes[i]!;
    if (dy !== 0 || x + wide > width) return null;
    return left ? {x: "lower", dx: -8, textAnchor: "end"} : {x: "upper", dx: 8, textAnchor: "start"};
  });
}
