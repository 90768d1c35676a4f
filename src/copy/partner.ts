import type {About, Answer, Case, File, Partner, RowOf, Sentence} from "../contract/index.js";
import {addDays} from "../shared/days.js";
import {
  capital,
  counted,
  decimal,
  firstCounted,
  money,
  monthYear,
  percent,
  period,
  plural,
  shortDate,
  some,
  whole,
  withRange
} from "../shared/formats.js";
import {isStanding} from "./attention.js";
import {gradeNames} from "./names.js";
import {nextMax, toNextGrade} from "./nextGrade.js";
import {excludedSentence, incomplete, moneyUnknown, partnerExcluded, revenueName} from "./money.js";
import {answer, nothing, paragraph, plain, say, strong} from "./say.js";

/* The page of one partner, each sentence from its figures by a rule with a fallback. */

type Kind = RowOf<File<"partner_kinds">["kinds"]>;
type Excluded = readonly {currency: string; deals: number; amount: number}[];
type Led = RowOf<File<"partner_people">["led"]>;

const isRated = (row: Pick<Partner, "grade" | "score">) =>
  row.grade !== null && row.grade !== "unproven" && row.grade !== "not_rated" && row.score !== null;

/** Which way the score lies from the average, and how surely: from the same grade as the list, so that no two words disagree. */
function standing(row: Partner, average: number | null): string {
  if (!isRated(row)) return "Not enough data to rate";
  if (average === null) return capital(gradeNames[row.grade!]);
  const sure = row.lower !== null && row.lower > average ? "Better" : row.upper !== null && row.upper < average ? "Worse" : null;
  if (sure) return `${sure} than the average partner`;
  const p = row.p_better;
  if (p !== null && p >= likely) return `Probably better than the average partner (probability ${percent(p)})`;
  if (p !== null && p <= 1 - likely) return `Probably worse than the average partner (probability ${percent(1 - p)})`;
  return "Can’t tell yet whether better than the average partner";
}

/** From here on a probability is worth the word "probably", with its value beside it. */
const likely = 0.6;

/** Why grade and probability of today may differ. */
function settledSentence(row: Partner): Sentence {
  const p = row.p_better;
  if (p === null) return nothing;
  const apart = {trusted: p < likely, candidate: p < 0.5, below_typical: p > 0.5, at_risk: p > 1 - likely};
  return row.grade !== null && apart[row.grade as keyof typeof apart]
    ? say`The grade, ${gradeNames[row.grade]}, follows the probability over the latest months, so that chance alone doesn’t change it.`
    : nothing;
}

/**
 * The words under the name: the grade, and what needs attention. They are those of the partner's first case, which also says what to do,
 * so that verdict and advice can't contradict each other.
 */
export function verdict(row: Partner, cases: readonly Pick<Case, "about" | "news" | "status">[]): string {
  const grade = isRated(row)
    ? `${capital(gradeNames[row.grade!])}, trust score ${withRange(row.score!, row.lower ?? 0, row.upper ?? 0)}`
    : `Not enough data to rate${row.started_on ? `, partner since ${monthYear(row.started_on)}` : ""}`;
  const first = cases.find(isStanding);
  return first ? `${grade}. ${capital(plain(first.about))}.` : `${grade}. No open case.`;
}

/** What the money figures of the page leave out: of this partner, and of the whole that its shares are taken of. */
export const leftOut = (excluded: Excluded, about: About): Sentence =>
  paragraph(partnerExcluded(excluded, about), excludedSentence(about));

/** Where, which tier, since when, who is the account manager. */
export const facts = (row: Partner): string =>
  [
    row.region,
    row.tier,
    row.kind,
    row.parent ? `part of ${row.parent}` : null,
    row.started_on ? `partner since ${monthYear(row.started_on)}` : null,
    row.manager ? `account manager ${row.manager}` : null
  ]
    .filter((text) => text !== null)
    .join(" · ");

interface Figure {
  value: string;
  unit: string;
  note: Sentence;
  term?: string;
}

