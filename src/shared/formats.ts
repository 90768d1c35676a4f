/*
 * How numbers, dates and lists are written, once for sentences, charts, tables and mails. Each takes the full value and rounds it once.
 * Numbers follow the locale; the text around them is English, and so are the names of months.
 */

const fallback = "en";
let chosen: string | null = null;

/** Sets the locale of numbers; a page takes the one that its head names (`<meta name="locale">`). */
export const useLocale = (locale: string): void => void (chosen = locale);

function localeNow(): string {
  if (chosen !== null) return chosen;
  if (typeof document !== "object") return fallback;
  return (chosen = document.querySelector("meta[name=locale]")?.getAttribute("content") ?? fallback);
}

const made = new Map<string, Intl.NumberFormat>();

/** A format is made once: making one costs more than a thousand uses. */
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${localeNow()} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.NumberFormat(localeNow(), {signDisplay: "negative", ...options});
  made.set(key, known);
  return known;
}

const spelled = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** First letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** 12345 is "12,345". */
export const whole = (n: number): string => format({maximumFractionDigits: 0}).format(n);

/** At most one decimal below ten: 3.5, 12, 0.4. */
export const decimal = (n: number): string => format({maximumFractionDigits: Math.abs(n) < 9.95 ? 1 : 0}).format(n);

/** A count of which parts may be halves, as of a shared deal: "37.5", or "38", "0.3"; halves that were rounded up would add up to more than all. */
export const parts = (n: number): string => {
  const half = Math.abs(2 * n - Math.round(2 * n)) < 0.01 && Math.abs(Math.round(2 * n) % 2) === 1;
  return half ? format({maximumFractionDigits: 1}).format(Math.round(2 * n) / 2) : decimal(n);
};

/** "12.5 of 13": a part that is not all is never rounded up to all, nor down to none. */
export const ofAll = (part: number, all: number): string => `${partOf(part, all)} of ${parts(all)}`;

/** The part of it: "12.5". */
export const partOf = (part: number, all: number): string => {
  const apart = Math.abs(part - all) > 1e-9 && (parts(part) === parts(all) || parts(part) === "0") && part > 1e-9;
  return apart ? format({maximumFractionDigits: Math.abs(part - all) < 0.05 || part < 0.05 ? 2 : 1}).format(part) : parts(part);
};

/** A number of a table: one decimal from ten on, else four digits; all of them are in the file for download. */
export const inTable = (n: number): string =>
  format(Math.abs(n) >= 10 ? {maximumFractionDigits: 1} : {maximumSignificantDigits: 4}).format(n);

/** A number with a given number of decimals, for errors and indices: 0.0261. */
export const fixed = (n: number, digits: number): string =>
  format({minimumFractionDigits: digits, maximumFractionDigits: digits}).format(n);

/** A count that opens a sentence: "No", "One", "Twelve", "13". */
export const first = (n: number): string => capital(spelled[n] ?? whole(n));

