import type {File} from "../contract/index.js";
import {chart, colour, halo, textWidth} from "./chart.js";
import {groupName} from "../copy/revenue.js";
import {money, percent} from "../shared/formats.js";
import {partnersOf} from "../shared/ways.js";
import {Plot} from "./libraries.js";

type Group = File<"revenue">["groups"][number];

const tones: Partial<Record<Group["member"], string>> = {trusted: colour.accent, at_risk: colour.warn};

/** Shares of one whole side by side, each named at its place: above where it fits, else below in lanes. */
export function gradeBar(rows: readonly Group[], {width, currency}: {width: number; currency: string | null}): Node {
  let end = 0;
  const parts = rows
    .filter((d) => (d.share ?? 0) > 0)
    .map((d) => {
      const from = end;
      end += d.share ?? 0;
      return {...d, from, to: end, name: groupName(d.member), said: percent(d.share)};
    });
  const inner = width - 16;
  const fits = (d: (typeof parts)[number]) => (d.to - d.from) * inner > textWidth(d.name) + 8;
  const below = parts.filter((d) => !fits(d));
  const tone = (d: (typeof parts)[number]) => tones[d.member] ?? colour.mark;
  const above = {x: "from", frameAnchor: "top", textAnchor: "start", lineAnchor: "bottom", dx: 1, fill: colour.ink} as const;
  const label = {fontWeight: 600, ...halo};
  return chart(
    {
      width,
      height: 84 + 16 * below.length,
      marginLeft: 8,
      marginRight: 8,
      marginTop: 40,
      marginBottom: 12 + 16 * below.length,
      x: {domain: [0, 1], axis: null},
      y: {axis: null},
      marks: [
        Plot.barX(parts, {
          x1: "from",
          x2: "to",
          fill: tone,
          insetLeft: 1,
          insetRight: 1,
          title: (d: (typeof parts)[number]) => `${d.name}\n${d.said} of revenue, ${money(d.net, currency)}`,
          tip: true
        }),
        Plot.text(parts.filter(fits), {...above, dy: -18, text: "name"}),
        Plot.text(parts.filter(fits), {...above, dy: -3, text: "said", ...label}),
        below.map((d, i) =>
          Plot.text([d], {
            x: (p: typeof d) => (p.from + p.to) / 2,
            frameAnchor: "bottom",
            textAnchor: d.from > 0.5 ? "end" : "start",
            dy: 16 + 16 * i,
            text: (p: typeof d) => `${p.name} ${p.said}`,
            fill: colour.ink
          })
        )
      ]
    },
    `Share of revenue: ${parts.map((d) => `${d.name} ${d.said}`).join(", ")}.`,
    (pointed) => partnersOf({grade: (pointed as unknown as Group).member})
  );
}
