import type {File, RowOf} from "../contract/index.js";
import {counted, money, percent} from "../shared/formats.js";
import {chart, colour, toPartner} from "./chart.js";
import {Plot} from "./libraries.js";

type Discount = RowOf<File<"deals">["discounts"]>;

/** Each partner's mean discount against what it sold, which is above 0. */
export function discountDots(sold: readonly Discount[], {width, currency}: {width: number; currency: string | null}): Node {
  return chart(
    {
      width,
      height: 240,
      marginLeft: 40,
      marginRight: 24,
      marginBottom: 40,
      x: {
        type: "log",
        tickSize: 0,
        label: "net sold",
        labelAnchor: "right",
        ticks: width < 500 ? 3 : 5,
        tickFormat: (d: number) => money(d, currency)
      },
      y: {
        domain: [0, Math.max(1, ...sold.map((d) => d.discount)) * 1.1],
        tickSize: 0,
        label: null,
        ticks: 4,
        tickFormat: (d: number) => percent(d / 100)
      },
      marks: [
        Plot.dot(sold, {
          x: "net",
          y: "discount",
          r: 4,
          fill: colour.mark,
          title: (d: Discount) => `${d.name}\n${percent(d.discount / 100)} on ${money(d.net, currency)}`,
          tip: true
        })
      ]
    },
    `Mean discount and net sold of ${counted(sold.length, "partner")}.`,
    toPartner
  );
}