/** "no partners", "1 partner", "3 partners", "2,000 partners". */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n === 0 ? "no" : whole(n)} ${plural(n, one, many)}`;

/** The same at the start of a sentence: "No partners", "One partner", "13 partners". */
export const firstCounted = (n: number, one: string, many = `${one}s`): string => `${first(n)} ${plural(n, one, many)}`;

/** The right form of a word for n. */
export const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many);

/** "none", "3", "2,000": a count whose noun has been named. */
export const some = (n: number): string => (n === 0 ? "none" : whole(n));

/** All of a number of two or more, at the start of a sentence: "Both", "All 3". */
export const allOf = (n: number): string => (n === 2 ? "Both" : `All ${whole(n)}`);

/** A fraction as a percentage: "19%", "9.6%", "0.4%"; never 0% of something or 100% of less than all; a dash for none. */
export function percent(fraction: number | null | undefined): string {
  if (fraction === null || fraction === undefined) return "–";
  // a sum of shares that is all of them may miss 1 by its last digits
  const size = Math.abs(Math.abs(fraction) - 1) < 1e-9 ? 1 : Math.abs(fraction);
  const digits = size >= 0.0995 ? (size > 0.9949 && size < 1 ? 1 : 0) : size >= 0.00095 ? 1 : 2;
  const as = (value: number, max = digits) => format({style: "percent", maximumFractionDigits: max}).format(value);
  if (size > 0 && size < 0.00005) return `<${as(0.0001, 2)}`;
  if (size > 0.9994 && size < 1) return `>${as(0.999, 1)}`;
  return as(fraction);
}

/** What is lost at the least: "at least 40%"; of everything or nothing there is no more or less. */
export const atLeast = (fraction: number | null): string =>
  fraction === null || fraction > 1 - 1e-9 || fraction <= 0 ? percent(fraction) : `at least ${percent(fraction)}`;

/** A difference of two shares in points, from their full values: "3 points", "0.4 points", "1 point". */
export function points(difference: number): string {
  const text = decimal(100 * Math.abs(difference));
  return `${text} ${text === "1" ? "point" : "points"}`;
}

/** The same with its sign, where nothing else says which way: "+3 points", "−1 point", "0 points". */
export function signedPoints(difference: number): string {
  const text = points(difference);
  return text === points(0) ? text : signed(difference, text);
}

/** A difference of two shares in its interval, each with its sign: "−6.2 points (−20 to +11)". */
export const pointsRange = (difference: number, lower: number, upper: number): string =>
  `${signedPoints(difference)} (${[lower, upper].map((x) => signedPoints(x).split(" ")[0]!).join("\u00a0to\u00a0")})`;

/** "71 (63 to 78)". */
export const withRange = (value: number, lower: number, upper: number): string =>
  `${whole(value)} (${whole(lower)}\u00a0to\u00a0${whole(upper)})`;

/** "19% (12% to 28%)". */
export const percentRange = (value: number | null, lower: number | null, upper: number | null): string =>
  lower === null || upper === null ? percent(value) : `${percent(value)} (${percent(lower)}\u00a0to\u00a0${percent(upper)})`;

/** Money in the reporting currency, three figures: "€20.2M", "€560K"; no sign of currency where none is recorded. */
export function money(amount: number | null | undefined, currency: string | null): string {
  if (amount === null || amount === undefined) return "–";
  const style: Intl.NumberFormatOptions = currency === null ? {} : {style: "currency", currency};
  const size = Math.abs(amount);
  // parts of 100 that are less than one of it
  if (currency === null && size < 1) return format({maximumSignificantDigits: 1}).format(amount);
  return size < 999.5
    ? format({...style, maximumFractionDigits: 0}).format(amount)
    : format({...style, notation: "compact", maximumSignificantDigits: 3}).format(amount);
}

/** A change with its sign: "+€1.2M", "−3". */
export const signed = (value: number, text: string): string => `${value < 0 ? "−" : "+"}${text}`;

const names = (["long", "short"] as const).map((style) => {
  const months = new Intl.DateTimeFormat("en", {month: style, timeZone: "UTC"});
  return Array.from({length: 12}, (_, month) => months.format(Date.UTC(2000, month, 1)));
});
const dayParts = (day: string) => day.slice(0, 10).split("-").map(Number) as [number, number, number];

/** "22 November 2026": the month as a word, so that no reader takes the day for the month. */
export function longDate(day: string): string {
  const [y, m, d] = dayParts(day);
  return `${d}\u00a0${names[0]![m - 1]}\u00a0${y}`;
}

/** "Nov 2026". */
export function monthYear(day: string): string {
  const [y, m] = dayParts(day);
  return `${names[1]![m - 1]}\u00a0${y}`;
}

/** "20 Jul 2026". */
export function shortDate(day: string): string {
  const [y, m, d] = dayParts(day);
  return `${d}\u00a0${names[1]![m - 1]}\u00a0${y}`;
}

/** A window of a setting: "12 months" for 365 days, "3 years" for 1095, else days. */
export function period(days: number): string {
  if (days === 365) return "12 months";
  return days % 365 === 0 ? counted(days / 365, "year") : counted(days, "day");
}

/** What follows "the last" or "the first": "12 months", "45 days"; of one "day", and not "1 day". */
export const span = (text: string): string => text.replace(/^1 /, "");

const lists = new Intl.ListFormat("en-GB", {type: "conjunction"});
const choices = new Intl.ListFormat("en-GB", {type: "disjunction"});

/** "A", "A and B", "A, B and C". */
export const listed = (items: readonly string[]): string => lists.format(items);
/** "A", "A or B", "A, B or C". */
export const either = (items: readonly string[]): string => choices.format(items);
