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

const formats: Intl.DateTimeFormatOptions[] = [
  {month: "long"},
  {month: "short"},
  {day: "numeric", month: "long"},
  {day: "numeric", month: "short"}
];

/** The names of each month in a language: on its own, as it is in a date, and short. */
function namesIn(language: MonthLanguage): string[][] {
  const written = formats.map((f) => new Intl.DateTimeFormat(language, {...f, timeZone: "UTC"}));
  const said = (month: Date) =>
    written.map((w) =>
      w
        .formatToParts(month)
        .filter((p) => p.type === "month")
        .map((p) => p.value.toLowerCase().replace(/\.$/, ""))
        .join("")
    );
  return months.map((month, m) => [...said(month), ...(irregular[language]?.[m] ?? [])].filter((n) => /^\p{L}+$/u.test(n)));
}

/** Every beginning, of three letters or more, of a month's names that begins no other month's. */
function formsAmong(names: string[][], month: number): string[] {
  const others = names.filter((_, m) => m !== month).flat();
  const beginnings = names[month]!.flatMap((n) => Array.from({length: n.length - 2}, (_, i) => n.slice(0, i + 3)));
  const own = [
    ...beginnings.filter((b) => !others.some((o) => o.startsWith(b))),
    ...names[month]!.filter((n) => !others.includes(n))
  ];
  return [...new Set(own)].sort((a, b) => b.length - a.length);
}

// every word of a message that quotes a value is looked up, and a table of formats takes milliseconds
const known = new Map<string, string[][]>();

/** The forms of each month in these languages. */
function formsIn(languages: readonly MonthLanguage[]): string[][] {
  const key = languages.join(" ");
  const found = known.get(key);
  if (found) return found;
  const each = languages.map(namesIn);
  const names = months.map((_, m) => [...new Set(each.flatMap((l) => l[m]!))]);
  const forms = months.map((_, m) => formsAmong(names, m));
  known.set(key, forms);
  return forms;
}

/** SQL of a text in which the names of months in these languages are written in English, short or long; a dot after them is taken off. */
export function englishMonthsSql(text: string, languages: MonthLanguage[], style: "long" | "short"): string {
  const to = english(style);
  const forms = formsIn(languages);
  return months.reduce((sql, _, m) => {
    const pattern = `(?i)(^|[^${letters}])(?:${forms[m]!.join("|")})\\.?($|[^${letters}])`;
    return `regexp_replace(${sql}, ${literal(pattern)}, ${literal(`\\1${to[m]}\\2`)})`;
  }, text);
}

/** The month, from 1, that a word names in one of these languages; null where it names none. */
export function monthOf(word: string, languages: MonthLanguage[]): number | null {
  const at = formsIn(languages).findIndex((forms) => forms.includes(word.toLowerCase()));
  return at < 0 ? null : at + 1;
}

/** Every form, in lower case, in which the months of a language are read. */
export const monthFormsOf = (language: MonthLanguage): string[] => formsIn([language]).flat();
