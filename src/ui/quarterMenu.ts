import {menu} from "./filters.js";
import {monthYear} from "../shared/formats.js";
import {byQuarter, periodLabel, startOf} from "../shared/periods.js";

/* A comparison is always with a quarter that is over: which, is in the address. */

export const periodName = "period";

/** The last days of quarters, and the month that the fiscal year begins with, 1 = January. */
export interface Quarters {
  days: readonly string[];
  fiscal_year_first_month: number;
}
type Fiscal = Pick<Quarters, "fiscal_year_first_month">;

/** What the quarter that ends on a day is called: "Q3 2026", "Q2 FY2027". */
const calledQuarter = (day: string, fiscal: Fiscal): string =>
  periodLabel(startOf(day, byQuarter(fiscal)), "quarter", fiscal.fiscal_year_first_month);

/** The quarter that ends on a day in an address: "2026-Q3", "FY2027-Q2". */
export const quarterOf = (day: string, fiscal: Fiscal): string => calledQuarter(day, fiscal).split(/\s/).reverse().join("-");

/** The quarter that ends on a day: "Q3 2026"; with its months where the fiscal year is not the calendar year, "Q2 FY2027 (Jul to Sep 2026)". */
export function saidQuarter(day: string, fiscal: Fiscal): string {
  const called = calledQuarter(day, fiscal);
  if (fiscal.fiscal_year_first_month === 1) return called;
  const first = startOf(day, byQuarter(fiscal));
  const from = monthYear(first);
  return `${called} (${first.slice(0, 4) === day.slice(0, 4) ? from.slice(0, 3) : from} to ${monthYear(day)})`;
}

/** The last days of the quarters that are over, newest first; the last of the days is now. */
const complete = (days: readonly string[]): string[] => days.slice(0, -1).reverse();

/** The last day of a quarter; null where history doesn't reach it. */
export const quarterEnd = (quarters: Quarters, period: string): string | null =>
  complete(quarters.days).find((day) => quarterOf(day, quarters) === period) ?? null;

/** The quarter that the address names; "" where it names none, or one that history doesn't reach. */
export function readPeriod(quarters: Quarters): string {
  const wanted = typeof location === "object" ? new URLSearchParams(location.search).get(periodName) : null;
  return wanted !== null && quarterEnd(quarters, wanted) !== null ? wanted : "";
}

/** Whether the address names a quarter that history doesn't reach. */
export function isUnknownPeriod(quarters: Quarters): boolean {
  const wanted = typeof location === "object" ? new URLSearchParams(location.search).get(periodName) : null;
  return Boolean(wanted) && readPeriod(quarters) === "";
}

/** Puts a quarter into the address, or takes it out; what else stands there stays. */
export function writePeriod(period: string): void {
  const query = new URLSearchParams(location.search);
  if (period) query.set(periodName, period);
  else query.delete(periodName);
  const text = query.toString();
  history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
}

/** The menu of quarters to compare with; none where no quarter is over. */
export function periodMenu(quarters: Quarters, period: string, act: (period: string) => void): HTMLSelectElement | null {
  const over = complete(quarters.days);
  if (!over.length) return null;
  const said = over.map((day) => [quarterOf(day, quarters), saidQuarter(day, quarters)] as const);
  return menu("Compare with a quarter", said, period, act);
}
