import type {File} from "../contract/index.js";
import {counted, money} from "../shared/formats.js";
import {stageName} from "../copy/pipeline.js";
import {chart, colour, halo, rowNames, short} from "./chart.js";
import {Plot} from "./libraries.js";

type Stage = File<"revenue">["stages"][number];

/** Open deals by stage as bars of their value, from the first stage down, the stalled part first. */
export function stageBars(stages: readonly Stage[], {width, currency}: {width: number; currency: string | null}): Node {
  const rows = stages.map((d) => ({...d, name: stageName(d.stage)}));
  const {room, most: cut} = rowNames(width);
  const said = (d: (typeof rows)[number]) => `${money(d.value, currency)}, ${counted(d.deals, "deal")}`;
  const stalled = (d: (typeof rows)[number]) =>
    d.stalled ? `${counted(d.stalled, "stalled deal")}, ${money(d.stalled_value, currency)}` : "none stalled";
  const bar = {y: "place", insetTop: 6, insetBottom: 6} as const;
  return chart(
    {
      width,
      height: 24 + rows.length * 34,
      marginLeft: room,
      marginRight: 128,
      marginTop: 8,
      marginBottom: 16,
      x: {domain: [0, Math.max(1, ...rows.map((d) => d.value))], axis: null},
      y: {
        type: "band",
        domain: rows.map((d) => d.place),
        tickSize: 0,
        label: null,
        tickFormat: (place: number) => short(rows.find((d) => d.place === place)?.name ?? "", cut)
      },
      marks: [
        Plot.barX(rows, {
          ...bar,
          x1: "stalled_value",
          x2: "value",
          fill: colour.mark,
          title: (d: (typeof rows)[number]) => `${d.name}\n${said(d)}\n${stalled(d)}`,
          tip: true
        }),
        Plot.barX(rows, {...bar, x1: 0, x2: "stalled_value", fill: colour.warn}),
        Plot.text(rows, {y: "place", x: "value", text: said, textAnchor: "start", dx: 6, fill: colour.ink, ...halo})
      ]
    },
    `${rows.map((d) => `${d.name}: ${said(d)}, ${stalled(d)}`).join("; ")}.`
  );
}
