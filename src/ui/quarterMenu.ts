import {menu} from "./filters.js";
import {monthYear} from "../shared/formats.js";

/* A comparison is always with a quarter that is over: which, is in the address. */

export const periodName = "period";

/** A quarter by the calendar quarter of its last day, as "2026-Q3". */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The quarter that ends on a day, as "Jul to Sep 2026" or "Nov 2025 to Jan 2026". */
export function saidQuarter(day: string): string {
  const [y, m] = day.split("-").map(Number) as [number, number];
  const first = new Date(Date.UTC(y, m - 3, 1)).toISOString().slice(0, 10);
  const from = monthYear(first);
  return `${first.slice(0, 4) === day.slice(0, 4) ? from.slice(0, 3) : from} to ${monthYear(day)}`;
}

/** The last days of the quarters that are over, newest first; the last of the days is now. */
const complete = (days: readonly string[]): string[] => days.slice(0, -1).reverse();

/** The last day of a quarter; null where history doesn't reach it. */
export const quarterEnd = (days: readonly string[], period: string): string | null =>
  complete(days).find((day) => quarterOf(day) === period) ?? null;

/** The quarter that the address names; "" where it names none, or one that history doesn't reach. */
export function readPeriod(days: readonly string[]): string {
  const wanted = typeof location === "object" ? new URLSearchParams(location.search).get(periodName) : null;
  return wanted !== null && quarterEnd(days, wanted) !== null ? wanted : "";
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
export function periodMenu(days: readonly string[], period: string, act: (period: string) => void): HTMLSelectElement | null {
  const quarters = complete(days);
  if (!quarters.length) return null;
  const said = quarters.map((day) => [quarterOf(day), saidQuarter(day)] as const);
  return menu("Compare with a quarter", said, period, act);
}