/** The numbers under the verdict. */
export const figures = (row: Partner, about: About): Figure[] => [
  {...scoreFigure(row), term: "Score"},
  {...referralFigure(row, about), term: "Referrals exchanged"},
  {
    value: about.recorded.deals ? money(row.revenue, about.currency) : "–",
    unit: row.share === null || moneyUnknown(about) ? "" : percent(row.share),
    note: about.recorded.deals
      ? [
          `of ${revenueName(about)} in ${period(about.window_days)}${row.rank === null || row.revenue <= 0 || moneyUnknown(about) ? "" : `; rank ${whole(row.rank)} of ${whole(about.partners)}`}`
        ]
      : incomplete(about),
    term: "Revenue"
  },
  {...hoursFigure(row, about), term: "Of our hours"},
  {...nextFigure(row), term: "Next grade"}
];

function scoreFigure(row: Partner): Figure {
  if (!isRated(row)) return {value: "–", unit: "", note: ["trust score: not enough data to rate"]};
  const before = row.grade_before ? `, was ${gradeNames[row.grade_before]}` : "";
  return {
    value: whole(row.score!),
    unit: `(${whole(row.lower ?? 0)} to ${whole(row.upper ?? 0)})`,
    note: [`trust score; ${gradeNames[row.grade!]}${before}`]
  };
}

const referralFigure = (row: Partner, about: About): Figure =>
  about.recorded.referrals
    ? {
        value: `${whole(row.received)} : ${whole(row.given)}`,
        unit: "",
        note: [`referrals received and sent in ${period(about.window_days)}`]
      }
    : {value: "–", unit: "", note: ["referrals are not recorded"]};

function hoursFigure(row: Partner, {recorded}: About): Figure {
  if (!recorded.tickets && !recorded.activities) return {value: "–", unit: "", note: ["hours are not recorded"]};
  const note = {
    over: "far more than its revenue share",
    under: "less than its revenue share, and no recent contact",
    fair: "in proportion to its revenue share"
  };
  return {value: percent(row.service_share), unit: "of our hours", note: row.served === null ? [] : [note[row.served]]};
}

function nextFigure(row: Partner): Figure {
  if (row.grade === "trusted") return {value: "trusted", unit: "", note: ["the highest grade"]};
  if (row.next_grade === null) return {value: "–", unit: "", note: ["next grade: not rated yet"]};
  const [next] = [
    {n: row.to_next_deals, of: ["won deal", "won deals"] as const},
    {n: row.to_next_referrals, of: ["accepted referral", "accepted referrals"] as const},
    {n: row.to_next_tickets, of: ["ticket on time", "tickets on time"] as const}
  ].filter(({n}) => n !== null);
  if (!next) return {value: "–", unit: "", note: ["no number of good outcomes of one kind reaches the next grade"]};
  if (next.n === 0)
    return {
      value: "none",
      unit: "",
      note: [`missing to “${gradeNames[row.next_grade]}”, if outcomes stay as good as they are now`]
    };
  return {
    value: whole(next.n!),
    unit: "more",
    note: [`${plural(next.n!, next.of[0], next.of[1])} to “${gradeNames[row.next_grade]}”`]
  };
}

const kindTexts: Record<Kind["kind"], (k: number, n: number) => string> = {
  deal: (k, n) => `${decimal(k)} of ${decimal(n)} deals won`,
  referral: (k, n) => `${decimal(k)} of ${decimal(n)} referrals accepted`,
  ticket: (k, n) => `${decimal(k)} of ${decimal(n)} tickets on time`
};

export function trustWords(row: Partner, kinds: readonly Kind[], average: number | null, about: About): Answer {
  const question = "Can we rely on it?";
  const known = kinds.filter((k) => k.n > 0);
  const list = known.map(({kind, kept, n}) => kindTexts[kind](kept, n));
  const outcomes = list.length
    ? say`${list.join(", ")}, in ${period(about.evidence_days)}.`
    : say`No outcome is recorded in ${period(about.evidence_days)}.`;
  if (!isRated(row)) return answer(question, say`Not enough data to rate`, [outcomes]);
  return answer(question, say`${standing(row, average)}`, [
    say`Trust score ${strong(withRange(row.score!, row.lower ?? 0, row.upper ?? 0))}${average === null ? "" : `; average partner ${whole(average)}`}.`,
    outcomes,
    average === null ? nothing : settledSentence(row)
  ]);
}

