import type {File, RowOf} from "../contract/index.js";
import {knownWorth, stageName} from "../copy/pipeline.js";
import {counted, money, shortDate} from "../shared/formats.js";
import {howItCame} from "../ui/pageWays.js";
import {nameColumn} from "./figureTables.js";
import {table} from "./table.js";

/* The tables of open deals. */

type Revenue = File<"revenue">;
type Currency = string | null;

const days = (n: number | null): string => (n === null ? "–" : counted(Math.round(n), "day"));

/**
 * Open deals by partner, the largest value first.
 * @param modelled whether what the model expects of them is told: only where it is the forecast that is shown
 */
export function pipelineTable(rows: readonly RowOf<Revenue["partners"]>[], currency: Currency, modelled = true): Node {
  type Row = (typeof rows)[number];
  const worth = (of: (d: Row) => number) => ({
    value: (d: Row) => knownWorth(d, of(d)),
    show: (d: Row) => money(knownWorth(d, of(d)), currency)
  });
  return table(rows, {
    caption: "Open deals by partner",
    file: "pipeline-by-partner",
    find: "Find a partner",
    first: 10,
    inAddress: true,
    empty: "No deals with partners are open.",
    columns: [
      nameColumn<RowOf<Revenue["partners"]>>(),
      {label: "Open deals", value: (d) => d.deals, numeric: true, narrow: true},
      {label: "Value", ...worth((d) => d.value), numeric: true, narrow: true},
      {label: "Median age", value: (d) => d.median_age_days, show: (d) => days(d.median_age_days), numeric: true},
      {label: "Stalled", value: (d) => d.stalled, numeric: true, narrow: true},
      {label: "Stalled value", ...worth((d) => d.stalled_value), numeric: true},
      ...(modelled ? [{label: "Expected from these", ...worth((d) => d.expected_value), numeric: true, widest: true}] : [])
    ]
  });
}

/** Open deals by stage, in the order of the sales process. */
export const stagesTable = (rows: Revenue["stages"], currency: Currency): Node =>
  table(rows, {
    caption: "Open deals by stage",
    file: "pipeline-by-stage",
    empty: "No deals with partners are open.",
    leads: () => howItCame,
    columns: [
      {label: "Stage", value: (d) => stageName(d.stage), narrow: true},
      {label: "Open deals", value: (d) => d.deals, numeric: true, narrow: true},
      {label: "Value", value: (d) => d.value, show: (d) => money(d.value, currency), numeric: true, narrow: true},
      {label: "Median age", value: (d) => d.median_age_days, show: (d) => days(d.median_age_days), numeric: true},
      {label: "Stalled", value: (d) => d.stalled, numeric: true, narrow: true},
      {label: "Past expected close", value: (d) => d.overdue, numeric: true},
      {
        label: "By recorded probability",
        value: (d) => d.stated_value,
        show: (d) => money(d.stated_value, currency),
        numeric: true,
        widest: true
      }
    ]
  });

export const stalledTable = (rows: readonly RowOf<Revenue["stalled"]>[], currency: Currency): Node =>
  table(rows, {
    caption: "Stalled deals, the largest first",
    file: "stalled-deals",
    first: 10,
    empty: "No deal is stalled.",
    columns: [
      nameColumn<RowOf<Revenue["stalled"]>>(),
      {label: "Customer", value: (d) => d.customer, narrow: true},
      {label: "Value", value: (d) => d.value, show: (d) => money(d.value, currency), numeric: true, narrow: true},
      {label: "Stage", value: (d) => d.stage, show: (d) => d.stage ?? "–"},
      {label: "Age", value: (d) => d.age_days, show: (d) => days(d.age_days), numeric: true, narrow: true},
      {label: "Stalled after", value: (d) => d.stalled_after_days, show: (d) => days(d.stalled_after_days), numeric: true},
      {
        label: "Expected close",
        value: (d) => d.expected_close_on,
        show: (d) => (d.expected_close_on ? shortDate(d.expected_close_on) : "–"),
        widest: true
      }
    ]
  });
