import type {BarYOptions} from "@observablehq/plot";
import {chart, colour, halo} from "./chart.js";
import {money} from "../shared/formats.js";
import {Plot} from "./libraries.js";

/** Revenue of one period. */
export interface Column {
  label: string;
  is_complete: boolean;
  net: number;
}

/** Revenue by quarter: the last complete one is the subject, the same one a year before what it is compared with. */
export function quarterColumns(rows: readonly Column[], {width, currency}: {width: number; currency: string | null}): Node {
  const shown = width < 500 ? rows.slice(-6) : rows;
  const last = shown.findLast((d) => d.is_complete);
  const before = last ? shown[shown.indexOf(last) - 4] : undefined;
  const bars = (of: Column[], style: BarYOptions) => Plot.barY(of, {x: "label", y: "net", ...style});
  const label = (of: Column[], fill: string, fontWeight: number) =>
    Plot.text(of, {x: "label", y: "net", dy: -9, text: (d: Column) => money(d.net, currency), fill, fontWeight, ...halo});
  return chart(
    {
      width,
      height: 230,
      marginLeft: 8,
      marginRight: 8,
      marginTop: 32,
      marginBottom: 40,
      x: {type: "band", domain: shown.map((d) => d.label), label: null, tickSize: 0, padding: 0.25, tickFormat: axisLabel},
      y: {domain: [Math.min(0, ...shown.map((d) => d.net)), Math.max(1, ...shown.map((d) => d.net))], axis: null},
      marks: [
        bars(
          shown.filter((d) => d.is_complete && d !== before),
          {fill: (d: Column) => (d === last ? colour.accent : colour.mark)}
        ),
        bars(before ? [before] : [], {fill: colour.ground, stroke: colour.accent, strokeWidth: 1.5}),
        bars(
          shown.filter((d) => !d.is_complete),
          {fill: colour.ground, stroke: colour.mark, strokeWidth: 1.5, strokeDasharray: "3,2"}
        ),
        Plot.ruleY([0], {stroke: colour.line}),
        label(last && before ? [before] : [], colour.accent, 400),
        label(last ? [last] : [], colour.accent, 600),
        label(
          shown.filter((d) => !d.is_complete),
          colour.quiet,
          400
        )
      ]
    },
    `Revenue by quarter: ${shown.map((d) => `${d.label}${d.is_complete ? "" : " so far"} ${money(d.net, currency)}`).join(", ")}.`
  );
}

/** "Q3 2026" on two lines. */
const axisLabel = (label: string): string => label.replace(/\s/, "\n");
