import type {Edition, RowOf} from "../contract/index.js";
import {isRecorded, medianNames, medianText, type EditionPartner} from "../copy/edition.js";
import {registrationStates} from "../copy/editionExchange.js";
import {closeText} from "../copy/review.js";
import {money, shortDate, whole} from "../shared/formats.js";
import {howItCame} from "../ui/pageWays.js";
import {table} from "./table.js";

/* The tables of an edition for some partners. */

/** More than nearly every partner has open: a meeting has all of them on its sheets. */
const onPaper = 30;

/** A partner's open deals, as it may see them. */
export const ownDealsTable = (
  rows: readonly RowOf<Edition["deals"]>[],
  {as_of, currency}: Pick<Edition["about"], "as_of" | "currency">
): Node =>
  table(rows, {
    caption: "Open deals, the largest first",
    file: "open-deals",
    first: onPaper,
    empty: "",
    columns: [
      {label: "Customer", value: (row) => row.customer ?? "not recorded", narrow: true},
      {
        label: "Value",
        value: (row) => row.value,
        show: (row) => (row.value === null ? "–" : money(row.value, currency)),
        numeric: true,
        narrow: true
      },
      {label: "Opened", value: (row) => row.opened_on, show: (row) => shortDate(row.opened_on), narrow: true},
      {
        label: "Expected close",
        value: (row) => row.expected_close_on,
        show: (row) => closeText(row, as_of),
        narrow: true
      }
    ]
  });

export const registrationsTable = (rows: Edition["registrations"]): Node =>
  table(rows, {
    caption: "Open registrations",
    file: "registrations",
    first: onPaper,
    leads: () => howItCame,
    empty: "",
    columns: [
      {label: "Customer", value: (row) => row.customer, narrow: true},
      {label: "Registered", value: (row) => row.registered_on, show: (row) => shortDate(row.registered_on), narrow: true},
      {label: "Decision due", value: (row) => row.due_on, show: (row) => shortDate(row.due_on)},
      {label: "State", value: (row) => registrationStates[row.state], narrow: true},
      {
        label: "Protected until",
        value: (row) => row.protected_until,
        show: (row) => (row.protected_until === null ? "–" : shortDate(row.protected_until))
      }
    ]
  });

export const referralsTable = (rows: Edition["referrals"], partner: string, company: string): Node =>
  table(rows, {
    caption: "Referrals without an answer",
    file: "referrals",
    first: onPaper,
    leads: () => howItCame,
    empty: "",
    columns: [
      {label: "From", value: (row) => (row.direction === "received" ? partner : company), narrow: true},
      {label: "Customer", value: (row) => row.customer, narrow: true},
      {label: "Passed on by", value: (row) => row.from_name},
      {label: "To", value: (row) => row.to_name},
      {label: "Made", value: (row) => row.made_on, show: (row) => shortDate(row.made_on), narrow: true},
      {label: "Days open", value: (row) => row.days_open, show: (row) => whole(row.days_open), numeric: true, narrow: true},
      {label: "Overdue", value: (row) => row.overdue}
    ]
  });

type Figure = Edition["medians"][number]["figure"];

/** A partner's own figures beside the medians of all. */
export function mediansTable(row: EditionPartner, {kinds, medians, about}: Edition): Node {
  const rate = (kind: "deal" | "referral" | "ticket") => {
    const at = kinds.id.findIndex((id, i) => id === row.id && kinds.kind[i] === kind);
    return at < 0 ? null : kinds.kept[at]! / kinds.n[at]!;
  };
  const own: Record<Figure, number | null> = {
    score: row.score,
    deals_won: rate("deal"),
    referrals_accepted: rate("referral"),
    tickets_on_time: rate("ticket"),
    revenue: row.revenue,
    received: row.received,
    given: row.given
  };
  const {recorded} = about;
  const known = (figure: Figure, value: number | null) => (isRecorded(figure, recorded) ? value : null);
  return table(medians, {
    caption: "Own figures and the median of all partners",
    file: "comparison",
    empty: "",
    columns: [
      {label: "Figure", value: (line) => medianNames[line.figure], narrow: true},
      {
        label: row.name,
        value: (line) => medianText(line.figure, known(line.figure, own[line.figure]), about.currency),
        numeric: true,
        narrow: true
      },
      {
        label: "Median",
        value: (line) => medianText(line.figure, known(line.figure, line.value), about.currency),
        numeric: true,
        narrow: true
      }
    ]
  });
}
