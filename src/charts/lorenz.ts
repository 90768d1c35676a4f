import type {File} from "../contract/index.js";
import {apart, chart, colour, halo} from "./chart.js";
import {decimal, fixed, percent, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";
import {bringing, lorenzPoints, lowerHalf} from "../shared/lorenzPoints.js";
import {howItCame} from "../ui/pageWays.js";
import {table} from "../tables/table.js";

type Dimension = File<"concentration">["dimensions"][number];
type Member = Dimension["members"][number];
const tone = {partner: colour.accent, customer: colour.ink, rep: colour.quiet, region: colour.dot};
const names = {partner: "partners", customer: "customers", rep: "our reps", region: "regions"};

/** The dimensions with each that brought something on its own: what the picture of shares puts together as others may be more than a half. */
export function spreadsOf({dimensions, partners, customers, reps}: File<"concentration">): Dimension[] {
  const all = {partner: partners.revenue, customer: customers.revenue, rep: reps.revenue, region: []};
  return dimensions.map((d) => {
    const [other] = d.members.filter((m) => m.members > 1);
    return other ? {...d, members: all[d.dimension].map((net): Member => ({...other, members: 1, net}))} : d;
  });
}

/** No more points of a line than can be seen. */
const drawnOf = <P>(points: readonly P[]): P[] => {
  const step = Math.ceil(points.length / 200);
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
};

/** How unevenly revenue is spread over partners, customers, reps and regions: the further below the diagonal, the fewer carry it. */
export function lorenz(dimensions: readonly Dimension[], {width}: {width: number}): Node {
  const lines = dimensions
    .map((d) => ({dimension: d.dimension, n: d.n, points: lorenzPoints(d)}))
    .filter(({points}) => points.length > 2)
    .map((line) => ({...line, half: lowerHalf(line.points) ?? 0}));
  const dash = {partner: "none", customer: "6,3", rep: "2,3", region: "8,3,2,3"};
  // the lowest keeps its place, so that no name is below its dot
  const ordered = [...lines].sort((a, b) => a.half - b.half);
  const size = Math.min(width, 520);
  const height = Math.min(380, size * 0.75);
  // a line that has brought nothing yet lies on the axis: its name is above it
  const lift = ({half}: {half: number}) => (half < 0.03 ? 10 : 0);
  const moved = apart(ordered.map((line) => ({x: 0, y: 16 + (1 - line.half) * (height - 52) - lift(line), width: 1})));
  const text = (line: (typeof lines)[number]) =>
    `${names[line.dimension]}: the smaller half of all ${whole(line.n)} brings ${percent(line.half)}`;
  return chart(
    {
      width: size,
      height,
      marginLeft: 44,
      marginBottom: 36,
      x: {domain: [0, 1], ticks: [0, 0.5, 1], tickSize: 0, label: null, tickFormat: (d: number) => percent(d)},
      y: {domain: [0, 1], ticks: [0, 0.5, 1], tickSize: 0, label: null, tickFormat: (d: number) => percent(d)},
      marks: [
        Plot.link([0], {x1: 0, y1: 0, x2: 1, y2: 1, stroke: colour.line, strokeDasharray: "3,3"}),
        lines.map(({dimension, points}) =>
          Plot.line(drawnOf(points), {
            x: "who",
            y: "revenue",
            stroke: tone[dimension],
            strokeDasharray: dash[dimension],
            strokeWidth: 2
          })
        ),
        lines.map(halfDot),
        ordered.map((line, i) =>
          Plot.text([{who: 0.5, revenue: line.half}], {
            x: "who",
            y: "revenue",
            dx: -9,
            dy: moved[i]! - lift(line),
            textAnchor: "end",
            text: () => `${names[line.dimension]} ${percent(line.half)}`,
            fill: line.dimension === "region" ? colour.quiet : tone[line.dimension],
            fontWeight: line.dimension === "partner" ? 600 : 400,
            ...halo
          })
        ),
        Plot.text(["smallest first →"], {frameAnchor: "bottom-right", dy: 30})
      ]
    },
    `Revenue added up, smallest first. ${[...ordered].reverse().map(text).join("; ")}.`
  );
}

/** What the smaller half brings, on the line. */
const halfDot = ({dimension, n, half}: {dimension: Dimension["dimension"]; n: number; half: number}) =>
  Plot.dot([{who: 0.5, revenue: half, dimension}], {
    x: "who",
    y: "revenue",
    r: 3,
    fill: tone[dimension],
    title: () => `the smaller half of all ${whole(n)} ${names[dimension]}\nbrings ${percent(half)} of revenue`,
    tip: true
  });

export const lorenzTable = (dimensions: readonly Dimension[]): Node =>
  table(dimensions, {
    caption: "How unevenly revenue is spread",
    file: "spread",
    empty: "No revenue.",
    leads: () => howItCame,
    columns: [
      {label: "Over", value: (d) => names[d.dimension], narrow: true},
      {label: "Of all", value: (d) => d.n, numeric: true, narrow: true},
      {label: "With revenue", value: bringing, numeric: true},
      {
        label: "Bottom half brings",
        value: (d) => lowerHalf(lorenzPoints(d)),
        show: (d) => percent(lowerHalf(lorenzPoints(d))),
        numeric: true,
        narrow: true
      },
      {
        label: "Gini",
        value: (d) => d.gini,
        show: (d) => (d.gini === null ? "–" : fixed(d.gini, 2)),
        numeric: true,
        narrow: true
      },
      {
        label: "Effective number",
        value: (d) => d.effective_n,
        show: (d) => (d.effective_n === null ? "–" : decimal(d.effective_n)),
        numeric: true
      }
    ]
  });
