/** Days since 1970-01-01; the sample counts in whole days and never asks for today. */
export type Day = number;

const MS = 86_400_000;

export const day = (iso: string): Day => Date.parse(iso) / MS;
export const iso = (on: Day): string => new Date(on * MS).toISOString().slice(0, 10);

/** The first day from which records are kept, and the day of the newest drop. */
export const START = day("2023-11-01");
export const AS_OF = day("2026-10-31");
export const YEAR = 365;

/** The nearest working day: Saturday becomes Friday, Sunday becomes Monday. */
export function workday(on: Day): Day {
  const weekday = (on + 4) % 7;
  return weekday === 6 ? on - 1 : weekday === 0 ? on + 1 : on;
}

/** The first days of the months from `from` to `to`. */
export function months(from: Day, to: Day): Day[] {
  const found: Day[] = [];
  for (let on = from; on <= to; on++) if (iso(on).endsWith("-01")) found.push(on);
  return found;
}
