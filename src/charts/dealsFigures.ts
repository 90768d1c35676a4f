import type {File} from "../contract/index.js";
import {discountsTable, effectTable, ledTable, maturityTable, registrationsTable} from "../tables/dealsTables.js";
import {rowsOf} from "../shared/rows.js";
import {wilson} from "../shared/rateDifference.js";
import {decisionDots} from "./decisionDots.js";
import {differenceRanges, type Compared} from "./differenceRanges.js";
import {discountDots} from "./discountDots.js";
import {shareLines, type ShareLine} from "./shareLines.js";
import {drawing} from "./drawing.js";
import {figure} from "../ui/figure.js";
import {
  decisionCaption,
  decisionTitle,
  discountsCaption,
  discountsTitle,
  effectCaption,
  effectTitle,
  involvementNames,
  ledCaption,
  ledLabel,
  ledTitle,
  maturityCaption,
  maturityNames,
  maturityTitle
} from "../copy/dealsPictures.js";
import {maturityMin} from "../copy/deals.js";
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
            warn: d.leadership === "wrong_lead"
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

/** How long decisions on registrations took, with the rule's line; "" where none is known. */
export function decisionsFigure(columns: Deals["decision_times"], registrations: Deals["registrations"]): Node | string {
  const rows = rowsOf(columns);
  if (!rows.length) return "";
  return figure(
    drawing((size) => decisionDots(rows, size)),
    {
      title: decisionTitle(columns.state),
      caption: decisionCaption(rows.length, 600),
      figures: registrationsTable(registrations),
      defined: "registrations"
    }
  );
}

/** Win rates with a partner less those without, in their intervals. */
export function effectFigure(rows: Deals["effect"], currency: string | null): Node | string {
  const shown = rows.flatMap((d): Compared[] =>
    d.difference === null || d.diff_lower === null || d.diff_upper === null || d.win_rate === null || d.direct_win_rate === null
      ? []
      : [
          {
            label: involvementNames[d.involvement] ?? d.involvement,
            rate: d.win_rate,
            other: d.direct_win_rate,
            difference: d.difference,
            lower: d.diff_lower,
            upper: d.diff_upper,
            verdict: d.verdict ?? "unclear"
          }
        ]
  );
  const table = effectTable(rows, currency);
  if (!shown.length) return rows.length ? table : "";
  return figure(
    drawing((size) => differenceRanges(shown, "direct deals", size)),
    {title: effectTitle(rows), caption: effectCaption, figures: table, defined: "partner_effect"}
  );
}

/** Shares by year of the relationship, as far as there are deals enough. */
export function maturityFigure(rows: Deals["maturity"]): Node | string {
  const known = rows.slice(0, rows.findLastIndex((d) => d.deals >= maturityMin) + 1);
  const line = (name: string, of: (d: Deals["maturity"][number]) => number | null, banded: boolean): ShareLine[] => {
    // a year with fewer cuts the line: joined over it, it would seem known
    const points = known.map((d) => {
      const value = (banded ? d.deals : d.priced) >= maturityMin ? of(d) : null;
      const range = banded && value !== null ? wilson({k: value * d.deals, n: d.deals}) : null;
      return {x: d.year, value, lower: range?.lower ?? null, upper: range?.upper ?? null};
    });
    return points.filter((d) => d.value !== null).length > 1 ? [{name, points}] : [];
  };
  const lines = [
    ...line(maturityNames.won, (d) => d.win_rate, true),
    ...line(maturityNames.contested, (d) => d.contested, true),
    ...line(maturityNames.discount, (d) => (d.discount === null ? null : d.discount / 100), false)
  ];
  const table = maturityTable(rows);
  if (!lines.length || table === "") return table;
  return figure(
    drawing((size) => shareLines(lines, {...size, noun: "year"})),
    {title: maturityTitle(rows), caption: maturityCaption, figures: table as Node, defined: "maturity"}
  );
}

/** Discounts against what is sold, a dot per partner. */
export function discountsFigure(columns: Deals["discounts"], currency: string | null): Node | string {
  const rows = rowsOf(columns);
  const sold = rows.filter((d) => d.net > 0);
  if (sold.length < 3) return "";
  return figure(
    drawing((size) => discountDots(sold, {...size, currency})),
    {
      title: discountsTitle(rows.length),
      caption: discountsCaption(rows.length - sold.length),
      figures: discountsTable(rows, currency),
      defined: "discount_by_volume"
    }
  );
}
