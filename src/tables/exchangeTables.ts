import type {File, RowOf} from "../contract/index.js";
import {nameColumn} from "./figureTables.js";
import {money, percent, shortDate} from "../shared/formats.js";
import {verdictNames} from "../copy/names.js";
import {table, type Column} from "./table.js";

/* The tables of the page on giving and getting. */

type Exchanged = RowOf<File<"reciprocity">["partners"]>;

/** What was exchanged with each partner, in referrals and, where any is known, in money. */
export const reciprocityTable = (rows: readonly Exchanged[], currency: string | null): Node =>
  table(rows, {
    caption: rows.some((row) => row.received_value || row.given_value)
      ? "Referrals and their value both ways, by partner"
      : "Referrals both ways, by partner",
    file: "give-and-get",
    find: "Find a partner",
    empty: "No referrals either way.",
    columns: [
      nameColumn<Exchanged>(),
      {label: "Received", value: (row) => row.received, numeric: true, narrow: true},
      {label: "Sent", value: (row) => row.given, numeric: true, narrow: true},
      {
        label: "Share received, 90% interval",
        value: (row) => row.share_lower,
        show: (row) => (row.share_lower === null ? "–" : `${percent(row.share_lower)} to ${percent(row.share_upper)}`),
        numeric: true
      },
      {label: "Verdict", value: (row) => verdictNames[row.verdict], narrow: true},
      ...worth(rows, "received_value", "Won from received", currency),
      ...worth(rows, "given_value", "Value of sent", currency)
    ]
  });

/** No column of amounts where nobody has one: their records name no deal and no value, which is not an amount of 0. */
const worth = (
  rows: readonly Exchanged[],
  name: "received_value" | "given_value",
  label: string,
  currency: string | null
): Column<Exchanged>[] =>
  rows.some((row) => row[name])
    ? [{label, value: (row) => row[name], show: (row) => money(row[name], currency), numeric: true}]
    : [];

type OneSided = RowOf<File<"reciprocity">["one_sided"]>;

export const oneSidedTable = (rows: readonly OneSided[]): Node =>
  table(rows, {
    caption: "One-sided partners",
    file: "one_sided",
    empty: "No partner is listed as one-sided.",
    columns: [
      nameColumn<OneSided>(),
      {label: "Received from us", value: (row) => row.given, numeric: true, narrow: true},
      {label: "Sent", value: (row) => row.received, numeric: true, narrow: true},
      {label: "Deals at our customers", value: (row) => row.customer_deals, numeric: true}
    ]
  });

type Pair = RowOf<File<"reciprocity">["alliances"]>;

export const alliancesTable = (rows: readonly Pair[]): Node =>
  table(rows, {
    caption: "Pairs of people whose referrals run both ways, with and without an agreement",
    file: "alliances",
    find: "Find a partner",
    empty: "No two people refer to each other, as far as is recorded.",
    columns: [
      nameColumn<Pair>(),
      {label: "Ours", value: (row) => row.ours, narrow: true},
      {label: "Theirs", value: (row) => row.theirs, narrow: true},
      {label: "Received", value: (row) => row.received, numeric: true},
      {label: "Sent", value: (row) => row.given, numeric: true},
      {label: "Both ways since", value: (row) => row.since, show: (row) => (row.since ? shortDate(row.since) : "–")},
      {label: "Our people", value: (row) => row.reps_now, numeric: true},
      {label: "Agreement", value: (row) => (row.on_paper ? "yes" : row.ready ? "ready" : "no"), narrow: true}
    ]
  });
