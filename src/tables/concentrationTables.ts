import type {File, RowOf} from "../contract/index.js";
import {element} from "../ui/dom.js";
import {nameColumn} from "./figureTables.js";
import {growthText} from "../copy/loss.js";
import {gradeNames} from "../copy/names.js";
import {decimal, money, percent, shortDate} from "../shared/formats.js";
import type {ToDay} from "../charts/chart.js";
import {shareBar} from "../charts/shareBar.js";
import {howItCame} from "../ui/pageWays.js";
import {partnersOf} from "../shared/ways.js";
import {table, type Column} from "./table.js";
import {partnerName} from "../ui/words.js";

/* The tables of the page on concentration. */

type Inactivity = RowOf<File<"concentration">["partners"]>;

export function inactivityTable(rows: readonly Inactivity[], currency: string | null): Node {
  const most = Math.max(0, ...rows.map((row) => row.share ?? 0));
  const ordered = [...rows].sort((a, b) => (b.expected_loss ?? 0) - (a.expected_loss ?? 0));
  return table(ordered, {
    caption: "What each partner brings and what its inactivity would cost",
    file: "concentration",
    find: "Find a partner",
    empty: "No partner brought revenue.",
    columns: [
      nameColumn<Inactivity>(),
      {label: "Parent company", value: (row) => row.parent, ifAny: true},
      {label: "Revenue", value: (row) => row.revenue, show: (row) => money(row.revenue, currency), numeric: true, narrow: true},
      {label: "Share", value: (row) => row.share, show: (row) => shareBar(row.share, most), numeric: true},
      {
        label: "Deals per year",
        value: (row) => row.expected_deals,
        show: (row) => (row.expected_deals === null ? "–" : decimal(row.expected_deals)),
        numeric: true
      },
      {
        label: "Probability of inactivity",
        value: (row) => row.p_silent,
        show: (row) => percent(row.p_silent),
        numeric: true,
        narrow: true
      },
      {
        label: "Expected loss by inactivity",
        value: (row) => row.expected_loss,
        show: (row) => money(row.expected_loss, currency),
        numeric: true,
        narrow: true
      }
    ]
  });
}

type Disclosure = File<"concentration">["disclosures"][number];

/** Customers of record at or above the threshold of the settings. */
export const disclosuresTable = (
  rows: readonly Disclosure[],
  currency: string | null,
  leads: (row: Disclosure) => string | null
): Node =>
  table(rows, {
    caption: "At or above the threshold, for Finance to check",
    file: "disclosures",
    empty: "None at or above the threshold.",
    leads: (row) => leads(row) ?? howItCame,
    columns: [
      {label: "Name", value: (d) => d.name, show: (d) => element("bdi", {}, d.name), narrow: true},
      {label: "As", value: (d) => d.dimension, narrow: true},
      {label: "Companies", value: (d) => d.members, numeric: true},
      {label: "Revenue", value: (d) => d.net, show: (d) => money(d.net, currency), numeric: true, narrow: true},
      {label: "Of all revenue", value: (d) => d.share, show: (d) => percent(d.share), numeric: true, narrow: true}
    ]
  });

/** Partners, customers, reps and regions to which more was refunded than they brought: they count as 0 in every share. */
export function belowZeroTable(dimensions: File<"concentration">["dimensions"], currency: string | null): Node | string {
  const rows = dimensions
    .flatMap(({dimension, negative}) => negative.map((row) => ({...row, dimension})))
    .sort((a, b) => a.net - b.net);
  if (!rows.length) return "";
  return table(rows, {
    caption: "Refunded more than they brought, counted as 0",
    file: "below-zero",
    empty: "None.",
    leads: () => howItCame,
    columns: [
      {label: "Name", value: (d) => d.name, show: (d) => element("bdi", {}, d.name), narrow: true},
      {label: "As", value: (d) => d.dimension, narrow: true},
      {label: "Net revenue", value: (d) => d.net, show: (d) => money(d.net, currency), numeric: true, narrow: true}
    ]
  });
}

