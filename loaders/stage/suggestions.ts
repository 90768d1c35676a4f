import {mayBeCredit, unitOf} from "../mappings/engine/units.ts";
import {inJavaScript, isNegative, negativeSign, noCents} from "../mappings/engine/minus.ts";
import {currencyPattern} from "../mappings/engine/currencies.ts";
import {isWideNumber, toOrdinary} from "../mappings/engine/wide.ts";
import {monthLanguages, orderOf, type MonthLanguage} from "../mappings/engine/dateFormats.ts";
import {isEraDay} from "../mappings/engine/eras.ts";
import {monthFormsOf} from "../mappings/engine/months.ts";
import {weekdayIn} from "../mappings/engine/weekdays.ts";

/** The key of a mapping's rule that would read a day such as this, null where none is known. */
export function dateSuggestion(found: string): string | null {
  if (isWideNumber(found)) {
    const ordinary = toOrdinary(found);
    const rest = /^\d{4}-\d{2}-\d{2}$/.test(ordinary) ? "" : (dateSuggestion(ordinary) ?? "date: (how these days are written)");
    return `wide: true${rest && `, ${rest}`}`;
  }
  const text = found.trim();
  const weekday = withWeekday(text);
  if (weekday) return weekday;
  if (isEraDay(text)) return 'date: "japanese_era"';
  if (/^\d{4}年\d{1,2}月\d{1,2}日$/.test(text)) return 'date: "%Y年%m月%d日"';
  if (/^\d{5}([.,]\d+)?$/.test(text)) return 'date: "excel_serial"';
  if (/^\d{10}(\.\d+)?$/.test(text)) return 'date: "epoch_s"';
  if (/^\d{13}$/.test(text) || /^\/Date\(\d{12,13}([+-]\d{4})?\)\/$/.test(text)) return 'date: "epoch_ms"';
  if (/^\d{16}$/.test(text)) return 'date: "epoch_us"';
  if (/^6[34]\d{16}$/.test(text)) return 'date: "dotnet_ticks"';
  if (/^\d{8}$/.test(text)) return 'date: "%Y%m%d"';
  const zoned = /^\d{4}-\d{2}-\d{2}([ T])\d{2}:\d{2}(:\d{2})? ?(UTC|GMT)$/.exec(text);
  if (zoned)
    return `date: ["iso", "%Y-%m-%d${zoned[1]}%H:%M${zoned[2] ? ":%S" : ""}${text.at(-4) === " " ? " " : ""}${zoned[3]}"]`;
  if (/^\d{4}[./ -]\d{1,2}[./ -]\d{1,2}/.test(text)) return 'date: "ymd"';
  // a month without a day
  const month = /^(\p{L}{3,9})([-/ ])(\d{2}|\d{4})$/u.exec(text);
  if (month && named(month[1]!.toLowerCase(), "")?.trim() === "date:")
    return `date: "%${month[1]!.length === 3 ? "b" : "B"}${month[2]!}%${month[3]!.length === 2 ? "y" : "Y"}" (a month without a day counts as its first)`;
  const word = /\p{L}{3,}/u.exec(text)?.[0].toLowerCase();
  if (word && /^\d{1,2}(st|nd|rd|th|er|[º°ª])?[./ -]+\p{L}/iu.test(text)) return named(word, '"dmy"');
  if (word && /^\p{L}{3,}\.?[ -]+\d/u.test(text)) return named(word, '"mdy"');
  const parts = /^(\d{1,2})[./ -](\d{1,2})[./ -]\d{2,4}(?!\d)/.exec(text);
  if (!parts) return null;
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  if (first > 31 || second > 31) return null;
  if (first > 12 && second <= 12) return 'date: "dmy"';
  if (second > 12 && first <= 12) return 'date: "mdy"';
  return /^\d{1,2}\./.test(text) ? 'date: "dmy"' : 'date: "dmy" (day first) or date: "mdy" (month first)';
}

/** The format of a day with the English name of its month: in it no order of numbers is open. */
function monthFormat(text: string): string | undefined {
  const name = (word: string) => (word.length === 3 ? "%b" : "%B");
  const last = /^(\p{L}{3,9}) \d{1,2}(,?) \d{4}$/u.exec(text);
  const first = /^\d{1,2}([ .-])(\p{L}{3,9})\1\d{4}$/u.exec(text);
  const word = (last?.[1] ?? first?.[2])?.toLowerCase();
  if (!word || !monthFormsOf("en").some((f) => f === word)) return undefined;
  return last ? `${name(word)} %d${last[2]} %Y` : `%d${first![1]}${name(word)}${first![1]}%Y`;
}

/**
 * A list of formats that reads days such as these beside those that `formats` reads; null where one of them has no format of its own, or
 * they are in two orders of day and month, which is no matter of formats.
 */
