import type {Sentence} from "../contract/index.js";
import {counted, plural, whole} from "../shared/formats.js";
import type {Period, Unlike} from "./revenueFacts.js";
import {nothing, say} from "./say.js";

/* Two periods of revenue of which one lacks won deals, as their currency has no exchange rate: no change is told between them. */

/** "Q3 2026" a year before: "Q3 2025". */
export const yearBefore = (label: string): string => label.replace(/\d{4}$/, (year) => String(Number(year) - 1));

/** The latest of some periods whose days are all over and recorded. */
export const lastComplete = <P extends {is_complete: boolean}>(periods: readonly P[]): P | undefined =>
  periods.findLast((row) => row.is_complete);

/** Whether a won deal without an exchange rate is missing in one of the two. */
export const isUnlike = ({unlike, left_out: now = 0, left_out_before: before = 0}: Unlike): boolean => unlike ?? now + before > 0;

/**
 * Why two periods can't be compared, as far as exchange rates go; nothing where they can.
 * @param label the period, such as "Q3 2026"
 * @param earlier the one that it is compared with
 */
export function unlikeSentence(period: Unlike & Pick<Period, "net_before">, label: string, earlier: string): Sentence {
  // with nothing to compare with no change is told
  if (period.net_before === null || !isUnlike(period)) return nothing;
  const {left_out: now = 0, left_out_before: before = 0} = period;
  if (now + before === 0) return say`Not like for like: won deals of ${label} or ${earlier} have no exchange rate.`;
  const first = now ? `${counted(now, "won deal")} of ${label}` : `${counted(before, "won deal")} of ${earlier}`;
  const second = now && before ? ` and ${whole(before)} of ${earlier}` : "";
  return say`Not like for like: ${first}${second} ${plural(now + before, "has", "have")} no exchange rate.`;
}

/** The same of the last complete period against the same one a year before. */
export function lastUnlike(periods: readonly (Unlike & Pick<Period, "net_before" | "label" | "is_complete">)[]): Sentence {
  const last = lastComplete(periods);
  return last ? unlikeSentence(last, last.label, yearBefore(last.label)) : nothing;
}
