import {menu} from "./filters.js";
import {monthYear} from "../shared/formats.js";

/* A comparison is always with a quarter that is over: which, is in the address. */

export const periodName = "period";

/** The calendar quarter of a day, as "2026-Q3". */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** "2026-Q3" as "Jul to Sep 2026". */
export function saidPeriod(quarter: string): string {
  const last = Number(quarter.slice(-1)) * 3;
  const month = (n: number) => monthYear(`${quarter.slice(0, 4)}-${String(n).padStart(2, "0")}-01`);
  return `${month(last - 2).slice(0, 3)} to ${month(last)}`;
}

/** The quarters that ended before the last of the days, newest first. */
const complete = (days: readonly string[]): string[] => days.slice(0, -1).map(quarterOf).reverse();

/** The quarter that the address names; "" where it names none, or one that history doesn't reach. */
export function readPeriod(days: readonly string[]): string {
  const wanted = typeof location === "object" ? new URLSearchParams(location.search).get(periodName) : null;
  return wanted !== null && complete(days).includes(wanted) ? wanted : "";
}

/** The menu of quarters to compare with; none where no quarter is over. */
export function periodMenu(days: readonly string[], period: string, act: (period: string) => void): HTMLSelectElement | null {
  const quarters = complete(days);
  if (!quarters.length) return null;
  const said = quarters.map((quarter) => [quarter, saidPeriod(quarter)] as const);
  return menu("Compare with a quarter", said, period, act);
}
