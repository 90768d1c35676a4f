import type {File, RowOf} from "../contract/index.js";
import {nameColumn} from "./figureTables.js";
import {capital, decimal, money, percent} from "../shared/formats.js";
import {howItCame} from "../ui/pageWays.js";
import {table} from "./table.js";

/* The tables of the page on deals. */

type Deals = File<"deals">;

export const ledTable = (rows: Deals["led"]): Node =>
  table(rows, {
    caption: "Deals won by who led and by size of the customer",
    file: "led",
    empty: "Who led is not recorded.",
    leads: () => howItCame,
    columns: [
      {label: "Customer", value: (d) => capital(d.customer_size), narrow: true},
      {label: "Deal lead", value: (d) => (d.leadership === "aligned" ? "follows the rule" : "breaks the rule"), narrow: true},
      {label: "Deals", value: (d) => d.deals, numeric: true},
      {label: "Won", value: (d) => d.won, numeric: true, narrow: true},
      {label: "Share", value: (d) => d.win_rate, show: (d) => percent(d.win_rate), numeric: true, narrow: true}
    ]
  });

export const wrongLeadTable = (rows: Deals["led_partners"]): Node =>
  table(rows, {
    caption: "Partners with deal leads that broke the rule of engagement",
    file: "wrongly-led",
    find: "Find a partner",
    empty: "No deal lead broke the rule.",
    columns: [
      nameColumn<Deals["led_partners"][number]>(),
      {
        label: "Rule broken",
        value: (d) => d.wrong_lead,
        show: (d) => `${d.wrong_lead} of ${d.recorded}`,
        numeric: true,
        narrow: true
      },
      {label: "of these won", value: (d) => d.wrong_lead_won, numeric: true, narrow: true},
      {label: "Rule followed, won", value: (d) => d.aligned_won, show: (d) => `${d.aligned_won} of ${d.aligned}`, numeric: true}
    ]
  });

export const registrationsTable = (rows: Deals["registrations"]): Node =>
  table(rows, {
    caption: "Registrations by partner, conflicts first",
    file: "registrations",
    find: "Find a partner",
    empty: "No deal was registered.",
    columns: [
      nameColumn<Deals["registrations"][number]>(),
      {label: "Registered", value: (d) => d.registered, numeric: true, narrow: true},
      {label: "Approved", value: (d) => d.approved, numeric: true},
      {label: "On time", value: (d) => d.in_time_share, show: (d) => percent(d.in_time_share), numeric: true, narrow: true},
      {label: "Open", value: (d) => d.waiting, numeric: true},
      {label: "Expired", value: (d) => d.expired, numeric: true},
      {label: "Channel conflicts", value: (d) => d.both_sides, numeric: true},
      {label: "Opened against", value: (d) => d.opened_against, numeric: true, narrow: true}
    ]
  });

const days = (n: number | null) => (n === null ? "–" : decimal(n));

const involvements: Record<string, string> = {
  with_partner: "With a partner",
  sourced: "Found by a partner",
  influenced: "Joined by a partner"
};

export const effectTable = (rows: Deals["effect"], currency: string | null): Node =>
  table(rows, {
    caption: "Deals with partners against direct ones, rates over the same mix of industries and sizes",
    file: "with-and-without",
    empty: "Too few deals to compare.",
    leads: () => howItCame,
    columns: [
      {label: "Deals", value: (d) => involvements[d.involvement] ?? d.involvement, narrow: true},
      {label: "Compared", value: (d) => d.deals, numeric: true},
      {label: "direct, compared", value: (d) => d.direct_deals, numeric: true},
      {label: "Won", value: (d) => d.win_rate, show: (d) => percent(d.win_rate), numeric: true, narrow: true},
      {label: "direct", value: (d) => d.direct_win_rate, show: (d) => percent(d.direct_win_rate), numeric: true, narrow: true},
      {label: "Days", value: (d) => d.cycle_days, show: (d) => days(d.cycle_days), numeric: true},
      {label: "direct, days", value: (d) => d.direct_cycle_days, show: (d) => days(d.direct_cycle_days), numeric: true},
      {label: "Size", value: (d) => d.deal_size, show: (d) => money(d.deal_size, currency), numeric: true},
      {label: "direct, size", value: (d) => d.direct_deal_size, show: (d) => money(d.direct_deal_size, currency), numeric: true}
    ]
  });

type Discount = RowOf<Deals["discounts"]>;

export const discountsTable = (rows: readonly Discount[], currency: string | null): Node =>
  table(rows, {
    caption: "Discount and net sold by partner",
    file: "discounts",
    find: "Find a partner",
    empty: "Discounts are not recorded.",
    columns: [
      nameColumn<Discount>(),
      {label: "Net sold", value: (d) => d.net, show: (d) => money(d.net, currency), numeric: true, narrow: true},
      {label: "Discount", value: (d) => d.discount, show: (d) => percent(d.discount / 100), numeric: true, narrow: true}
    ]
  });

export const maturityTable = (rows: Deals["maturity"]): Node | string =>
  rows.every((row) => row.discount === null && row.contested === null)
    ? ""
    : maturityRows(rows.filter((row) => row.discount !== null || row.contested !== null));

const maturityRows = (rows: Deals["maturity"]): Node =>
  table(rows, {
    caption: "Discount and competition by year of the relationship",
    file: "maturity",
    empty: "Neither discounts nor competitors are recorded.",
    leads: () => howItCame,
    columns: [
      {label: "Year together", value: (d) => d.year, numeric: true, narrow: true},
      {label: "Deals", value: (d) => d.deals, show: (d) => decimal(d.deals), numeric: true, narrow: true},
      {label: "Won", value: (d) => d.win_rate, show: (d) => percent(d.win_rate), numeric: true},
      {
        label: "Discount",
        value: (d) => d.discount,
        show: (d) => (d.discount === null ? "–" : percent(d.discount / 100)),
        numeric: true,
        narrow: true
      },
      {label: "Discounts recorded", value: (d) => d.priced, show: (d) => decimal(d.priced), numeric: true},
      {label: "Met a competitor", value: (d) => d.contested, show: (d) => percent(d.contested), numeric: true, narrow: true}
    ]
  });
