import type {File} from "../contract/index.js";
import {ledTable} from "../tables/dealsTables.js";
import {drawing} from "./drawing.js";
import {figure} from "../ui/figure.js";
import {ledCaption, ledLabel, ledTitle} from "../copy/deals.js";
import {rates, type Rate} from "./rateIntervals.js";

type Deals = File<"deals">;

/** How often deals are won by who leads them and by size of the customer; "" where no share is known. */
export function leadershipFigure(rows: Deals["led"]): Node | string {
  const shown = rows.flatMap((d): Rate[] =>
    d.win_rate === null || d.win_lower === null || d.win_upper === null
      ? []
      : [
          {
            label: ledLabel(d.customer_size, d.leadership),
            value: d.win_rate,
            lower: d.win_lower,
            upper: d.win_upper,
            n: d.deals,
            warn: d.leadership === "misled"
          }
        ]
  );
  if (!shown.length) return "";
  return figure(
    drawing((size) => rates(shown, size)),
    {
      title: ledTitle(rows),
      caption: ledCaption,
      figures: ledTable(rows),
      defined: "leadership_sizes"
    }
  );
}
