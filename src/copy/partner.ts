import type {About, Case, Partner, Sentence} from "../contract/index.js";
import {capital, money, monthYear, percent, period, plural, whole, withRange} from "../shared/formats.js";
import {noHours} from "./contact.js";
import {isStanding} from "./attention.js";
import {gradeText} from "./grades.js";
import {gradeNames} from "./names.js";
import {belowZeroNote, excludedSentence, incomplete, moneyUnknown, partnerExcluded, revenueName} from "./money.js";
import {nothing, paragraph, plain, say} from "./say.js";
import {unusableNote} from "./recorded.js";

/* The page of one partner, each sentence from its figures by a rule with a fallback. */

export type Excluded = readonly {currency: string; deals: number; amount: number}[];

export const isRated = (row: Pick<Partner, "grade" | "score">) =>
  row.grade !== null && row.grade !== "unproven" && row.grade !== "not_rated" && row.score !== null;

/** Why it has no grade: too few outcomes, or none that tells partners apart. */
export const unrated = ({grade}: Pick<Partner, "grade">): string => gradeNames[grade === "not_rated" ? grade : "unproven"];

/** Which way the score lies from the average, and how surely: from the same grade as the list, so that no two words disagree. */
export function standing(row: Partner, average: number | null): string {
  if (!isRated(row)) return capital(unrated(row));
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
export function settledSentence(row: Partner): Sentence {
  const p = row.p_better;
  if (p === null) return nothing;
  const apart = {trusted: p < likely, candidate: p < 0.5, below_typical: p > 0.5, at_risk: p > 1 - likely};
  return row.grade !== null && apart[row.grade as keyof typeof apart]
    ? say`The grade, ${gradeNames[row.grade]}, follows the probability over the latest months, so that random variation alone doesn’t change it.`
    : nothing;
}

/**
 * The words under the name: the grade, and what needs attention. They are those of the partner's first case, which also says what to do,
 * so that verdict and advice can't contradict each other.
 * @param ofGroup open cases of others of its group, which has one case together
 */
export function verdict(
  row: Partner,
  cases: readonly Pick<Case, "about" | "news" | "status">[],
  ofGroup: readonly Pick<Case, "about">[] = []
): string {
  const grade = isRated(row)
    ? `${capital(gradeNames[row.grade!])}, trust score ${withRange(row.score!, row.lower ?? 0, row.upper ?? 0)}`
    : `${capital(unrated(row))}${row.started_on ? `, partner since ${monthYear(row.started_on)}` : ""}`;
  const first = cases.find(isStanding);
  if (first) return `${grade}. ${capital(plain(first.about))}.`;
  const [other] = ofGroup;
  return other ? `${grade}. Its group has an open case: ${plain(other.about)}.` : `${grade}. No open case.`;
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

/** The numbers under the verdict; `average` is the score of the average partner. */
export const figures = (row: Partner, about: About, average: number | null): Figure[] => [
  {...scoreFigure(row, average), term: "Score"},
  {...referralFigure(row, about), term: "Referrals exchanged"},
  {
    value: about.recorded.deals ? money(row.revenue, about.currency) : "–",
    unit: row.share === null || moneyUnknown(about) ? "" : percent(row.share),
    note: about.recorded.deals
      ? [
          `of ${revenueName(about)} in ${period(about.window_days)}${row.rank === null || row.revenue <= 0 || moneyUnknown(about) ? "" : `; rank ${whole(row.rank)} of ${whole(about.partners)}`}${belowZeroNote(row, about)}`
        ]
      : incomplete(about),
    term: "Revenue"
  },
  {...hoursFigure(row, about), term: "Of our hours"},
  {...nextFigure(row), term: "Next grade"}
];

function scoreFigure(row: Partner, average: number | null): Figure {
  if (!isRated(row)) return {value: "–", unit: "", note: [`trust score: ${unrated(row)}`]};
  const before = row.grade_before ? `, was ${gradeNames[row.grade_before]}` : "";
  return {
    value: whole(row.score!),
    unit: `(${whole(row.lower ?? 0)} to ${whole(row.upper ?? 0)})`,
    note: [`trust score; ${gradeText(row, average)!}${before}`]
  };
}

const referralFigure = (row: Partner, about: About): Figure =>
  about.recorded.referrals
    ? {
        value: `${whole(row.received)} : ${whole(row.given)}`,
        unit: "",
        note: [`referrals received and sent in ${period(about.window_days)}`]
      }
    : {value: "–", unit: "", note: [unusableNote(about, ["referrals"]) || "referrals are not recorded"]};

function hoursFigure(row: Partner, about: About): Figure {
  if (!about.recorded.tickets && !about.recorded.activities)
    return {value: "–", unit: "", note: [unusableNote(about, ["tickets", "activities"]) || "hours are not recorded"]};
  if (row.service_share === null) return {value: "–", unit: "", note: [noHours({about})]};
  const note = {
    over: "far more than its revenue share",
    under: "less than its revenue share, and no recent contact",
    fair: "not over-served"
  };
  return {value: percent(row.service_share), unit: "of our hours", note: row.served === null ? [] : [note[row.served]]};
}

function nextFigure(row: Partner): Figure {
  if (row.grade === "trusted") return {value: "trusted", unit: "", note: ["the highest grade"]};
  if (row.next_grade === null) return {value: "–", unit: "", note: ["next grade: not rated yet"]};
  const [next] = [
    {n: row.to_next_deals, of: ["won deal", "won deals"] as const},
    {n: row.to_next_referrals, of: ["accepted referral", "accepted referrals"] as const},
    {n: row.to_next_tickets, of: ["ticket resolved well", "tickets resolved well"] as const}
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
