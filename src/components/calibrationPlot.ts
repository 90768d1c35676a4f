import type {File} from "../contract.js";
import {chart, colour, halo} from "./chart.js";
import {percent} from "./format.js";
import {Plot} from "./libraries.js";

type Step = File<"trust">["calibration"][number];

/** What was foretold against what happened: on the dashed line a forecast was right; larger dots stand for more promises. */
export function calibrationPlot(steps: readonly Step[], {width}: {width: number}): Node {
  const all = steps.flatMap((d) => [d.forecast, d.outcome]);
  const [low, high] = [Math.max(0, Math.min(...all) - 0.05), Math.min(1, Math.max(...all) + 0.05)];
  const most = Math.max(...steps.map((d) => d.credits));
  const axis = {domain: [low, high], tickSize: 0, label: null, tickFormat: (d: number) => percent(d), ticks: 5};
  return chart(
    {
      width,
      height: Math.min(340, width * 0.8),
      marginLeft: 44,
      marginBottom: 40,
      marginTop: 28,
      marginRight: 24,
      x: axis,
      y: axis,
      r: {type: "identity"},
      marks: [
        Plot.link([0], {x1: low, y1: low, x2: high, y2: high, stroke: colour.quiet, strokeDasharray: "3,3"}),
        Plot.text(["↑ what happened in the 90 days after"], {frameAnchor: "top-left", dx: -40, dy: -20}),
        Plot.text(["what the score foretold →"], {frameAnchor: "bottom-right", dy: 34}),
        Plot.dot(steps, {
          x: "forecast",
          y: "outcome",
          r: (d: Step) => 3 + 9 * Math.sqrt(d.credits / most),
          fill: colour.accent,
          fillOpacity: 0.7,
          title: (d: Step) =>
            `foretold ${percent(d.forecast)}, happened ${percent(d.outcome)}\n${Math.round(d.credits)} promises`,
          tip: true
        }),
        Plot.text(
          steps.filter((d) => d.credits > most / 4),
          {
            x: "forecast",
            y: "outcome",
            dy: -18,
            text: (d: Step) => percent(d.outcome),
            fill: colour.ink,
            ...halo
          }
        )
      ]
    },
    `Foretold against happened: ${steps.map((d) => `${percent(d.forecast)} foretold, ${percent(d.outcome)} happened`).join("; ")}.`
  );
}
