import type {ToDay} from "../charts/chart.js";
import {rangeBar} from "../charts/shareBar.js";
import type {File, RowOf} from "../contract/index.js";
import {counted, decimal, monthYear, ofAll, percent, whole} from "../shared/formats.js";
import {gradeText} from "../copy/grades.js";
import {gradeNames, kindNames} from "../copy/names.js";
import {nameColumn} from "./figureTables.js";
import {howItCame} from "../ui/pageWays.js";
import {table} from "./table.js";

type Trust = File<"trust">;

export const priorsTable = (rows: Trust["priors"], weights: Trust["weights"]): Node =>
  table(rows, {
    caption: "Portfolio average, by kind of outcome",
    file: "usual",
    empty: "No outcome is recorded yet.",
    leads: () => howItCame,
    columns: [
      {label: "Outcome", value: (row) => kindNames[row.kind], narrow: true},
      {
        label: "Weight",
        value: (row) => weights[row.kind],
        show: (row) => percent(weights[row.kind]),
        numeric: true,
        narrow: true
      },
      {
        label: "Portfolio average",
        value: (row) => row.base_rate,
        show: (row) => (row.events === 0 ? "not recorded" : row.speaks ? percent(row.base_rate) : "one kind of outcome only"),
        numeric: true,
        narrow: true
      },
      {label: "Recorded", value: (row) => row.events, show: (row) => whole(row.events), numeric: true, narrow: true},
      {label: "Partners with any", value: (row) => row.partners, numeric: true},
      {
        label: "Counts as much as",
        value: (row) => row.strength,
        show: (row) => (row.strength === null ? "–" : `${decimal(row.strength)} outcomes`),
        numeric: true
      }
    ]
  });

export const historyTable = (rows: Trust["history"], leads?: ToDay): Node =>
  table([...rows].reverse(), {
    caption: "Partners by grade at each month’s end",
    file: "trust-history",
    empty: "No history yet.",
    leads: (row) => leads?.(row.as_of) ?? howItCame,
    columns: [
      {label: "At the end of", value: (row) => row.as_of, show: (row) => monthYear(row.as_of), narrow: true},
      {label: "Trusted", value: (row) => row.trusted, numeric: true, narrow: true},
      {label: "Above average", value: (row) => row.candidate, numeric: true},
      {label: "Below average", value: (row) => row.below_typical, numeric: true},
      {label: "At risk", value: (row) => row.at_risk, numeric: true, narrow: true},
      {label: "Not enough data", value: (row) => row.unproven, numeric: true, narrow: true},
      {label: "Not rated", value: (row) => row.not_rated, numeric: true},
      {
        label: "Average score",
        value: (row) => row.average,
        show: (row) => (row.average === null ? "–" : whole(row.average)),
        numeric: true
      }
    ]
  });

const kept = (k: number, n: number) => (n > 0 ? ofAll(k, n) : "–");

/** Each partner with its score, and the good outcomes of each kind of evidence. */
export function trustTable(rows: readonly RowOf<File<"trust">["partners"]>[], average: number | null): Node {
  return table(rows, {
    caption: "Trust score of each partner, and what it is made of",
    file: "trust",
    find: "Find a partner",
    first: 25,
    empty: "No partner has a score.",
    columns: [
      nameColumn(),
      {
        label: "Score",
        value: (row) => row.score,
        show: (row) => rangeBar(row.score, row.lower, row.upper, row.grade === "unproven"),
        numeric: true,
        narrow: true
      },
      {label: "Grade", value: (row) => gradeNames[row.grade], show: (row) => gradeText(row, average) ?? "–", narrow: true},
      {label: "Probability better", value: (row) => row.p_better, show: (row) => percent(row.p_better), numeric: true},
      {
        label: "Deals won",
        value: (row) => (row.deals > 0 ? row.deals_kept / row.deals : null),
        show: (row) => kept(row.deals_kept, row.deals),
        numeric: true
      },
      {
        label: "Referrals accepted",
        value: (row) => (row.referrals > 0 ? row.referrals_kept / row.referrals : null),
        show: (row) => kept(row.referrals_kept, row.referrals),
        numeric: true
      },
      {
        label: "Tickets resolved well",
        value: (row) => (row.tickets > 0 ? row.tickets_kept / row.tickets : null),
        show: (row) => kept(row.tickets_kept, row.tickets),
        numeric: true
      },
      {
        label: "To next grade",
        value: (row) => (row.grade === "trusted" ? 0 : (row.to_next_deals ?? row.to_next_referrals ?? row.to_next_tickets)),
        show: toNext,
        numeric: true,
        narrow: true
      }
    ]
  });
}

/** Good outcomes of the first kind that reaches the next grade: "3 won deals". */
function toNext(
  row: Pick<RowOf<File<"trust">["partners"]>, "grade" | "to_next_deals" | "to_next_referrals" | "to_next_tickets">
): string {
  if (row.grade === "trusted") return "is trusted";
  if ([row.to_next_deals, row.to_next_referrals, row.to_next_tickets].includes(0)) return "nothing more";
  if (row.to_next_deals !== null) return counted(row.to_next_deals, "won deal");
  if (row.to_next_referrals !== null) return counted(row.to_next_referrals, "accepted referral");
  return row.to_next_tickets === null ? "–" : counted(row.to_next_tickets, "ticket resolved well", "tickets resolved well");
}
