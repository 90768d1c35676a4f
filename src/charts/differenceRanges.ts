import {percent, pointsRange, signedPoints} from "../shared/formats.js";
import {chart, colour, halo} from "./chart.js";
import {Plot} from "./libraries.js";

/** Two rates, their difference and its 90 % interval. */
export interface Compared {
  label: string;
  rate: number;
  other: number;
  difference: number;
  lower: number;
  upper: number;
  verdict: "better" | "worse" | "unclear";
}

const tone = ({verdict}: Compared) => (verdict === "better" ? colour.accent : verdict === "worse" ? colour.warn : colour.mark);

/** Differences of rates in their intervals, with the line of no difference. */
export function differenceRanges(rows: readonly Compared[], other: string, {width}: {width: number}): Node {
  const most = Math.max(0.1, ...rows.flatMap((d) => [Math.abs(d.lower), Math.abs(d.upper)])) * 1.1;
  const said = (d: Compared) => `${percent(d.rate)} against ${percent(d.other)}`;
  const apart = (d: Compared) => `a difference of ${pointsRange(d.difference, d.lower, d.upper)}`;
  return chart(
    {
      width,
      height: 72 + rows.length * 44,
      marginLeft: 8,
      marginRight: 16,
      marginTop: 28,
      marginBottom: 28,
      x: {
        domain: [-most, most],
        // half of a number at an end, in words
        inset: 28,
        tickSize: 0,
        label: null,
        ticks: width < 500 ? 3 : 5,
        tickFormat: (d: number) => (d === 0 ? "0" : signedPoints(d))
      },
      y: {domain: rows.map((d) => d.label), axis: null, type: "band"},
      marks: [
        Plot.ruleX([0], {stroke: colour.quiet, strokeDasharray: "2,3"}),
        Plot.text([other], {x: () => 0, frameAnchor: "top", dy: -18, text: (d: string) => d, fill: colour.quiet, ...halo}),
        Plot.link(rows, {x1: "lower", x2: "upper", y1: "label", y2: "label", stroke: tone, strokeWidth: 2}),
        Plot.dot(rows, {
          x: "difference",
          y: "label",
          r: 4.5,
          fill: tone,
          title: (d: Compared) => `${d.label}: ${said(d)}\n${apart(d)}`,
          tip: true
        }),
        Plot.text(rows, {
          frameAnchor: "left",
          y: "label",
          dy: -14,
          text: "label",
          textAnchor: "start",
          fill: colour.ink,
          ...halo
        }),
        Plot.text(rows, {
          frameAnchor: "right",
          y: "label",
          dy: -14,
          text: said,
          textAnchor: "end",
          fill: tone,
          fontWeight: 500,
          ...halo
        })
      ]
    },
    `${rows.map((d) => `${d.label}: ${said(d)}, ${apart(d)}`).join("; ")}.`
  );
}
