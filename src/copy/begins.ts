import type {About, Sentence} from "../contract/index.js";
import {addDays, daysBetween} from "../shared/days.js";
import {capital, counted, listed, longDate, period, shortDate} from "../shared/formats.js";
import {nothing, say} from "./say.js";

/* When records begin: what is summed over days before is no sum of all of them, and no change from then says anything. */

type Known = Pick<About, "as_of" | "window_days" | "recorded">;

/** Whether the first deal that closed lies within the window before a day, so that revenue of the window is that of a part of it. */
export const isPartial = ({window_days: days, recorded}: Known, day: string): boolean =>
  recorded.deals_from !== null && recorded.deals_from > addDays(day, 1 - days);

/** Where records begin within the window: when, so that nobody takes a part for the whole. */
export function beginsSentence({as_of: day, window_days: days, recorded}: Known): Sentence {
  return recorded.from !== null && recorded.from > addDays(day, 1 - days)
    ? say`Records begin on ${longDate(recorded.from)}: figures of ${period(days)} are of the days since.`
    : nothing;
}

/** A period up to the day of the figures, as far as records cover it, to a month: "3 years", or "the 15 months on record". */
export function recordedPeriod(days: number, {as_of: day, recorded}: Pick<Known, "as_of" | "recorded">): string {
  const known = recorded.from === null ? days : Math.max(1, daysBetween(recorded.from, day) + 1);
  if (days - known < 31) return period(days);
  const months = Math.floor((known * 12) / 365 + 0.1);
  return `the ${months > 1 ? counted(months, "month") : counted(known, "day")} on record`;
}

/** Values at each date, without those of a window that records cover only in part, which say nothing of a trend. */
export const ofWholeWindows = <P extends {as_of: string; value: number | null}>(
  points: readonly P[],
  {as_of: now, window_days: days, recorded}: Known,
  from: string | null = recorded.from
): P[] =>
  points.map((point) =>
    point.as_of < now && from !== null && from > addDays(point.as_of, 1 - days) ? {...point, value: null} : point
  );

type Stale = Pick<About, "stale">;

/** "no delivery of deals and tickets since 30 Apr 2026"; the earliest day where they differ; "" where all are fresh. */
export function staleNote({stale = []}: Stale): string {
  const [first] = stale.map(({last}) => last).sort();
  return first
    ? `no delivery of ${listed(stale.map(({table}) => table))} since ${shortDate(first)}${isOneDay(stale) ? "" : " or later"}`
    : "";
}

const isOneDay = (stale: NonNullable<About["stale"]>) => new Set(stale.map(({last}) => last)).size === 1;

/** Where deliveries are missing: that a fall of figures may be theirs. */
export const staleSentence = (about: Stale): Sentence => {
  const note = staleNote(about);
  return note
    ? say`${capital(note)}: what happened after that is missing, so figures may be too low, and what looks like a fall may be none.`
    : nothing;
};

/** "no delivery of deals since 30 Apr 2026" where that is longer ago than the setting allows: what closed since is missing. */
export const dealsNote = ({stale = []}: Stale): string => staleNote({stale: stale.filter(({table}) => table === "deals")});

/** What a signal is counted from: where it was not delivered, that looks like a fall. */
const countedFrom: Partial<Record<string, readonly string[]>> = {
  below_pace: ["referrals"],
  deals_below_pace: ["deals"],
  wins_below_pace: ["deals"],
  no_contact: ["deals", "referrals", "tickets", "activities"]
};

/** What is missing of that. */
export const missingOf = (signal: string, {stale = []}: Stale): NonNullable<About["stale"]> =>
  stale.filter(({table}) => countedFrom[signal]?.includes(table));

/** "no delivery of deals since 30 Apr 2026" where a signal is counted from them; "" where nothing that it is counted from is missing. */
export const missingNote = (signal: string, about: Stale): string => staleNote({stale: missingOf(signal, about)});
