import {currencyPattern} from "../mappings/engine/currencies.ts";
import {monthLanguages} from "../mappings/engine/dateFormats.ts";
import {monthOf} from "../mappings/engine/months.ts";
import {usualNulls} from "../mappings/engine/nothing.ts";
import {unitOf} from "../mappings/engine/units.ts";
import {weekdayFormsOf} from "../mappings/engine/weekdays.ts";
import type {ColumnKind} from "../tables/columns.ts";

/** What a message says in place of a text that may be a note, which may name a person. */
export const hiddenText = "(text)";

/** Kinds of columns in which words are hardly anything but a currency, a unit, a month or a word for nothing. */
const wordless: readonly ColumnKind[] = ["money", "rate", "number", "percent", "count", "day", "month", "instant"];

const particles = /^(am|pm|de|del|di|do|da|of|at|um|uhr|den|der|le|the|st|nd|rd|th|er|utc|gmt|z|t)$/i;
/** Words of scripts that have spaces between them; in others the signs of year, month and day would be words. */
const wordOf = /[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;
const currencies = new RegExp(currencyPattern.source, "gu");

/** Whether a text among amounts or days reads like a note: three words or more, or a name behind a word. */
export function isFreeText(text: string): boolean {
  if (usualNulls.includes(text.trim().toLowerCase())) return false;
  const isKnown = (word: string) =>
    particles.test(word) ||
    unitOf(word) !== undefined ||
    monthOf(word.toLowerCase(), [...monthLanguages]) !== null ||
    isWeekday(word);
  const words = [...text.replace(currencies, " ").matchAll(wordOf)].map((m) => m[0]).filter((w) => !isKnown(w));
  return words.length > 2 || words.slice(1).some((w) => /^\p{Lu}\p{Ll}/u.test(w));
}

const isWeekday = (word: string): boolean => monthLanguages.some((l) => weekdayFormsOf(l).includes(word.toLowerCase()));

/** A value as a message may quote it. */
export const quotable = (kind: ColumnKind, found: string | null): string | null =>
  found !== null && wordless.includes(kind) && isFreeText(found) ? hiddenText : found;
