import type {File, RowOf} from "../contract/index.js";
import {percent} from "../shared/formats.js";
import {chart, colour, halo, rowAxis, rowNames, shortAmong} from "./chart.js";
import {Plot} from "./libraries.js";
import {partnerLink, withheldId} from "../shared/address.js";

type Rep = RowOf<File<"people">["reps"]>;

/** The most of our people that are drawn; the table has all. */
export const dependenceDrawn = 20;

const tipOf = (d: Rep): string =>
  `${d.name}\nlargest partner ${d.top_name ?? "–"}, ${percent(d.top_share)}\nlargest customer ${d.top_customer ?? "–"}, ${percent(d.top_customer_share)}`;

/** Those that are drawn, by their places: two of our people may have one name. */
const drawnOf = (rows: readonly Rep[]) =>
  rows
    .filter((d) => d.net > 0 && d.top_share !== null)
    .slice(0, dependenceDrawn)
    .map((d, i) => ({...d, id: String(i)}));

const halfLabel = (half: number) =>
  Plot.text([half], {
    x: (d: number) => d,
    frameAnchor: "top",
    dy: -18,
    text: () => percent(half),
    fill: colour.ink,
    ...halo
  });

/** What each of our people won as one bar: the largest partner's part of it, where the largest customer's ends, and the line of a half. */
export function dependenceBars(rows: readonly Rep[], half: number, {width}: {width: number}): Node {
  const shown = drawnOf(rows);
  const narrow = width < 500;
  const names = shown.map((d) => d.top_name ?? "");
  const cut = shortAmong(names, narrow ? 11 : 22);
  const share = (d: Rep) => Math.min(1, Math.max(0, d.top_share ?? 0));
  const customer = (d: Rep) => (d.top_customer_share === null ? null : Math.min(1, Math.max(0, d.top_customer_share)));
  const above = (d: Rep) => share(d) >= half;
  const text = (d: Rep) => `${cut(d.top_name ?? "")} ${percent(d.top_share)}`;
  return chart(
    {
      width,
      height: 56 + shown.length * 24,
      marginLeft: rowNames(width).room,
      marginRight: narrow ? 124 : 200,
      marginTop: 28,
      marginBottom: 24,
      x: {
        domain: [0, 1],
        tickSize: 0,
        label: null,
        ticks: narrow ? [0, 1] : [0, 0.25, 0.5, 0.75, 1],
        tickFormat: (d: number) => percent(d)
      },
      y: rowAxis(shown, width),
      marks: [
        Plot.barX(shown, {x1: 0, x2: 1, y: "id", fill: colour.wash, insetTop: 3, insetBottom: 3}),
        Plot.barX(shown, {
          x1: 0,
          x2: share,
          y: "id",
          fill: (d: Rep) => (above(d) ? colour.warn : colour.mark),
          insetTop: 3,
          insetBottom: 3,
          title: tipOf,
          tip: true
        }),
        Plot.dot(
          shown.filter((d) => customer(d) !== null),
          {x: customer, y: "id", r: 4, fill: colour.ground, stroke: colour.ink, strokeWidth: 1.5}
        ),
        Plot.ruleX([half], {stroke: colour.ink, strokeDasharray: "3,3"}),
        halfLabel(half),
        Plot.text(shown, {
          frameAnchor: "right",
          y: "id",
          dx: 8,
          text,
          textAnchor: "start",
          fill: (d: Rep) => (above(d) ? colour.warn : colour.quiet)
        })
      ]
    },
    `${shown.map((d) => `${d.name}: ${percent(d.top_share)} with ${d.top_name ?? "no partner"}`).join("; ")}.`,
    (pointed) => {
      const id = (pointed as unknown as Rep).top_id;
      return id && id !== withheldId ? partnerLink(id) : null;
    }
  );
}
