import type {About, Answer, Case, File, Partner, RowOf, Sentence} from "../contract/index.js";
import {counted, firstCounted, longDate, money, ofAll, plural, shortDate, whole, span} from "../shared/formats.js";
import {sum} from "../shared/rows.js";
import {isStanding} from "./attention.js";
import {inBands, incomplete, summed} from "./money.js";
import {exchangeWords, serviceWords} from "./partnerAnswers.js";
import {aheadSentence} from "./forecast.js";
import {partnerQuarter} from "./partnerRevenue.js";
import type {Unlike} from "./revenueFacts.js";
import {answer, nothing, paragraph, say, strong} from "./say.js";
import {notRecorded} from "./recorded.js";
import {isUnlike, lastUnlike} from "./unlike.js";

/* The review pack: what lies on the table of a quarterly meeting with a partner. */

export const reviewWords = {
  choose: "Choose a partner for the review.",
  menu: "Partner of the review",
  agreed: "Agreed in this meeting",
  columns: ["What", "Who", "By when"] as const,
  unknown: "No partner has this id. Choose one from the list."
};

type Reviews = File<"review">;
type Quarter = File<"partner_revenue">["quarters"];
type Period = Pick<RowOf<Quarter>, "starts_on" | "is_complete" | "net" | "net_before" | "label"> & Unlike;

/** The rows of the review's file that are about one partner. */
export interface OnTable {
  deals: readonly RowOf<Reviews["deals"]>[];
  before: RowOf<Reviews["before"]> | undefined;
  tickets: readonly RowOf<Reviews["tickets"]>[];
  trouble_free_days: number;
  trouble_free: RowOf<Reviews["trouble_free"]> | undefined;
  registrations: readonly RowOf<Reviews["registrations"]>[];
  referrals: readonly RowOf<Reviews["referrals"]>[];
  review: RowOf<Reviews["reviews"]> | undefined;
}

/** The agreement, since when they are a partner, and when both last sat together. */
export function agreedWords(row: Partner, {review}: Pick<OnTable, "review">, about: About): Answer {
  const paper = row.agreement === null ? say`No agreement is recorded` : say`Agreement: ${row.agreement}`;
  const since = row.started_on === null ? nothing : say`Partner since ${longDate(row.started_on)}.`;
  const manager = row.manager === null ? nothing : say`Account manager: ${row.manager}.`;
  return answer("What have we agreed?", paper, [paragraph(since, manager), lastReview(review, about)]);
}

function lastReview(review: OnTable["review"], about: About): Sentence {
  if (!about.recorded.reviews) return say`${notRecorded(about, ["activities"], say`Business reviews are not recorded`)}.`;
  if (!review || review.last_review_on === null) return say`No business review with it is recorded.`;
  return say`Last business review on ${longDate(review.last_review_on)}, ${counted(review.days_since_review ?? 0, "day")} before the day of the data.`;
}

/** The last complete quarter and the last four, each against a year before, and what is expected. */
export function reviewRevenueWords(
  {
    quarters,
    forecast,
    past
  }: {
    quarters: readonly Period[];
    forecast: Parameters<typeof aheadSentence>[0];
    past?: Parameters<typeof aheadSentence>[2];
  },
  about: About
): Answer {
  const question = "What does it bring?";
  if (!about.recorded.deals) return answer(question, incomplete(about));
  return answer(question, quarterSentence(quarters, about), [
    lastUnlike(quarters),
    yearSentence(quarters, about),
    aheadSentence(forecast, about, past)
  ]);
}

/** The last complete quarter against the same one a year before. */
export const quarterSentence = (quarters: readonly Period[], about: Pick<About, "currency" | "amounts">): Sentence =>
  partnerQuarter(
    quarters.map((row) => ({...row, ends_on: row.starts_on, deals: 0})),
    about
  );

/** The last four complete quarters against the four before. */
export function yearSentence(quarters: readonly Period[], about: Pick<About, "currency" | "amounts">): Sentence {
  const {currency} = about;
  if (inBands(about)) return nothing;
  const complete = quarters.filter((row) => row.is_complete);
  const [year, before] = [complete.slice(-4), complete.slice(-8, -4)];
  if (before.length < 4 || year.some((row) => row.net_before === null)) return nothing;
  const [now, then] = [sum(year, (row) => row.net), sum(before, (row) => row.net)];
  if (now === 0 && then === 0 && !year.some(isUnlike)) return say`No revenue in the 8 quarters up to ${year.at(-1)!.label}.`;
  const unlike = year.some(isUnlike) ? "; won deals without an exchange rate are in neither" : "";
  return say`4 quarters up to ${year.at(-1)!.label}: ${strong(money(now, currency))}; the 4 before: ${money(then, currency)}${unlike}.`;
}

