import type {About, File, Partner, RowOf} from "../contract/index.js";
import {gradeNames} from "../copy/names.js";
import {lastSeen} from "../copy/contact.js";
import {knownWorth} from "../copy/pipeline.js";
import {counted, money, shortDate, withRange} from "../shared/formats.js";
import {nameColumn} from "./figureTables.js";
import {table, type Column} from "./table.js";

/* The tables of an account manager's page, each with as many rows at first as its sheets of paper have room for. */

type Owners = File<"owners">;

const partner = <R extends {id: string; name: string}>(): Column<R> => ({...nameColumn<R>(), narrow: true});
const revenueColumn = (currency: string | null): Column<Partner> => ({
  label: "Revenue",
  value: (row) => row.revenue,
  show: (row) => money(row.revenue, currency),
  numeric: true,
  narrow: true
});
const customer: Column<{customer: string | null}> = {label: "Customer", value: (row) => row.customer ?? "–", narrow: true};

/** The account manager's partners, the largest first; without revenue where no deals are recorded. */
export const ownPartnersTable = (
  rows: readonly Partner[],
  {currency, recorded}: Pick<About, "currency" | "recorded">,
  first: number
): Node =>
  table(rows, {
    caption: "Partners, the largest first",
    file: "partners",
    first,
    empty: "No partner.",
    columns: [
      partner<Partner>(),
      {
        label: "Score",
        value: (row) => row.score,
        show: (row) => (row.score === null ? "–" : withRange(row.score, row.lower ?? 0, row.upper ?? 0)),
        numeric: true,
        narrow: true
      },
      {label: "Grade", value: (row) => (row.grade ? gradeNames[row.grade] : null)},
      ...(recorded.deals ? [revenueColumn(currency)] : []),
      {
        label: lastSeen(recorded),
        value: (row) => row.last_contact_on,
        show: (row) => (row.last_contact_on ? shortDate(row.last_contact_on) : "–"),
        narrow: true
      }
    ]
  });

export const registrationsWaitingTable = (
  rows: readonly RowOf<Owners["registrations"]>[],
  currency: string | null,
  first: number
): Node =>
  table(rows, {
    caption: "Deal registrations that are undecided, the first due first",
    file: "registrations",
    first,
    empty: "None.",
    columns: [
      partner<RowOf<Owners["registrations"]>>(),
      customer,
      {label: "Due", value: (row) => row.due_on, show: (row) => shortDate(row.due_on), narrow: true},
      {label: "Amount", value: (row) => row.amount, show: (row) => money(row.amount, currency), numeric: true, narrow: true}
    ]
  });

export const referralsUnansweredTable = (rows: readonly RowOf<Owners["referrals"]>[], first: number): Node =>
  table(rows, {
    caption: "Referrals received and not answered, the oldest first",
    file: "referrals",
    first,
    empty: "None.",
    columns: [
      partner<RowOf<Owners["referrals"]>>(),
      customer,
      {label: "Made", value: (row) => row.made_on, show: (row) => shortDate(row.made_on), narrow: true},
      {label: "Waiting", value: (row) => row.days, show: (row) => counted(row.days, "day"), numeric: true, narrow: true}
    ]
  });

export const pipelineTable = (rows: readonly RowOf<Owners["pipeline"]>[], currency: string | null, first: number): Node =>
  table(rows, {
    caption: "Open deals by partner, the largest amount first",
    file: "pipeline",
    first,
    empty: "No open deal.",
    columns: [
      partner<RowOf<Owners["pipeline"]>>(),
      {label: "Open deals", value: (row) => row.deals, numeric: true, narrow: true},
      {label: "Oldest", value: (row) => row.oldest_on, show: (row) => shortDate(row.oldest_on)},
      {
        label: "Worth",
        value: (row) => knownWorth(row, row.amount),
        show: (row) => money(knownWorth(row, row.amount), currency),
        numeric: true,
        narrow: true
      }
    ]
  });
