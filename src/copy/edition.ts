import type {Answer, Edition, RowOf} from "../contract/index.js";
import {
  capital,
  counted,
  firstCounted,
  ofAll,
  listed,
  longDate,
  money,
  monthYear,
  percent,
  period,
  plural,
  shortDate,
  whole,
  withRange
} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import {lastSeen} from "./contact.js";
import {amountsNote} from "./frame.js";
import {belowZeroNote, summed} from "./money.js";
import {isPastClose, quarterSentence, yearSentence} from "./review.js";
import {answer, nothing, paragraph, say} from "./say.js";
import {notRecorded, rejectedOf, unusableNote} from "./recorded.js";

/* The edition for some partners: read by the partner itself or by its account manager, so both sides are called by their names. */

export type EditionPartner = RowOf<Edition["partners"]>;
type Kind = RowOf<Edition["kinds"]>;

export const editionTitle = ({about, partners}: Edition): string =>
  partners.name.length === 1 ? `${partners.name[0]} and ${about.company}` : `Partners of ${about.company}`;

export const openingLine = ({about, partners}: Edition): string =>
  [
    `Data to ${longDate(about.as_of)}`,
    partners.name.length === 1 ? "" : counted(partners.name.length, "partner"),
    amountsNote(about)
  ]
    .filter(Boolean)
    .join(" · ");

export const factsLine = (row: EditionPartner): string =>
  listedFacts([
    row.region,
    row.tier,
    row.kind,
    row.agreement ? `agreement: ${row.agreement}` : null,
    row.started_on ? `partner since ${monthYear(row.started_on)}` : null,
    row.manager ? `account manager ${row.manager}` : null
  ]);
const listedFacts = (facts: (string | null)[]) => facts.filter((text) => text !== null).join(" · ");

/** The numbers under the name. */
export const editionFigures = (row: EditionPartner, {about, compared}: Edition) => [
  row.score === null
    ? {
        value: "–",
        unit: "",
        note: [compared ? "trust score: not enough data to rate" : "trust score: too few partners to compare with"]
      }
    : {
        value: whole(row.score),
        unit: `(${whole(row.lower ?? 0)} to ${whole(row.upper ?? 0)})`,
        note: ["trust score of 100, with its 90% interval"]
      },
  {
    value: money(row.revenue, about.currency),
    unit: "",
    note: [`revenue won in ${period(about.window_days)}${belowZeroNote(row, about)}`]
  },
  about.recorded.referrals
    ? {
        value: `${whole(row.received)} : ${whole(row.given)}`,
        unit: "",
        note: [`referrals from ${row.name} and from ${about.company} in ${period(about.window_days)}`]
      }
    : {value: "–", unit: "", note: [unusableNote(about, ["referrals"]) || "referrals are not recorded"]}
];

type Quarters = Parameters<typeof yearSentence>[0];

/** The partner's revenue, each period against the same a year before. */
export const revenueWords = (quarters: Quarters, {about}: Edition): Answer =>
  about.recorded.deals
    ? answer("What revenue came of it?", quarterSentence(quarters, about), [yearSentence(quarters, about)])
    : answer("What revenue came of it?", notRecorded(about, ["deals"], say`Deals are not recorded`));

/** Its open deals. */
export function openDealsWords(
  deals: readonly {value: number | null; expected_close_on: string | null}[],
  {about}: {about: Pick<Edition["about"], "as_of" | "currency" | "amounts" | "recorded" | "unusable">}
): Answer {
  const question = "Which deals are open?";
  if (!about.recorded.deals) return answer(question, notRecorded(about, ["deals"], say`Deals are not recorded`));
  const value = deals.reduce((sum, row) => sum + (row.value ?? 0), 0);
  const late = deals.filter((row) => isPastClose(row, about.as_of)).length;
  return answer(
    question,
    deals.length
      ? say`${firstCounted(deals.length, "open deal")}${value > 0 ? ` worth ${summed(value, about)}` : ""}`
      : say`No deals are open`,
    late ? [say`${firstCounted(late, "deal")} ${plural(late, "is", "are")} past the expected close.`] : []
  );
}

