import {money, percent} from "../shared/formats.js";
import type {BothWays} from "../copy/direct.js";
import {periodName} from "../copy/revenue.js";
import {chart, colour, halo, says, textWidth} from "./chart.js";
import {Plot} from "./libraries.js";

const names = {partner: "with partners", direct: "direct"};
type Kind = keyof typeof names;
type Part = {kind: Kind; y1: number; y2: number; label: string; whole: boolean};
/** The edge of a quarter that isn't over, which lies within its part so that two edges don't cover each other. */
const open = {strokeWidth: 1.5, insetTop: 1, insetBottom: 1, insetLeft: 1, insetRight: 1};

function partsOf({partner, direct, label, is_complete}: BothWays): Part[] {
  const low = Math.max(0, partner);
  const part = (kind: Kind, y1: number, y2: number): Part => ({kind, y1, y2, label, whole: is_complete});
  return [part("partner", 0, low), part("direct", low, low + Math.max(0, direct))];
}

/** Revenue with partners below, direct on top of it, a column per quarter. */
export function directColumns(rows: readonly BothWays[], {width, currency}: {width: number; currency: string | null}): Node {
  const narrow = width < 500;
  const shown = narrow ? rows.slice(-6) : rows;
  const parts = shown.flatMap(partsOf);
  const tone = (kind: Kind) => (kind === "partner" ? colour.accent : colour.mark);
  const said = (d: BothWays) =>
    `${periodName(d, shown)}: ${money(d.partner, currency)} with partners, ${money(d.direct, currency)} direct`;
  return chart(
    {
      width,
      height: narrow ? 280 : 240,
      marginLeft: 8,
      // columns of a narrow picture need all of its width for the names of their quarters
      marginRight: narrow ? 8 : 16 + 1.2 * textWidth(names.partner),
      marginTop: narrow ? 68 : 28,
      marginBottom: 40,
      x: {
        type: "band",
        domain: shown.map((d) => d.label),
        label: null,
        tickSize: 0,
        padding: 0.25,
        tickFormat: (label: string) => label.replace(/\s/, "\n")
      },
      y: {domain: [0, Math.max(1, ...parts.map((d) => d.y2))], axis: null},
      marks: [
        Plot.barY(
          parts.filter((d) => d.whole),
          {x: "label", y1: "y1", y2: "y2", fill: (d: Part) => tone(d.kind)}
        ),
        Plot.barY(
          parts.filter((d) => !d.whole),
          {
            x: "label",
            y1: "y1",
            y2: "y2",
            fill: colour.ground,
            stroke: (d: Part) => tone(d.kind),
            strokeDasharray: "3,2",
            ...open
          }
        ),
        Plot.ruleY([0], {stroke: colour.line}),
        Plot.text(shown, {
          x: "label",
          y: (d: BothWays) => Math.max(0, d.partner) + Math.max(0, d.direct),
          dy: -9,
          text: (d: BothWays) => (d.share === null ? "" : percent(d.share)),
          fill: colour.accent,
          ...halo
        }),
        ...labels(narrow),
        says(shown, {x: "label", y: "partner", title: said})
      ]
    },
    `Revenue by quarter: ${shown.map(said).join("; ")}.`
  );
}

/** What the parts are, one over the other as in the columns: to the right of the last one, above all of them where it is narrow. */
const labels = (narrow: boolean) =>
  (["partner", "direct"] as const).map((kind, i) =>
    Plot.text([names[kind]], {
      frameAnchor: narrow ? "top-left" : "bottom-right",
      textAnchor: "start",
      dx: narrow ? 0 : 6,
      dy: narrow ? -38 - 18 * i : -8 - 18 * i,
      fill: kind === "partner" ? colour.accent : colour.quiet,
      fontWeight: 600,
      ...halo
    })
  );
