import type {Answer, Sentence} from "../contract/index.js";
import {counted, percent, percentRange, period, span} from "../shared/formats.js";
import type {Facts} from "./facts.js";
import {differenceText} from "./rates.js";
import {notRecorded} from "./recorded.js";
import {answer, nothing, say} from "./say.js";

/* How soon new partners win their first deal. */

/** Days after the start at which the cohorts of partners are compared. */
export const yearDays = 365;

/** The part of a cohort with a first deal by a day; null where that day is not over for any of it. */
export function activeBy(rows: Facts["first_deals"], day: number): number | null {
  const last = rows.at(-1);
  if (!last || (last.days < day && last.active < 1)) return null;
  return rows.filter((row) => row.days <= day).at(-1)?.active ?? 0;
}

/** The cohorts of partners by the year of their start, the oldest first. */
export function cohortsOf<R extends {cohort: string}>(rows: readonly R[]): {cohort: string; rows: R[]}[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) (groups.get(row.cohort) ?? groups.set(row.cohort, []).get(row.cohort)!).push(row);
  return [...groups].map(([cohort, own]) => ({cohort, rows: own}));
}

/** How soon new partners have a first deal, by the year of their start. */
export function firstDealsAnswer(f: Pick<Facts, "about" | "first_deal" | "first_deals" | "early_wins" | "settings">): Answer {
  const question = "How soon do new partners win a first deal?";
  const known = cohortsOf(f.first_deals).flatMap(({cohort, rows}) => {
    const active = activeBy(rows, yearDays);
    return active === null ? [] : [{cohort, active}];
  });
  const [then, now] = [known[0], known.at(-1)];
  return answer(
    question,
    !now
      ? notRecorded(f.about, ["deals"], say`Too few partners started in one year to compare`)
      : say`${percent(now.active)} of the partners that started in ${now.cohort} won a deal within ${period(yearDays)}`,
    [
      then && now && then !== now ? say`Of those that started in ${then.cohort} it was ${percent(then.active)}.` : nothing,
      allYearsSentence(f),
      earlyWinsSentence(f)
    ]
  );
}

/** How long partners of all years waited; nothing where none can be followed. */
function allYearsSentence({first_deal: [row], about}: Pick<Facts, "first_deal" | "about">): Sentence {
  if (!row || !about.recorded.deals) return nothing;
  const {median_days: median, waiting_365: waiting} = row;
  const still = waiting === null ? "" : `${percent(waiting)} had no deal recorded after ${period(yearDays)}`;
  const all = "Of all partners, also those that started before the records began and whose earlier deals are unknown,";
  if (median === null) return still ? say`${all} ${still}.` : nothing;
  return say`${all} half had a first recorded deal ${median ? `within ${counted(median, "day")}` : "on their first day"}${still ? `, and ${still}` : ""}.`;
}

/** Whether an early win goes with an active second year; nothing where no partner has one behind it, or all are of one sort. */
function earlyWinsSentence({early_wins: rows, settings}: Pick<Facts, "early_wins" | "settings">): Sentence {
  const [early, later] = [rows.find((row) => row.early_win), rows.find((row) => !row.early_win)];
  if (!early || !later || early.difference === null || early.diff_lower === null || early.diff_upper === null) return nothing;
  const text = {difference: early.difference, lower: early.diff_lower, upper: early.diff_upper};
  const part = (row: typeof early, noun: string) =>
    `${percentRange(row.active / row.partners, row.lower, row.upper)} of ${counted(row.partners, noun)}`;
  const verdict = early.verdict === "unclear" ? "can’t tell yet whether it matters" : differenceText(text);
  return say`Active in their second year: ${part(early, "partner")} with a won deal in the first ${span(period(settings.early_win_days))}, ${part(later, "other")}; ${verdict}.`;
}

export const firstDealsTitle = (cohorts: number): string =>
  `Share of partners with a first deal, by days since the start, ${counted(cohorts, "year")} of start`;
export const firstDealsCaption =
  "Kaplan-Meier, partners that still wait counted until now. The newest year of start that can be followed for 12 months in blue; years with fewer than five partners left out.";
