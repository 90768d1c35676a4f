import type {File} from "../contract/index.js";
import {chart, colour, halo, rowAxis, rowNames, toPartner} from "./chart.js";
import {percent} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Row = File<"overview">["weighed"][number];

/** Share of our hours against share of revenue, only where they part by more than twofold. */
export function dumbbells(rows: readonly Row[], {width}: {width: number}): Node {
  const over = (d: Row) => d.service_share > d.value_share;
  const ordered = [...rows.filter(over), ...rows.filter((d) => !over(d))];
  const most = Math.max(0.001, ...rows.map((d) => Math.max(d.service_share, d.value_share)));
  const {room} = rowNames(width);
  return chart(
    {
      width,
      height: 58 + ordered.length * 24,
      marginLeft: room,
      marginRight: 76,
      marginTop: 30,
      marginBottom: 24,
      x: {domain: [0, most], tickSize: 0, label: null, ticks: Math.min(4, width / 120), tickFormat: (d: number) => percent(d)},
      y: rowAxis(ordered, width),
      marks: [
        Plot.link(ordered, {
          x1: "service_share",
          x2: "value_share",
          y1: "id",
          y2: "id",
          stroke: (d: Row) => (over(d) ? colour.warn : colour.accent),
          strokeWidth: 1.5
        }),
        Plot.dot(ordered, {
          x: "value_share",
          y: "id",
          r: 4,
          fill: colour.accent,
          title: (d: Row) =>
            `${d.name}\n${percent(d.service_share)} of our hours with partners, ${percent(d.value_share)} of revenue`,
          tip: true
        }),
        Plot.dot(ordered, {
          x: "service_share",
          y: "id",
          r: 4,
          fill: colour.ground,
          stroke: (d: Row) => (over(d) ? colour.warn : colour.ink),
          strokeWidth: 1.5
        }),
        Plot.text(ordered, {
          x: (d: Row) => Math.max(d.service_share, d.value_share),
          y: "id",
          dx: 9,
          textAnchor: "start",
          text: (d: Row) => percent(Math.max(d.service_share, d.value_share)),
          fill: (d: Row) => (over(d) ? colour.warn : colour.accent)
        }),
        ...key(ordered[0])
      ]
    },
    `Share of our hours with partners and of revenue: ${ordered.map((d) => `${d.name} ${percent(d.service_share)} of hours, ${percent(d.value_share)} of revenue`).join("; ")}.`,
    toPartner
  );
}

/** The first row says which mark is which. */
const key = (row: Row | undefined) =>
  row
    ? [
        Plot.text([row], {
          x: "value_share",
          y: "id",
          dy: -17,
          text: () => "● revenue",
          fill: colour.accent,
          textAnchor: row.value_share < row.service_share ? "end" : "start",
          dx: row.value_share < row.service_share ? 20 : 0,
          ...halo
        }),
        Plot.text([row], {
          x: "service_share",
          y: "id",
          dy: -17,
          text: () => "○ our hours",
          fill: colour.ink,
          textAnchor: row.value_share < row.service_share ? "start" : "end",
          dx: row.value_share < row.service_share ? -6 : 0,
          ...halo
        })
      ]
    : [];