export function dateFormatsBeside(formats: readonly string[], found: readonly string[]): string[] | null {
  const list = [...formats];
  for (const text of found) {
    const format = monthFormat(text.trim()) ?? /^date: "([^"]+)"$/.exec(dateSuggestion(text) ?? "")?.[1];
    if (format === undefined) return null;
    if (!list.includes(format)) list.push(format);
  }
  return new Set(list.flatMap((f) => orderOf(f) ?? [])).size > 1 ? null : list;
}

/** The keys for a day with the name of its weekday, which is read in English and Japanese, and in the language that the rule names. */
function withWeekday(text: string): string | null {
  for (const language of monthLanguages) {
    const said = weekdayIn(text, [language]);
    if (!said) continue;
    const key = dateSuggestion(said.rest) ?? (/^\d{4}-\d{2}-\d{2}/.test(said.rest) ? 'date: "ymd"' : null);
    return key === null || key.includes("locale") || weekdayIn(text, []) ? key : `${key}, locale: "${language}"`;
  }
  return null;
}

/** The letters of a time zone behind a time, such as PST or CEST, as they are written there, and the rest; UTC is read. */
export function zoneIn(found: string): {letters: string; written: string; rest: string} | null {
  const [, rest, written, letters] = /^(.*\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?) +(\(?([A-Z]{2,5})\)?)$/.exec(found.trim()) ?? [];
  return letters === undefined || /^(UTC|AM|PM)$/.test(letters) ? null : {letters, written: written!, rest: rest!};
}

function named(word: string, order: string): string | null {
  const languages = monthLanguages.filter((l: MonthLanguage) => monthFormsOf(l).some((f) => f === word));
  if (!languages.length) return null;
  return languages.includes("en") ? `date: ${order}` : `date: ${order}, locale: "${languages[0]}"`;
}

const negative = new RegExp(inJavaScript(isNegative), "u");
const signs = new RegExp(inJavaScript(negativeSign), "gu");

/** The keys of a mapping's rule that would read an amount such as this; null where none is known. */
export function moneySuggestion(found: string): string | null {
  const keys: string[] = isWideNumber(found) ? ["wide: true"] : [];
  let text = toOrdinary(found);
  const currency = currencyPattern.exec(text)?.[0];
  if (currency) text = text.replace(currency, "").trim();
  const plus = /^\+(?=\d)/.exec(text)?.[0];
  if (plus) text = text.slice(1);
  const dash = noCents.exec(text)?.[0].trim();
  if (dash) text = text.replace(noCents, "");
  const strip = [currency, plus, dash].filter((s) => s !== undefined);
  if (strip.length)
    keys.push(strip.join() === currency ? 'strip: "currency"' : `strip: [${strip.map((s) => JSON.stringify(s)).join(", ")}]`);
  if (negative.test(text)) {
    keys.push('sign: "positive"');
    text = text.replace(signs, "");
  }
  const suffix = /\d\s*(\p{L}+)$/u.exec(text)?.[1];
  if (suffix) {
    const unit = mayBeCredit(suffix) ? undefined : unitOf(suffix);
    if (unit === undefined) return null;
    keys.push(`suffixes: {${suffix}: ${unit}}`);
    text = text.slice(0, -suffix.length).trim();
  }
  if (/%$/.test(text)) return null;
  if (/^\d{1,3}(\.\d{3})+,\d+$|^\d{1,3}(\.\d{3}){2,}$/.test(text)) keys.push('decimal: ",", thousands: "."');
  else if (/^\d{1,3}([\s\u00a0\u202f]\d{3})+([.,]\d+)?$/.test(text))
    keys.push(`${text.includes(",") ? 'decimal: ",", ' : ""}thousands: " "`);
  else if (/^\d{1,3}(['\u2019]\d{3})+(\.\d+)?$/.test(text)) keys.push(`thousands: "'"`);
  else if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(text)) keys.push('thousands: ","');
  else if (/^\d+,\d{1,2}$/.test(text)) keys.push('decimal: ","');
  // a thousandfold apart, and only a person knows
  else if (/^[1-9]\d{0,2}\.\d{3}$/.test(text))
    keys.push(`decimal: ",", thousands: "." (if it means ${text.replace(".", "")}) or round: 2 (if it means ${Number(text)})`);
  else if (/^\d+\.\d{3,}$/.test(text)) keys.push("round: 2");
  else if (!/^\d+(\.\d{1,2})?$/.test(text)) return null;
  return keys.length ? keys.join(", ") : null;
}

/** The currency that an amount such as this carries, as it is written; null where it carries none. */
export const currencyIn = (found: string): string | null => currencyPattern.exec(found)?.[0] ?? null;
