import type {File} from "../contract/index.js";
import {money, percent, shortDate} from "../shared/formats.js";
import type {BothWays} from "../copy/direct.js";
import {methodNames, publishedTest} from "../copy/forecast.js";
import {groupName, periodName} from "../copy/revenue.js";
import type {Unlike} from "../copy/revenueFacts.js";
import {isUnlike} from "../copy/unlike.js";
import {howItCame} from "../ui/pageWays.js";
import {lastDayOf} from "../shared/periods.js";
import {groupLink, partnersOf} from "../shared/ways.js";
import type {ToDay} from "../charts/chart.js";
import {table, type Column} from "./table.js";

/* The tables of revenue and forecast. */

type Revenue = File<"revenue">;
type Period = Revenue["quarters"][number];
type Currency = string | null;

const change = ({net, net_before: before, ...missing}: Pick<Period, "net" | "net_before"> & Unlike): number | null =>
  before !== null && before > 0 && net >= 0 && !isUnlike(missing) ? net / before - 1 : null;
const signedPercent = (value: number | null): string =>
  value === null ? "–" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${percent(Math.abs(value))}`;

type Compared = Omit<Period, "deals" | "ends_on" | "one_deal" | "new_partners" | "left_out" | "left_out_before"> & Unlike;
const changeColumn: Column<Compared> = {
  label: "Change",
  value: change,
  show: (d) => signedPercent(change(d)),
  numeric: true,
  narrow: true
};

/**
 * Revenue by period with the same period a year before, the newest first.
 * @param bands whether amounts are bands, whose quotient is no change
 */
export const periodsTable = (
  rows: readonly Compared[],
  currency: Currency,
  {what = "Quarter", leads, bands = false}: {what?: string; leads?: ToDay; bands?: boolean} = {}
): Node =>
  table([...rows].reverse(), {
    caption: `Revenue by ${what.toLowerCase()}, with the same period a year before`,
    file: `revenue-by-${what.toLowerCase().replaceAll(" ", "-")}`,
    empty: "No won deals in the data.",
    leads: (d) => (d.is_complete ? leads?.(lastDayOf(d.starts_on, what === "Quarter" ? 3 : 12)) : null) ?? howItCame,
    columns: [
      {
        label: what,
        value: (d) => d.label,
        show: (d) => periodName(d, rows),
        narrow: true
      },
      {label: "Net revenue", value: (d) => d.net, show: (d) => money(d.net, currency), numeric: true, narrow: true},
      {label: "Year before", value: (d) => d.net_before, show: (d) => money(d.net_before, currency), numeric: true, narrow: true},
      ...(bands ? [] : [changeColumn])
    ]
  });

/** Revenue with partners and direct by quarter, the newest first. */
export const directTable = (rows: readonly BothWays[], currency: Currency): Node =>
  table([...rows].reverse(), {
    caption: "Revenue with partners and direct, by quarter",
    file: "partner-and-direct-revenue",
    empty: "No won deals in the data.",
    leads: () => howItCame,
    columns: [
      {label: "Quarter", value: (d) => d.label, show: (d) => periodName(d, rows), narrow: true},
      {label: "With partners", value: (d) => d.partner, show: (d) => money(d.partner, currency), numeric: true, narrow: true},
      {label: "Direct", value: (d) => d.direct, show: (d) => money(d.direct, currency), numeric: true, narrow: true},
      {
        label: "Part with partners",
        value: (d) => d.share,
        show: (d) => percent(d.share),
        numeric: true,
        narrow: true,
        ifAny: true
      }
    ]
  });

type Group = Revenue["groups"][number];
type Ahead = Pick<Revenue, "forecasts" | "tests">;

/** What is expected of each group, and how far off such forecasts were; none where no group is forecast. */
function aheadColumns({forecasts, tests}: Ahead, currency: Currency): Column<Group>[] {
  const of = new Map(forecasts.map((row) => [row.member, row]));
  const amount = (label: string, key: "expected" | "lower" | "upper", narrow: boolean): Column<Group> => ({
    label,
    value: (d) => of.get(d.member)?.[key] ?? null,
    show: (d) => money(of.get(d.member)?.[key] ?? null, currency),
    numeric: true,
    narrow
  });
  const error = (d: Group) => publishedTest(tests, "days", d.member)?.error_share ?? null;
  return forecasts.length
    ? [
        amount("Expected", "expected", true),
        amount("90% from", "lower", false),
        amount("to", "upper", false),
        {label: "Past error", value: error, show: (d) => percent(error(d)), numeric: true, widest: true}
      ]
    : [];
}

/**
 * Partner revenue by grade, or by class.
 * @param ahead the forecasts of the classes from now on, with their past
 */
export const groupsTable = (
  rows: Revenue["groups"],
  currency: Currency,
  by: "grade" | "class",
  ahead: Ahead = {forecasts: [], tests: []}
): Node =>
  table(rows, {
    caption: `Partner revenue by ${by === "class" ? "group" : by}${ahead.forecasts[0] ? `, and what is expected up to ${shortDate(ahead.forecasts[0].until)}` : ""}`,
    file: `revenue-by-${by === "class" ? "group" : by}`,
    empty: "No partner revenue.",
    leads: (d) => (by === "class" ? groupLink(d.member) : partnersOf({grade: d.member})),
    columns: [
      {label: by === "grade" ? "Grade" : "Group", value: (d) => groupName(d.member), narrow: true},
      {label: "Partners", value: (d) => d.partners, numeric: true, narrow: ahead.forecasts.length === 0},
      {label: "Net revenue", value: (d) => d.net, show: (d) => money(d.net, currency), numeric: true, narrow: true},
      {label: "Share", value: (d) => d.share, show: (d) => percent(d.share), numeric: true, narrow: true},
      ...aheadColumns(ahead, currency)
    ]
  });

/** Each way to forecast against what came. */
export const testsTable = (rows: Revenue["tests"], currency: Currency): Node =>
  table(rows, {
    caption: "Forecast methods compared with past outcomes",
    file: "forecast-backtest",
    empty: "No past to test a forecast on.",
    leads: () => howItCame,
    columns: [
      {
        label: "Method",
        value: (d) => methodNames[d.method],
        show: (d) => `${methodNames[d.method]}${d.is_published ? " (shown)" : ""}`,
        narrow: true
      },
      {label: "Pinball loss", value: (d) => d.pinball, show: (d) => money(d.pinball, currency), numeric: true, narrow: true},
      {label: "Mean error", value: (d) => d.error, show: (d) => money(d.error, currency), numeric: true, narrow: true},
      {label: "Error share", value: (d) => d.error_share, show: (d) => percent(d.error_share), numeric: true},
      {
        label: "Within 90% range",
        value: (d) => d.coverage,
        show: (d) => percent(d.coverage),
        numeric: true,
        narrow: true
      },
      {label: "Past dates", value: (d) => d.origins, numeric: true}
    ]
  });

export const forecastsTable = (rows: Revenue["forecasts"], currency: Currency, leads?: ToDay): Node =>
  table([...rows].reverse(), {
    caption: "Forecasts from each month-end and what came",
    file: "forecasts",
    empty: "No forecast.",
    leads: (d) => leads?.(d.as_of) ?? howItCame,
    columns: [
      {label: "From", value: (d) => d.as_of, show: (d) => shortDate(d.as_of), narrow: true},
      {label: "Until", value: (d) => d.until, show: (d) => shortDate(d.until)},
      {label: "Expected", value: (d) => d.expected, show: (d) => money(d.expected, currency), numeric: true, narrow: true},
      {label: "90% from", value: (d) => d.lower, show: (d) => money(d.lower, currency), numeric: true},
      {label: "to", value: (d) => d.upper, show: (d) => money(d.upper, currency), numeric: true},
      {label: "Actual", value: (d) => d.actual, show: (d) => money(d.actual, currency), numeric: true, narrow: true}
    ]
  });