/** From the full values: how far the score moved, and whether that is more than its interval. */
export function historyWords(row: Partner, scores: readonly (number | null)[], months: readonly string[]): Answer {
  const question = "How has the score changed?";
  const start = scores.findIndex((s) => s !== null);
  const then = scores[start];
  if (then === null || then === undefined || start >= scores.length - 1 || row.score === null || !isRated(row))
    return answer(question, say`No earlier month to compare with`);
  const [a, b] = [Math.round(then), Math.round(row.score)];
  const within = row.lower !== null && row.upper !== null && then >= row.lower && then <= row.upper;
  const way = a === b ? `${b}, as in ${monthYear(months[start]!)}` : `From ${a} in ${monthYear(months[start]!)} to ${b}`;
  return answer(question, say`${way}${within && a !== b ? ": can’t tell yet whether it really moved" : ""}`, [
    row.grade_before && row.grade
      ? say`Grade: ${gradeNames[row.grade_before]} at the last quarter’s end, ${gradeNames[row.grade]} now.`
      : nothing
  ]);
}

export function exchangeWords(row: Partner, about: About): Answer {
  const question = "Do we give as we get?";
  if (!about.recorded.referrals) return answer(question, say`Referrals are not recorded`);
  const over = period(about.window_days);
  const finding = {
    we_owe: "They send clearly more referrals than we do",
    they_owe: "We send clearly more referrals than they do",
    balanced: "No clear imbalance",
    too_few_to_say: "Can’t tell yet: too few referrals",
    no_exchange: `No referrals either way in ${over}`
  }[row.verdict];
  return answer(question, say`${finding}`, [
    row.verdict === "no_exchange"
      ? nothing
      : say`Received ${strong(counted(row.received, "referral"))}, sent ${strong(whole(row.given))} in ${over}.`,
    paceSentence(row)
  ]);
}

const paceSentence = (row: Partner): Sentence =>
  row.quiet === "none" || row.quiet_window_days === null
    ? nothing
    : say`About ${decimal(row.quiet_expected ?? 0)} expected in ${counted(row.quiet_window_days, "day")}; ${some(row.quiet_recent ?? 0)} received.`;

type Pace = RowOf<File<"partners">["pace"]>;

/** "Below its own pace: about 6 deals opened expected in 180 days, none since 3 May 2026." */
export const dealPaceSentence = (rows: readonly Pace[]): Sentence =>
  paragraph(
    ...rows.map(({signal, window_days, recent, expected, last_on}) => {
      const verb = signal === "deals_opened" ? "opened" : "won";
      const came = recent === 0 ? (last_on === null ? "none" : `none since ${shortDate(last_on)}`) : decimal(recent);
      return say`Deals ${verb} are below its own pace: about ${decimal(expected)} expected in ${counted(window_days, "day")}, ${came}.`;
    })
  );

export function dealWords(
  deals: Kind | undefined,
  led: Led | undefined,
  {about, pace = []}: {about: About; pace?: readonly Pace[]}
): Answer {
  const question = "How do deals go?";
  if (!about.recorded.deals) return answer(question, incomplete(about));
  if (!deals || deals.n === 0)
    return answer(question, say`No deal closed in ${period(about.evidence_days)}`, [dealPaceSentence(pace)]);
  const won = `${decimal(deals.kept)} of ${decimal(deals.n)} deals won`;
  const parts = deals.n % 1 ? say`A deal with several partners counts in equal parts.` : nothing;
  if (!led || led.recorded === 0)
    return answer(question, say`${won}`, [dealPaceSentence(pace), paragraph(parts, say`Who led the deals is not recorded.`)]);
  return answer(question, led.wrong_lead ? say`${won}; ${counted(led.wrong_lead, "deal lead")} broke the rule` : say`${won}`, [
    dealPaceSentence(pace),
    paragraph(
      led.aligned
        ? say`Where the deal lead followed the rule of engagement, ${led.aligned_won} of ${led.aligned} were won.`
        : nothing,
      led.wrong_lead ? say`Where it broke the rule, ${led.wrong_lead_won} of ${led.wrong_lead}.` : nothing,
      parts
    )
  ]);
}

