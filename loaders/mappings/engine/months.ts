import {literal} from "../../engines/duckdb.ts";
import type {MonthLanguage} from "./dateFormats.ts";
import {letters} from "./letters.ts";

const months = Array.from({length: 12}, (_, i) => new Date(Date.UTC(2026, i, 15)));
const english = (style: "long" | "short") =>
  months.map((m) => new Intl.DateTimeFormat("en-US", {month: style, timeZone: "UTC"}).format(m));

/** Short forms that begin otherwise than the name does. */
const irregular: Partial<Record<MonthLanguage, Record<number, string[]>>> = {
  de: {2: ["mrz", "maerz"]},
  nl: {2: ["mrt"]},
  tr: {},
  pt: {}
};

/** The names of a month in a language: on its own, as it is in a date, and short. */
function namesOf(language: MonthLanguage, month: number): string[] {
  const formats: Intl.DateTimeFormatOptions[] = [
    {month: "long"},
    {month: "short"},
    {day: "numeric", month: "long"},
    {day: "numeric", month: "short"}
  ];
  const said = formats.map((f) =>
    new Intl.DateTimeFormat(language, {...f, timeZone: "UTC"})
      .formatToParts(months[month])
      .filter((p) => p.type === "month")
      .map((p) => p.value.toLowerCase().replace(/\.$/, ""))
      .join("")
  );
  return [...said, ...(irregular[language]?.[month] ?? [])].filter((n) => /^\p{L}+$/u.test(n));
}

/** Every beginning, of three letters or more, of a month's names that begins no other month's. */
function formsOf(languages: MonthLanguage[], month: number): string[] {
  const names = months.map((_, m) => [...new Set(languages.flatMap((l) => namesOf(l, m)))]);
  const others = names.filter((_, m) => m !== month).flat();
  const beginnings = names[month]!.flatMap((n) => Array.from({length: n.length - 2}, (_, i) => n.slice(0, i + 3)));
  const own = [
    ...beginnings.filter((b) => !others.some((o) => o.startsWith(b))),
    ...names[month]!.filter((n) => !others.includes(n))
  ];
  return [...new Set(own)].sort((a, b) => b.length - a.length);
}

/** SQL of a text in which the names of months in these languages are written in English, short or long; a dot after them is taken off. */
export function englishMonthsSql(text: string, languages: MonthLanguage[], style: "long" | "short"): string {
  const to = english(style);
  return months.reduce((sql, _, m) => {
    const pattern = `(?i)(^|[^${letters}])(?:${formsOf(languages, m).join("|")})\\.?($|[^${letters}])`;
    return `regexp_replace(${sql}, ${literal(pattern)}, ${literal(`\\1${to[m]}\\2`)})`;
  }, text);
}

/** The month, from 1, that a word names in one of these languages; null where it names none. */
export function monthOf(word: string, languages: MonthLanguage[]): number | null {
  const at = months.findIndex((_, m) => formsOf(languages, m).includes(word.toLowerCase()));
  return at < 0 ? null : at + 1;
}

/** Every form, in lower case, in which the months of a language are read. */
export const monthFormsOf = (language: MonthLanguage): string[] => months.flatMap((_, m) => formsOf([language], m));
