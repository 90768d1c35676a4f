import {addDays, dayOf} from "../../src/shared/days.ts";

/**
 * The day of a run in the reporting time zone. Where that is ahead of UTC its day has begun already, and an export of the night is of no
 * future day; behind UTC the day stays that of UTC, so that no run is earlier than one before.
 */
export function dayThere(today: string, timeZone: string, now = new Date()): string {
  const there = new Intl.DateTimeFormat("en-CA", {timeZone, year: "numeric", month: "2-digit", day: "2-digit"}).format(now);
  return there > dayOf(now) ? addDays(today, 1) : today;
}
