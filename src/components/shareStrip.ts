import type {File} from "../contract.js";
import {chart, colour, lanes, short, textWidth} from "./chart.js";
import {percent} from "./format.js";
import {Plot} from "./libraries.js";

type Dimension = File<"concentration">["dimensions"][number];

const titles = {partner: "Partners", customer: "Customers", rep: "Our reps"};

/** All revenue as one bar, cut into shares, the largest first; those of a tenth or more by name. */
export function shareStrip(dimension: Dimension, {width, from}: {width: number; from: number}): Node {
  let sum = 0;
  const parts = dimension.members.map((m) => ({...m, x1: sum, x2: (sum += m.share)}));
  const large = parts.filter((m) => m.id !== null || m.members === 1).filter((m) => m.share >= from);
  const pixel = (x: number) => x * (width - 2);
  const text = (m: (typeof parts)[number]) => `${short(m.name, 20)} ${percent(m.share)}`;
  const left = (m: (typeof parts)[number]) => pixel(m.x1) + textWidth(text(m)) > width;
  const rows = lanes(
    large.map((m) => ({x: left(m) ? pixel(m.x2) - textWidth(text(m)) : pixel(m.x1), width: textWidth(text(m))}))
  );
  const bar = {
    x1: "x1",
    x2: "x2",
    y1: 0,
    y2: 1,
    fill: (m: (typeof parts)[number]) => (large.includes(m) ? colour.accent : m.members > 1 ? colour.hair : colour.line),
    title: (m: (typeof parts)[number]) => `${m.name}${m.members > 1 ? ` (${m.members})` : ""}\n${percent(m.share)}`,
    tip: true
  };
  const depth = Math.max(0, ...rows) + 1;
  return chart(
    {
      width,
      height: 46 + depth * 15,
      marginLeft: 1,
      marginRight: 1,
      marginTop: 20 + depth * 15,
      marginBottom: 4,
      x: {domain: [0, 1], axis: null},
      y: {domain: [0, 1], axis: null},
      marks: [
        Plot.text(
          [`${titles[dimension.dimension]}: as if ${Math.round(dimension.effective_n ?? 0)} equal ones of ${dimension.n}`],
          {frameAnchor: "top-left", dy: -14 - depth * 15, fontWeight: 600, fill: colour.ink}
        ),
        // Between the thinnest there is no room for a gap.
        Plot.rect(parts, {...bar, filter: (m: (typeof parts)[number]) => pixel(m.share) > 3, insetLeft: 0.5, insetRight: 0.5}),
        Plot.rect(parts, {...bar, filter: (m: (typeof parts)[number]) => pixel(m.share) <= 3, insetRight: 0.25}),
        large.map((m, i) =>
          Plot.text([m], {
            x: left(m) ? "x2" : "x1",
            y: 1,
            dy: -8 - 15 * (depth - 1 - rows[i]!),
            text,
            textAnchor: left(m) ? "end" : "start",
            fill: colour.accent
          })
        )
      ]
    },
    `${titles[dimension.dimension]}: ${large.length ? large.map(text).join(", ") : `nobody has ${percent(from)} or more`}; as if ${Math.round(dimension.effective_n ?? 0)} equal ones of ${dimension.n}.`
  );
}