/** Whether the day on which a deal was expected to close is over. */
export const isPastClose = (deal: {expected_close_on: string | null}, asOf: string): boolean =>
  deal.expected_close_on !== null && deal.expected_close_on < asOf;

/** The day on which a deal is expected to close, and whether it is over. */
export const closeText = (deal: {expected_close_on: string | null}, asOf: string): string =>
  deal.expected_close_on === null ? "–" : `${shortDate(deal.expected_close_on)}${isPastClose(deal, asOf) ? ", past" : ""}`;

/** What is open, against what was open a year before. */
export function openDealsWords({deals, before}: Pick<OnTable, "deals" | "before">, about: About): Answer {
  const question = "What is in the pipeline?";
  const {currency} = about;
  if (!about.recorded.deals) return answer(question, incomplete(about));
  const then = !before
    ? nothing
    : before.deals === 0
      ? say`No deal was open a year before.`
      : say`A year before: ${counted(before.deals, "open deal")}${before.excluded_deals === before.deals ? "" : ` worth ${money(before.value, currency)}`}.`;
  if (!deals.length) return answer(question, say`No deals are open`, [then]);
  const valued = deals.filter((row) => row.value !== null);
  const stalled = deals.filter((row) => row.stalled);
  const worth = valued.length
    ? ` worth ${summed(
        sum(valued, (row) => row.value!),
        about
      )}`
    : "";
  const unvalued = deals.length - valued.length;
  return answer(question, say`${firstCounted(deals.length, "open deal")}${worth}`, [
    unvalued ? say`${firstCounted(unvalued, "open deal has", "open deals have")} no exchange rate and no value here.` : nothing,
    stalled.length
      ? say`${firstCounted(stalled.length, "deal is", "deals are")} stalled: old compared with won deals of ${plural(stalled.length, "its", "their")} size, or past the expected close.`
      : say`None is stalled.`,
    then
  ]);
}

/** The exchange of referrals, with what it was worth, and what is still without an answer. */
export function givenWords(row: Partner, {referrals}: Pick<OnTable, "referrals">, about: About): Answer {
  const words = exchangeWords(row, about);
  const {currency} = about;
  const worth =
    row.received_value || row.given_value
      ? say`Won from received referrals: ${money(row.received_value ?? 0, currency)}. Value of accepted referrals sent: ${money(row.given_value ?? 0, currency)}.`
      : nothing;
  const late = (way: "received" | "given") => referrals.filter((r) => r.direction === way && r.overdue).length;
  const unanswered = referrals.length
    ? say`Without an answer: ${counted(referrals.length, "referral")}; overdue ${whole(late("received"))} with us and ${whole(late("given"))} with them.`
    : about.recorded.referrals && row.verdict !== "no_exchange"
      ? say`No referral is without an answer.`
      : nothing;
  return {...words, paragraphs: [...words.paragraphs, worth, unanswered].filter((s) => s.length)};
}

/** Service both ways: what we resolved, what they did, and how their customers went live. */
export function serviceBothWords(
  row: Partner,
  tickets: Parameters<typeof serviceWords>[1],
  {trouble_free: started, trouble_free_days: days}: Pick<OnTable, "trouble_free" | "trouble_free_days">,
  about: About
): Answer {
  const words = serviceWords(row, tickets, about);
  const live = started
    ? say`${ofAll(started.trouble_free, started.customers)} ${plural(started.customers, "new customer", "new customers")} that it introduced had no installation ticket in the first ${span(counted(days, "day"))}.`
    : nothing;
  return {...words, question: "Is service good, both ways?", paragraphs: [...words.paragraphs, live].filter((s) => s.length)};
}

export const ticketOwners = {us: "us", partner: "them", both: "both jointly"} as const;

/**
 * Cases that are open, and those that were decided or are over.
 * @param ofGroup open cases of others of its group, which the words under the name tell
 */
export function casesWords(cases: readonly Pick<Case, "news" | "status">[], ofGroup: readonly unknown[] = []): Answer {
  const open = cases.filter(isStanding).length;
  const over = cases.length - open;
  return answer(
    "Which cases are open, and what was decided?",
    open ? say`${firstCounted(open, "open case")}` : ofGroup.length ? say`No open case of its own` : say`No open case`,
    [over ? say`${firstCounted(over, "case was", "cases were")} decided or ${plural(over, "is", "are")} resolved.` : nothing]
  );
}
