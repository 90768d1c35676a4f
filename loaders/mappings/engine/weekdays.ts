import {literal} from "../../engines/duckdb.ts";
import type {MonthLanguage} from "./dateFormats.ts";
import {letters} from "./letters.ts";

/* The name of the weekday that some exports write before a day, or in brackets behind it. It has to be the day's own. */

const firstMonday = Date.UTC(2026, 2, 2);
const week = [0, 1, 2, 3, 4, 5, 6];

/** The names of each weekday from 0, Monday. */
function namesIn(language: string): string[][] {
  const written = (["long", "short"] as const).map((weekday) => new Intl.DateTimeFormat(language, {weekday, timeZone: "UTC"}));
  return week.map((day) =>
    written.map((w) =>
      w
        .format(firstMonday + day * 86_400_000)
        .toLowerCase()
        .replace(/\.$/, "")
    )
  );
}

/** The names of a weekday and the beginnings of them that begin no other's. */
function formsAmong(language: string, all: string[][], day: number): string[] {
  const least = language === "ja" ? 1 : 2;
  const others = all.filter((_, d) => d !== day).flat();
  const names = all[day]!;
  const beginnings = names.flatMap((n) => Array.from({length: n.length - least + 1}, (_, i) => n.slice(0, i + least)));
  return [...names, ...beginnings.filter((b) => !b.endsWith("-") && !others.some((o) => o.startsWith(b)))];
}

const known = new Map<string, string[][]>();
function formsIn(language: string): string[][] {
  const found = known.get(language);
  if (found) return found;
  const all = namesIn(language);
  const forms = week.map((d) => formsAmong(language, all, d));
  known.set(language, forms);
  return forms;
}
const forms = (language: string, day: number): string[] => formsIn(language)[day]!;

/** English and Japanese ones need no language: no other day is written so. */
const spoken = (languages: readonly MonthLanguage[]): string[] => [...new Set(["en", "ja", ...languages])];

const pattern = (languages: readonly MonthLanguage[], days: number[]): string => {
  const names = spoken(languages).flatMap((l) => days.flatMap((d) => forms(l, d)));
  return [...new Set(names)].sort((a, b) => b.length - a.length).join("|");
};

// the beginning of a day: 2 March, 2.3., 2026-, March 2
const dayBegins = String.raw`\d{1,2}(?:st|nd|rd|th|er|[º°ª.])?[./ -]+(?:(?:de|del|di|of) +)?(?:[${letters}]|\d{1,2}[./-])|\d{1,2}[./-]\d|\d{4}[./ -]|[${letters}]{3,9}\.? +\d{1,2}`;
const article = "(?:(?:den|the|le|el|il) +)?";

/** @param group how the name is taken, "(" where it is asked for */
const ahead = (names: string, group = "(?:") => `^${group}${names})[.,]* +${article}(${dayBegins})`;
const inBrackets = (names: string) => String.raw` *[(（](?:${names})\.?[)）]`;

const hasBracket = (text: string) => `(contains(${text}, '(') or contains(${text}, '（'))`;

/** SQL of a day without the name of its weekday in brackets. */
export const withoutBracketsSql = (text: string, languages: readonly MonthLanguage[] = []): string =>
  `case when ${hasBracket(text)} then regexp_replace(${text}, ${literal(`(?i)${inBrackets(pattern(languages, week))}`)}, '') else ${text} end`;

/** SQL of a day without the name of its weekday. */
export const withoutWeekdaySql = (text: string, languages: readonly MonthLanguage[]): string =>
  withoutBracketsSql(`regexp_replace(${text}, ${literal(`(?i)${ahead(pattern(languages, week))}`)}, '\\1')`, languages);

/**
 * SQL of a day as ISO text, null where the text names another weekday than its own.
 * @param day SQL of the day, which stands here once: it may be long
 * @param options.leads whether it may be before the day, and not in brackets only
 */
export function ofItsWeekdaySql(
  day: string,
  text: string,
  languages: readonly MonthLanguage[],
  {leads}: {leads: boolean} = {leads: true}
): string {
  const names = pattern(languages, week);
  const found = (what: string) => `regexp_extract(${text}, ${literal(`(?i)${what}`)}, 1)`;
  const bracketed = `case when ${hasBracket(text)} then ${found(inBrackets(`(${names})`))} else '' end`;
  const word = leads ? `coalesce(nullif(${found(ahead(names, "("))}, ''), ${bracketed})` : bracketed;
  const own = week.map(
    (d) =>
      `[${spoken(languages)
        .flatMap((l) => forms(l, d))
        .map(literal)
        .join(", ")}]`
  );
  return `list_transform([{day: ${day}, word: lower(${word})}], s -> case when s.day is null or coalesce(s.word, '') = '' then s.day
    when list_contains([${own.join(", ")}][isodow(try_cast(left(s.day, 10) as date))], s.word) then s.day end)[1]`;
}

export interface SaidWeekday {
  /** The name as it is written. */
  name: string;
  /** The weekdays from 0, Monday, that it may be. */
  days: number[];
  /** The day without it. */
  rest: string;
}

/** Every form, in lower case, in which the weekdays of a language are read. */
export const weekdayFormsOf = (language: MonthLanguage): string[] => formsIn(language).flat();

/** The weekday that a text names at its day; null where it names none. */
export function weekdayIn(text: string, languages: readonly MonthLanguage[]): SaidWeekday | null {
  const names = pattern(languages, week);
  const before = new RegExp(ahead(names, "("), "iu").exec(text);
  const behind = new RegExp(inBrackets(`(${names})`), "iu").exec(text);
  const name = before?.[1] ?? behind?.[1];
  if (name === undefined) return null;
  const found = before ?? behind!;
  const rest = before ? text.slice(found[0].length - before[2]!.length) : text.replace(found[0], "");
  const days = week.filter((d) => spoken(languages).some((l) => forms(l, d).includes(name.toLowerCase())));
  return {name, days, rest};
}
