import {utcMonth} from "d3-time";
import {addDays, dayOf, startOfDay} from "./days.js";
import {monthYear, shortDate} from "./formats.js";

/** Months, or the quarters of a fiscal year that begins with a month, 1 = January. */
export interface Interval {
  of: "month" | "quarter";
  firstMonth: number;
}

export const byMonth: Interval = {of: "month", firstMonth: 1};

/** The company's own quarters. */
export const byQuarter = ({fiscal_year_first_month: firstMonth}: {fiscal_year_first_month: number}): Interval => ({
  of: "quarter",
  firstMonth
});

/** The first day of the month or quarter that a day is in, or of a later one. */
export function startOf(day: string, {of, firstMonth}: Interval, later = 0): string {
  const [y, m] = day.split("-").map(Number) as [number, number];
  const into = of === "month" ? 0 : (m - firstMonth + 12) % 3;
  return dayOf(new Date(Date.UTC(y, m - 1 - into + later * (of === "month" ? 1 : 3), 1)));
}

/** The last day of the months that begin on a day. */
export const lastDayOf = (day: string, months: number): string => addDays(dayOf(utcMonth.offset(startOfDay(day), months)), -1);

/** Whether all days of the month or quarter that begins on a day are counted; `known` is the first and the last day that are. */
export const isWhole = (begin: string, interval: Interval, known: readonly [string, string]): boolean =>
  begin >= known[0] && startOf(begin, interval, 1) <= dayAfter(known[1]);

/** What a reader must know of the first and the last month or quarter where they aren't whole; "" where both are. */
export function partsNote(interval: Interval, known: readonly [string, string]): string {
  const days = [
    ...(startOf(known[0], interval) === known[0] ? [] : [`from ${shortDate(known[0])}`]),
    ...(startOf(known[1], interval, 1) === dayAfter(known[1]) ? [] : [`up to ${shortDate(known[1])}`])
  ];
  return days.length ? ` Hollow: part of a ${interval.of}, ${days.join(" and ")}.` : "";
}

/** The days that are counted, from the one on which records begin: an empty month before it is no month without business. */
export const sinceRecorded = (span: readonly [string, string], from: string | null): [string, string] => [
  from !== null && from > span[0] && from <= span[1] ? from : span[0],
  span[1]
];

const dayAfter = (day: string): string => addDays(day, 1);

/** The first and the last day of the evidence window, which ends on the day of the data. */
export const evidenceWindow = ({as_of: day, evidence_days: days}: {as_of: string; evidence_days: number}): [string, string] => [
  addDays(day, 1 - days),
  day
];

/**
 * What a fiscal period is called: "Q3 2026", "2026", "Jul 2026"; where the fiscal year is not the calendar year "Q2 FY2027", "FY2027", by the
 * year in which it ends.
 * @param firstMonth the month that the fiscal year begins with, 1 = January
 */
export function periodLabel(start: string, kind: "month" | "quarter" | "year", firstMonth: number): string {
  if (kind === "month") return monthYear(start);
  const [y, m] = start.split("-").map(Number) as [number, number];
  const place = (m - firstMonth + 12) % 12;
  const year = firstMonth === 1 ? String(y) : `FY${m >= firstMonth ? y + 1 : y}`;
  return kind === "year" ? year : `Q${Math.floor(place / 3) + 1}\u00a0${year}`;
}

/** What a month or a quarter that begins on a day is called. */
export const calledPeriod = (begin: string, {of, firstMonth}: Interval): string => periodLabel(begin, of, firstMonth);

/** Whether a day is the last of a fiscal quarter. */
export function endsQuarter(day: string, firstMonth: number): boolean {
  const next = dayAfter(day);
  return next.endsWith("-01") && (Number(next.slice(5, 7)) - firstMonth + 12) % 3 === 0;
}