const kindWords: Record<Kind["kind"], string> = {
  deal: "deals won",
  referral: "referrals accepted",
  ticket: "tickets resolved well"
};

export function outcomesWords(kinds: readonly Kind[], {about}: Edition): Answer {
  const parts = kinds.map(({kind, kept, n}) => `${ofAll(kept, n)} ${kindWords[kind]}`);
  return answer(
    "How do we work together?",
    parts.length
      ? say`${listed(parts)}`
      : notRecorded(rejectedOf(about), ["deals", "referrals", "tickets"], say`No outcome is recorded`),
    [
      paragraph(
        say`Outcomes of ${recordedPeriod(about.evidence_days, about)}.`,
        kinds.some(({kind}) => kind === "ticket") ? say`A ticket resolved late, or reopened, counts half.` : nothing
      )
    ]
  );
}

export function historyWords(months: readonly {as_of: string; score: number; lower: number; upper: number}[]): Answer {
  const [then, now] = [months[0], months.at(-1)];
  const question = "How has the trust score changed?";
  if (!then || !now || then === now) return answer(question, say`No earlier month to compare with`);
  const within = then.score >= now.lower && then.score <= now.upper;
  return answer(
    question,
    say`From ${then.score} in ${monthYear(then.as_of)} to ${withRange(now.score, now.lower, now.upper)}${within && then.score !== now.score ? ": can’t tell yet whether it really moved" : ""}`
  );
}

export const medianNames: Record<Edition["medians"][number]["figure"], string> = {
  score: "Trust score",
  deals_won: "Deals won",
  referrals_accepted: "Referrals accepted",
  tickets_on_time: "Tickets resolved well",
  revenue: "Revenue",
  received: "Referrals from the partner",
  given: "Referrals to the partner"
};

export const medianWords = ({medians}: Edition): Answer =>
  answer(
    "How does that compare?",
    medians.some((m) => m.value !== null)
      ? say`Compared with the median of all partners`
      : say`Too few other partners to compare with`,
    [say`Medians are rounded. One is shown only where enough other partners have the figure.`]
  );

/** Whether there are records that a figure of the comparison counts: without any it is unknown, and not 0. */
export const isRecorded = (
  figure: Edition["medians"][number]["figure"],
  {deals, referrals, tickets}: Pick<Edition["about"]["recorded"], "deals" | "referrals" | "tickets">
): boolean =>
  ({
    score: true,
    deals_won: deals,
    revenue: deals,
    referrals_accepted: referrals,
    received: referrals,
    given: referrals,
    tickets_on_time: tickets
  })[figure];

/** A figure of the comparison as text. */
export function medianText(figure: Edition["medians"][number]["figure"], value: number | null, currency: string | null): string {
  if (value === null) return "–";
  if (figure === "revenue") return money(value, currency);
  return figure === "score" || figure === "received" || figure === "given" ? whole(value) : percent(value);
}

export const contactLine = (row: EditionPartner, {about}: Pick<Edition, "about">): string =>
  row.last_contact_on ? `${lastSeen(about.recorded)} on ${shortDate(row.last_contact_on)}` : "";

export const definitions = ({about, compared}: Edition): string =>
  `${compared ? `The trust score is a weighted rate of deals won, referrals accepted and tickets resolved well, drawn towards the average of all partners where outcomes are few; old outcomes count less. ` : ""}Revenue is that of won deals, less refunds, in ${period(about.window_days)}; of a deal with several partners each has an equal part.`;

export const historyCaption = "Trust score at each month’s end, with its 90% interval.";
export const barsCaption = ([up, down]: readonly [string, string]): string => `${capital(up)} up, ${down} down.`;
export const barTitles = {referral: "Referrals per month", deal: "Deals closed per quarter", ticket: "Tickets per quarter"};
export const referralNames = (row: EditionPartner, {about}: Edition): [string, string] => [
  `from ${row.name}`,
  `from ${about.company}`
];

/** The heads of pairs of people, whoever reads them: each side by its name. */
export const pairHeads = (row: Pick<EditionPartner, "name">, {about}: {about: Pick<Edition["about"], "company">}) => ({
  ours: about.company,
  theirs: row.name,
  received: `From ${row.name}`,
  given: `From ${about.company}`
});
