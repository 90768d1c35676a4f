import type {Grade, Kind, Label, Verdict} from "../contract/index.js";

/*
 * How numbers, dates and categories are said, once for sentences, charts and tables. Words to twelve, figures above;
 * a share never without its whole where there is one.
 */

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const thin = "\u202f";
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
];

/** 3 is "three", 13 is "13". */
export const inWords = (n: number): string => small[n] ?? whole(n);

/** First letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** 12345 is "12,345". */
export const whole = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");

/** At most one decimal: 3.5, 12, 0.4. */
export const decimal = (n: number): string => (Math.abs(n) >= 10 ? whole(n) : String(Math.round(n * 10) / 10));

/** "one partner", "three partners", "13 partners". */
export const counted = (n: number, one: string, many = `${one}s`): string => `${inWords(n)} ${n === 1 ? one : many}`;

/** The right form of a word for n. */
export const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many);

/** A fraction as a percentage: "19 %", "9.6 %", "<1 %"; a dash for none. */
export function percent(fraction: number | null | undefined): string {
  if (fraction === null || fraction === undefined) return "–";
  const points = fraction * 100;
  if (points > 0 && points < 0.95) return `<1${thin}%`;
  const rounded = Math.abs(points) < 9.95 ? Math.round(points * 10) / 10 : Math.round(points);
  return `${rounded}${thin}%`;
}

/** "71 (63 to 78)". */
export const withRange = (value: number, lower: number, upper: number): string =>
  `${Math.round(value)} (${Math.round(lower)}\u00a0to\u00a0${Math.round(upper)})`;

/** Money in the reporting currency, three figures: "€20.2 m", "€560 k"; no sign of currency where none is recorded. */
export function money(amount: number | null | undefined, currency: string | null): string {
  if (amount === null || amount === undefined) return "–";
  const size = Math.abs(amount);
  const [scale, unit] = size >= 999.5e6 ? [1e9, "bn"] : size >= 999.5e3 ? [1e6, "m"] : size >= 999.5 ? [1e3, "k"] : [1, ""];
  const scaled = size / scale;
  const figures = unit === "" || scaled >= 99.95 ? String(Math.round(scaled)) : String(Number(scaled.toPrecision(3)));
  return `${amount < 0 ? "−" : ""}${symbol(currency)}${figures}${unit && thin + unit}`;
}

function symbol(currency: string | null): string {
  if (currency === null) return "";
  const known: Record<string, string> = {EUR: "€", USD: "$", GBP: "£", JPY: "¥", INR: "₹"};
  return known[currency] ?? `${currency}\u00a0`;
}

/** "22 November 2026". */
export function longDate(day: string): string {
  const [y, m, d] = parts(day);
  return `${d}\u00a0${months[m - 1]}\u00a0${y}`;
}

/** "Nov 2026". */
export function monthYear(day: string): string {
  const [y, m] = parts(day);
  return `${months[m - 1]!.slice(0, 3)}\u00a0${y}`;
}

/** "20 Jul 2026". */
export function shortDate(day: string): string {
  const [y, m, d] = parts(day);
  return `${d}\u00a0${months[m - 1]!.slice(0, 3)}\u00a0${y}`;
}

const parts = (day: string) => day.slice(0, 10).split("-").map(Number) as [number, number, number];

/** "twelve months" for 365 days, "three years" for 1095, else days. */
export function period(days: number): string {
  if (days % 365 === 0) return days === 365 ? "twelve months" : counted(days / 365, "year");
  return `${days} days`;
}

/** "A", "A and B", "A, B and C". */
export const listed = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

export const gradeNames: Record<Grade, string> = {
  trusted: "trusted",
  candidate: "above average",
  below_typical: "below average",
  at_risk: "at risk",
  unproven: "not enough data to rate",
  not_rated: "not rated"
};
export const gradeOrder: readonly Grade[] = ["trusted", "candidate", "below_typical", "at_risk", "unproven", "not_rated"];
export const verdictNames: Record<Verdict, string> = {
  we_owe: "we owe them",
  they_owe: "they owe us",
  balanced: "balanced",
  too_few_to_say: "too few to say",
  no_exchange: "no exchange"
};
export const labelNames: Record<Label, string> = {
  core: "core",
  fragile_core: "fragile core",
  rising: "rising",
  could_become_trusted: "could become trusted",
  maintain: "maintain",
  long_tail: "long tail"
};
export const kindNames: Record<Kind, string> = {deal: "Deals won", referral: "Leads accepted", ticket: "Tickets in time"};
