import type {File, RowOf} from "../contract/index.js";
import {nameColumn} from "./figureTables.js";
import {money, percent, shortDate} from "../shared/formats.js";
import {howItCame} from "../ui/pageWays.js";
import {table} from "./table.js";
import {partnerName} from "../ui/words.js";

type People = File<"people">;

type Rep = RowOf<People["reps"]>;
const offWords: Record<string, string> = {partner: "one partner", customer: "one customer", both: "one partner and one customer"};

/** What each of our people won, and where it comes from. */
export const repsTable = (rows: readonly Rep[], currency: string | null): Node =>
  table(rows, {
    caption: "What our people won, and where it comes from",
    file: "our-people",
    find: "Find a person",
    empty: "Who won the deals is not recorded.",
    leads: (row) => (row.top_id && row.top_name ? null : howItCame),
    columns: [
      {label: "Ours", value: (row) => row.name, narrow: true},
      {label: "Won", value: (row) => row.net, show: (row) => money(row.net, currency), numeric: true, narrow: true},
      {
        label: "Largest partner",
        value: (row) => row.top_name,
        show: (row) => (row.top_id && row.top_name ? partnerName(row.top_id, row.top_name) : "–"),
        narrow: true
      },
      {label: "with", value: (row) => row.top_share, show: (row) => percent(row.top_share), numeric: true, narrow: true},
      {label: "Largest customer", value: (row) => row.top_customer},
      {
        label: "with its",
        value: (row) => row.top_customer_share,
        show: (row) => percent(row.top_customer_share),
        numeric: true
      },
      {label: "Depends on", value: (row) => (row.depends_on === null ? null : (offWords[row.depends_on] ?? row.depends_on))},
      {label: "Open deals", value: (row) => row.pipeline_deals, numeric: true, widest: true},
      {
        label: "brought themselves",
        value: (row) => row.own_share,
        show: (row) => percent(row.own_share),
        numeric: true,
        widest: true
      }
    ]
  });

type Cell = RowOf<People["matrix"]>;

/** Referrals between our people and partners. */
export const matrixTable = (rows: readonly Cell[]): Node =>
  table(rows, {
    caption: "Referrals between our people and partners, both ways",
    file: "referrals-between-people",
    find: "Find a person",
    empty: "Which people make the referrals is not recorded.",
    filters: [{label: "All partners", name: "partner", of: (row) => row.name}],
    columns: [
      {label: "Ours", value: (row) => row.ours, narrow: true},
      nameColumn<Cell>(),
      {label: "Received", value: (row) => row.received, numeric: true, narrow: true},
      {label: "Sent", value: (row) => row.given, numeric: true, narrow: true}
    ]
  });

type Step = RowOf<People["adoption"]>;

/** How many of our people work with each partner, and since when. */
export const adoptionTable = (rows: readonly Step[]): Node =>
  table(rows, {
    caption: "Our people who work with a partner, by the day on which one more did",
    file: "spread",
    find: "Find a partner",
    empty: "Which people make the referrals is not recorded.",
    columns: [
      nameColumn<Step>(),
      {label: "Since", value: (row) => row.first_on, show: (row) => shortDate(row.first_on), narrow: true},
      {label: "Our people", value: (row) => row.reps, numeric: true, narrow: true}
    ]
  });
