import type {File, RowOf} from "../contract/index.js";
import {money} from "../shared/formats.js";
import {chart, colour, halo, rowAxis, rowNames, toPartner} from "./chart.js";
import {Plot} from "./libraries.js";

type Row = RowOf<File<"reciprocity">["partners"]>;
type Exchanged = Row & {received_value: number; given_value: number};

/** The most partners that are drawn. */
const valueBarsDrawn = 15;

/** What each side is. */
const heads = () => [
  Plot.text(["← we sent"], {
    x: () => 0,
    frameAnchor: "top",
    dx: -8,
    dy: -20,
    textAnchor: "end",
    fill: colour.warn,
    fontWeight: 600,
    ...halo
  }),
  Plot.text(["won from theirs →"], {
    x: () => 0,
    frameAnchor: "top",
    dx: 8,
    dy: -20,
    textAnchor: "start",
    fill: colour.accent,
    fontWeight: 600,
    ...halo
  })
];

/** What partners sent and received in money: to the left what we sent them, to the right what we won from theirs. */
export function valueBars(rows: readonly Row[], {width, currency}: {width: number; currency: string | null}): Node {
  const valued: Exchanged[] = rows.map((row) => ({
    ...row,
    received_value: row.received_value ?? 0,
    given_value: row.given_value ?? 0
  }));
  const shown = valued
    .sort((a, b) => b.given_value - b.received_value - (a.given_value - a.received_value))
    .slice(0, valueBarsDrawn);
  const most = Math.max(1, ...shown.flatMap((d) => [d.given_value, d.received_value]));
  const {room} = rowNames(width);
  const bar = {y: "id", insetTop: 3, insetBottom: 3} as const;
  return chart(
    {
      width,
      height: 64 + shown.length * 24,
      marginLeft: room,
      marginRight: 56,
      marginTop: 32,
      marginBottom: 24,
      x: {
        domain: [-most, most],
        tickSize: 0,
        label: null,
        ticks: width < 500 ? 3 : 5,
        tickFormat: (d: number) => money(Math.abs(d), currency)
      },
      y: rowAxis(shown, width),
      marks: [
        Plot.barX(shown, {...bar, x1: 0, x2: (d: Exchanged) => -d.given_value, fill: colour.warn}),
        Plot.barX(shown, {...bar, x1: 0, x2: "received_value", fill: colour.accent}),
        Plot.ruleX([0], {stroke: colour.quiet}),
        ...heads(),
        Plot.tip(
          shown,
          Plot.pointerY({
            x: 0,
            y: "id",
            title: (d: Exchanged) => `${d.name}\nsent ${money(d.given_value, currency)}, won ${money(d.received_value, currency)}`
          })
        )
      ]
    },
    `${shown.map((d) => `${d.name}: we sent ${money(d.given_value, currency)}, won ${money(d.received_value, currency)} from theirs`).join("; ")}.`,
    toPartner
  );
}
