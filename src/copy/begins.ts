import type {About, Sentence} from "../contract/index.js";
import {addDays} from "../shared/days.js";
import {longDate, period} from "../shared/formats.js";
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
