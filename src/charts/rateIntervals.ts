import {chart, colour, textWidth} from "./chart.js";
import {percent, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";

/** A rate, its number of cases, and its 90% interval. */
export interface Rate {
  label: string;
  value: number;
  lower: number;
  upper: number;
  n: number;
  /** What to act on. */
  warn?: boolean;
}

/** Shares on one scale, each a dot in its range, the figure beside it. */
export function rates(rows: readonly Rate[], {width}: {width: number}): Node {
  const tone = (d: Rate) => (d.warn ? colour.warn : colour.accent);
  const said = (d: Rate) => `${percent(d.value)} of ${whole(d.n)}`;
  const right = 16 + Math.max(...rows.map((d) => textWidth(said(d))));
  const most = Math.min(1.03, Math.max(...rows.map((d) => d.upper)) * 1.05);
  return chart(
    {
      width,
      height: 36 + rows.length * 26,
      marginLeft: Math.min(168, 12 + Math.max(...rows.map((d) => textWidth(d.label)))),
      marginRight: right,
      marginTop: 8,
      marginBottom: 24,
      x: {domain: [0, most], tickSize: 0, label: null, tickFormat: (d: number) => percent(d), ticks: width < 500 ? 2 : 5},
      y: {domain: rows.map((d) => d.label), tickSize: 0, label: null},
      marks: [
        Plot.link(rows, {x1: "lower", x2: "upper", y1: "label", y2: "label", stroke: tone, strokeWidth: 2}),
        Plot.dot(rows, {
          x: "value",
          y: "label",
          r: 4,
          fill: tone,
          title: (d: Rate) => `${d.label}\n${said(d)} (${percent(d.lower)} to ${percent(d.upper)})`,
          tip: true
        }),
        Plot.text(rows, {
          frameAnchor: "right",
          y: "label",
          dx: right - 4,
          text: said,
          textAnchor: "end",
          fill: tone,
          fontWeight: 500
        })
      ]
    },
    `${rows.map((d) => `${d.label}: ${said(d)} (${percent(d.lower)} to ${percent(d.upper)})`).join("; ")}.`
  );
}
