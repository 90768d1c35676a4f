import {utcDay, utcMonth, utcYear} from "d3-time";

/*
 * Days of the calendar as texts, YYYY-MM-DD, counted by d3-time in UTC. Under its own name d3-time is found by Node and by pages alike.
 */

/** The moment that a day begins. */
export const startOfDay = (day: string): Date => new Date(`${day.slice(0, 10)}T00:00:00Z`);

/** The day of a moment. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The day n days later; earlier where n is below 0. */
export const addDays = (day: string, n: number): string => dayOf(utcDay.offset(startOfDay(day), n));

/** How many days later the second is; below 0 where it is earlier. */
export const daysBetween = (from: string, to: string): number =>
  from > to ? -utcDay.count(startOfDay(to), startOfDay(from)) : utcDay.count(startOfDay(from), startOfDay(to));

/** The last day of the month that a day is in. */
export const endOfMonth = (day: string): string => addDays(dayOf(utcMonth.offset(utcMonth.floor(startOfDay(day)), 1)), -1);

/** The same day of an earlier year; of 29 February the 28th where that year has none. */
export function yearsEarlier(day: string, years: number): string {
  const found = dayOf(utcYear.offset(startOfDay(day), -years));
  return found.slice(5, 7) === day.slice(5, 7) ? found : addDays(found, -1);
}

/** The day a year earlier; of a month's last day, the last of that month. */
export function yearBefore(day: string): string {
  const earlier = yearsEarlier(day, 1);
  return day === endOfMonth(day) ? endOfMonth(earlier) : earlier;
}