type Region = File<"concentration">["regions"][number];

export const regionsTable = (rows: readonly Region[], currency: string | null): Node =>
  table(rows, {
    caption: "Partner revenue by region of the deal",
    file: "regions",
    empty: "No revenue through partners.",
    leads: (row) => partnersOf({region: row.region}),
    columns: [
      {label: "Region", value: (row) => row.region, narrow: true},
      {label: "Partners", value: (row) => row.partners, numeric: true},
      {label: "Revenue", value: (row) => row.net, show: (row) => money(row.net, currency), numeric: true, narrow: true},
      {
        label: "Effective number",
        value: (row) => row.effective_n,
        show: (row) => (row.effective_n === null ? "–" : decimal(row.effective_n)),
        numeric: true,
        narrow: true
      },
      {
        label: "Largest",
        value: (row) => row.top_name,
        show: (row) => (row.top_id && row.top_name ? partnerName(row.top_id, row.top_name) : "–"),
        narrow: true
      },
      {label: "with", value: (row) => row.top_share, show: (row) => percent(row.top_share), numeric: true}
    ]
  });

type LossYear = File<"concentration">["loss_years"][number];

/** Each past year with its forecast where one of them had any, the newest first. */
export function lossYearsTable(rows: readonly LossYear[], currency: string | null, leads?: ToDay): Node {
  const forecast = rows.some((d) => d.var95 !== null);
  const columns: (Column<LossYear> & {forecast?: boolean})[] = [
    {label: "Year after", value: (d) => d.as_of, show: (d) => shortDate(d.as_of), narrow: true},
    {label: "Revenue before", value: (d) => d.revenue, show: (d) => money(d.revenue, currency), numeric: true, narrow: !forecast},
    {
      label: "Expected loss",
      value: (d) => d.expected_loss,
      show: (d) => money(d.expected_loss, currency),
      numeric: true,
      forecast: true
    },
    {
      label: "Bad year (1 in 20)",
      value: (d) => d.var95,
      show: (d) => money(d.var95, currency),
      numeric: true,
      narrow: true,
      forecast: true
    },
    {label: "Lost", value: (d) => d.realised, show: (d) => money(d.realised, currency), numeric: true, narrow: true},
    {
      label: "Above the bound",
      value: (d) => d.failed,
      show: (d) => (d.failed === null ? "–" : d.failed ? "yes" : "no"),
      narrow: true,
      forecast: true
    }
  ];
  return table([...rows].reverse(), {
    caption: forecast ? "Past years: forecast and loss" : "Past years and what they lost",
    file: "loss-years",
    empty: "No past year is over yet.",
    leads: (d) => leads?.(d.as_of) ?? howItCame,
    columns: columns.filter((column) => forecast || !column.forecast)
  });
}

type Retained = File<"concentration">["retention"][number];
const memberName = ({dimension, member}: Retained) =>
  dimension === "all"
    ? "all partners"
    : dimension === "class"
      ? `group ${member}`
      : (gradeNames as Record<string, string>)[member]!;

/** Retention of all, by group and by grade of then. */
export const retentionTable = (rows: readonly Retained[], currency: string | null): Node =>
  table(rows, {
    caption: "Revenue retention, by group and grade of the window before",
    file: "retention",
    empty: "No revenue to compare with.",
    leads: () => howItCame,
    columns: [
      {label: "Partners that were", value: memberName, narrow: true},
      {label: "Partners", value: (d) => d.partners, numeric: true},
      {label: "Revenue then", value: (d) => d.before, show: (d) => money(d.before, currency), numeric: true},
      {label: "Gross", value: (d) => d.gross, show: (d) => percent(d.gross), numeric: true, narrow: true},
      {label: "Net", value: (d) => d.net, show: (d) => growthText(d.net), numeric: true, narrow: true}
    ]
  });
