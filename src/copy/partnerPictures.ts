import type {About, Partner} from "../contract/index.js";
import {addDays} from "../shared/days.js";
import {capital, counted, decimal, monthYear, ofAll, some, whole, withRange} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import {isRated, unrated} from "./partner.js";

/* The pictures of a partner's page: what they show, and what is marked in them. */

/** The gap in the referrals, as the picture shows it; null where they come as expected. */
export function missing(row: Partner, asOf: string): {from: string; text: string} | null {
  if (row.quiet === "none" || row.quiet_window_days === null) return null;
  const from = addDays(asOf, -row.quiet_window_days);
  return {
    from,
    text: `about ${decimal(row.quiet_expected ?? 0)} expected in ${counted(row.quiet_window_days, "day")}, ${some(row.quiet_recent ?? 0)} received`
  };
}

export function scoreTitle(row: Partner, average: number | null): string {
  const usual = average === null ? "" : `; average partner ${whole(average)}`;
  return isRated(row)
    ? `Trust score ${withRange(row.score!, row.lower ?? 0, row.upper ?? 0)}${usual}`
    : `Anywhere from ${whole(row.lower ?? 0)} to ${whole(row.upper ?? 100)}: ${unrated(row)}`;
}

export const scoreCaption =
  "Rates in percent with their 90% intervals. Tall ticks: average of our partners. Short ticks: the other partners.";

export function scoresTitle(months: readonly {as_of: string; score: number; lower: number; upper: number}[]): string {
  const [then, now] = [months[0], months.at(-1)];
  if (!then || !now) return "";
  return `${whole(then.score)} in ${monthYear(then.as_of)}, ${withRange(now.score, now.lower, now.upper)} in ${monthYear(now.as_of)}`;
}

export const scoresCaption = "Trust score at each month’s end, with its 90% interval; dashed: average partner.";

/** Parts of deals add up to whole ones again: thirds are published with five digits. */
const sums = (steps: readonly {up: number; down: number}[]) =>
  [steps.reduce((n, d) => n + d.up, 0), steps.reduce((n, d) => n + d.down, 0)].map((n) => Number(n.toFixed(3))) as [
    number,
    number
  ];

export function referralsTitle(steps: readonly {up: number; down: number}[], months: number): string {
  const [received, sent] = sums(steps);
  return `${capital(counted(received, "referral"))} received and ${some(sent)} sent in ${counted(months, "month")}`;
}

export function dealsTitle(steps: readonly {up: number; down: number}[], about: About): string {
  const [won, lost] = sums(steps);
  return `${ofAll(won, won + lost)} deals won in ${recordedPeriod(about.evidence_days, about)}`;
}

export function ticketsTitle(steps: readonly {up: number; down: number}[], about: About): string {
  const [good, bad] = sums(steps);
  return `${ofAll(good, good + bad)} tickets resolved well in ${recordedPeriod(about.evidence_days, about)}`;
}

export const referralNames: [string, string] = ["referrals received", "referrals sent"];
export const dealNames: [string, string] = ["won", "lost"];
export const ticketNames: [string, string] = ["resolved well", "late or reopened"];
export const ticketsCaption = "Tickets that it owned, by quarter. A ticket late or reopened counts half on each side.";