export function serviceWords(row: Partner, tickets: Kind | undefined, about: About): Answer {
  const question = "Is service good, and fair?";
  const {tickets: ticketed, activities} = about.recorded;
  if (!ticketed && !activities) return answer(question, say`Hours and contacts are not recorded`);
  const good =
    !tickets || tickets.n === 0
      ? say`No ticket of its own in ${period(about.evidence_days)}`
      : say`${decimal(tickets.kept)} of ${decimal(tickets.n)} of its tickets on time`;
  return answer(question, good, [
    row.share === null || moneyUnknown(about)
      ? say`It uses ${percent(row.service_share)} of our hours.`
      : say`It uses ${percent(row.service_share)} of our hours and brings ${percent(row.share)} of ${revenueName(about)}.`,
    !activities
      ? nothing
      : row.last_contact_on === null
        ? say`No contact is recorded.`
        : say`Last contact on ${shortDate(row.last_contact_on)}, ${row.days_since_contact === 0 ? "the day of the data" : `${counted(row.days_since_contact ?? 0, "day")} before the day of the data`}.`
  ]);
}

export function lossWords(row: Partner, about: About, excluded: Excluded = []): Answer {
  const question = "What would its loss cost?";
  if (!about.recorded.deals) return answer(question, incomplete(about));
  const left = partnerExcluded(excluded, about);
  if (row.revenue <= 0)
    return answer(question, say`No revenue${left.length ? " with an exchange rate" : ""} in ${period(about.window_days)}`, [
      left
    ]);
  return answer(
    question,
    say`${money(row.revenue, about.currency)} in ${period(about.window_days)}`,
    [
      left,
      row.p_silent === null
        ? nothing
        : row.p_silent === 0
          ? say`How likely it is to win no deal in a year is not known: no partner with a year of history has become inactive.`
          : say`Probability of no won deal in a year: ${strong(percent(row.p_silent))}, ${about.inactivity === "portfolio" ? "the same for every partner, as no forecast by partner has proved better" : "estimated from deals alone"}${row.quiet === "none" ? "" : "; it does not take the slower referrals into account"}.`
    ],
    {to: `./concentration?gone=${encodeURIComponent(row.id)}`, label: "Try it on the concentration page"}
  );
}

/** What somebody wrote down about it, the newest first. */
export const notesWords = (notes: readonly {day: string}[]): Answer =>
  answer("What was noted?", say`${firstCounted(notes.length, "note")}, the latest of ${shortDate(notes[0]!.day)}`);

export function nextWords(row: Partner): Answer {
  const question = "What would lift its grade?";
  if (row.grade === "trusted") return answer(question, say`It has the highest grade`);
  if (row.next_grade === null) return answer(question, say`It is not rated: more kinds of outcomes have to be recorded first`);
  const ways = toNextGrade(row);
  return ways === null
    ? answer(question, say`Out of reach for now: no number of good outcomes of one kind up to ${nextMax} is enough`)
    : answer(question, say`${capital(ways)}, to “${gradeNames[row.next_grade]}”`, [
        say`Each of them alone, if it came today and all else stayed as it is.`
      ]);
}

/** The gap in the referrals, as the picture shows it; null where they come as expected. */
export function missing(row: Partner, asOf: string): {from: string; text: string} | null {
  if (row.quiet === "none" || row.quiet_window_days === null) return null;
  const from = addDays(asOf, -row.quiet_window_days);
  return {
    from,
    text: `about ${decimal(row.quiet_expected ?? 0)} expected in ${counted(row.quiet_window_days, "day")}, ${some(row.quiet_recent ?? 0)} received`
  };
}

/* Pictures. */

export function scoreTitle(row: Partner, average: number | null): string {
  const usual = average === null ? "" : `; average partner ${whole(average)}`;
  return isRated(row)
    ? `Trust score ${withRange(row.score!, row.lower ?? 0, row.upper ?? 0)}${usual}`
    : `Anywhere from ${whole(row.lower ?? 0)} to ${whole(row.upper ?? 100)}: not enough data to rate`;
}

export const scoreCaption =
  "Rates in percent with their 90% intervals. Black ticks: average of our partners. Grey ticks: the other partners.";

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
  return `${decimal(won)} of ${decimal(won + lost)} deals won in ${period(about.evidence_days)}`;
}

export function ticketsTitle(steps: readonly {up: number; down: number}[], about: About): string {
  const [good, bad] = sums(steps);
  return `${decimal(good)} of ${decimal(good + bad)} tickets on time in ${period(about.evidence_days)}`;
}

export const referralNames: [string, string] = ["referrals received", "referrals sent"];
export const dealNames: [string, string] = ["won", "lost"];
export const ticketNames: [string, string] = ["on time", "late or reopened"];
export const ticketsCaption = "Tickets that it owned, by quarter. A ticket late or reopened counts half on each side.";
