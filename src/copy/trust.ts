import type {Answer, Grade, Sentence} from "../contract/index.js";
import {
  capital,
  counted,
  first,
  firstCounted,
  listed,
  monthYear,
  percent,
  period,
  plural,
  some,
  whole,
  span
} from "../shared/formats.js";
import {averageScore, isRated, previousQuarter, wasRated} from "./derive.js";
import {isApart} from "./grades.js";
import type {Facts} from "./facts.js";
import {gradeNames, gradeOrder, kindNames, kindNouns} from "./names.js";
import {answer, nothing, paragraph, partners, say, strong} from "./say.js";
import {notRecorded, rejectedOf} from "./recorded.js";
import {whyNotRated, whyUncounted} from "./whyNotRated.js";

/* Trust: how many partners can be relied on, how sure that is, and what a score is made of. */

const graded = (f: Pick<Facts, "partners">, grade: Grade) => f.partners.filter((row) => row.grade === grade);

export const trustAnswer = (f: Facts): Answer =>
  answer(
    "How many partnerships do we have, and how solid?",
    trustFinding(f),
    [paragraph(averageSentence(f), whyNotRated(f) ?? unratedSentence(f)), movesSentence(f)],
    f.partners.length ? {to: "./trust", label: "All partners by trust score"} : null
  );

/** "Eleven of 60 partners are trusted, 4 are at risk". */
export function trustFinding(f: Pick<Facts, "about" | "partners">): Sentence {
  const n = f.partners.length;
  const rated = f.partners.filter(isRated);
  if (n === 0) return notRecorded(f.about, ["partners"], say`No partners in the data`);
  if (!rated.length) return n === 1 ? say`One partner, with too little data to rate` : say`None of ${n} partners can be rated`;
  if (n === 1) return say`One partner: ${gradeNames[rated[0]!.grade!]}`;
  const [trusted, risky] = [graded(f, "trusted").length, graded(f, "at_risk").length];
  const start = trusted
    ? `${first(trusted)} of ${whole(n)} partners ${plural(trusted, "is", "are")} trusted`
    : `None of ${whole(n)} partners is trusted`;
  return say`${start}, ${some(risky)} ${plural(Math.max(risky, 1), "is", "are")} at risk`;
}

function averageSentence(f: Facts): Sentence {
  const average = averageScore(f.priors);
  if (average === null || f.partners.filter(isRated).length < 2) return nothing;
  return say`The average partner scores ${strong(whole(average))} of 100. A partner becomes trusted when the probability that it is better than that reaches ${percent(f.settings.trusted_min)}, and stays so until it falls below ${percent(f.settings.trusted_keep_min)}; the latest months are averaged, so that random variation alone changes no grade.`;
}

/** @param most how many are named; none, unless it is said */
function unratedSentence(f: Facts, most = 0): Sentence {
  const unrated = f.partners.filter((row) => !isRated(row));
  if (!unrated.length) return nothing;
  return say`${first(unrated.length)} ${plural(unrated.length, "has", "have")} too little data to rate${most ? say`: ${partners(unrated, most)}` : ""}.`;
}

/** Who became trusted, who no longer is, who is now at risk, since the last quarter's end. */
function movesSentence(f: Facts): Sentence {
  const since = previousQuarter(f);
  if (since === null) return nothing;
  const moved = f.partners.filter((row) => row.grade_before !== null && row.grade !== null);
  if (!moved.length && !f.partners.some(isRated)) return nothing;
  if (!moved.length && !wasRated(f, since)) return say`No partner was rated in ${monthYear(since)}.`;
  if (!moved.length) return say`No partner has changed grade since ${monthYear(since)}.`;
  const up = moved.filter((row) => row.grade === "trusted");
  const down = moved.filter((row) => row.grade === "at_risk");
  const no = moved.filter((row) => row.grade_before === "trusted" && row.grade !== "at_risk");
  const pieces = [
    up.length ? say`${partners(up)} became trusted` : nothing,
    no.length ? say`${partners(no)} ${plural(no.length, "is", "are")} no longer trusted` : nothing,
    down.length ? say`${partners(down)} ${plural(down.length, "is", "are")} now at risk` : nothing
  ].filter((s) => s.length);
  const joined = pieces.flatMap((s, i): Sentence => (i ? ["; ", ...s] : s));
  const count = `Since ${monthYear(since)} ${counted(moved.length, "partner")} changed grade`;
  if (pieces.length) return say`${count}: ${joined}.`;
  return moved.length === 1 ? say`${count}, but not to trusted or at risk.` : say`${count}, none of them to trusted or at risk.`;
}

type History = readonly ({as_of: string} & Record<Grade, number>)[];

export const trustHeadline = (f: Facts): Answer =>
  answer(null, trustFinding(f), [paragraph(averageSentence(f), whyNotRated(f) ?? unratedSentence(f, 4)), apartSentence(f)]);

/** Whose score of today lies on the other side of the average than the grade, the surest first. */
function apartSentence(f: Facts): Sentence {
  const average = averageScore(f.priors);
  const apart = f.partners.filter((row) => isApart(row, average));
  if (!apart.length || average === null) return nothing;
  const distance = (row: (typeof apart)[number]) => Math.abs(row.score! - average);
  const most = [...apart].sort((a, b) => distance(b) - distance(a));
  return say`${firstCounted(apart.length, "partner")} ${plural(apart.length, "has", "have")} a score on the other side of the average from ${plural(apart.length, "its", "their")} grade, because a grade follows the months before: ${partners(most, 4)}.`;
}

/** Whether some partner had a grade in a month. */
export const isGraded = (row: Pick<History[number], "trusted" | "candidate" | "below_typical" | "at_risk">): boolean =>
  row.trusted + row.candidate + row.below_typical + row.at_risk > 0;

export function trustHistoryAnswer(f: Facts, history: History): Answer {
  const question = "How has it changed?";
  const [then, now] = [history.find(isGraded), history.at(-1)];
  if (history.length > 1 && !then) return answer(question, say`No partner has had a grade yet`);
  if (!then || !now || then === now) return answer(question, say`No earlier month to compare with`);
  const all = (row: typeof then) => gradeOrder.reduce((sum, grade) => sum + row[grade], 0);
  const at = (row: typeof then) => `${some(row.trusted)} of ${whole(all(row))} trusted and ${some(row.at_risk)} at risk`;
  if (all(now) === 0) return answer(question, say`No partners to compare`);
  return answer(question, say`${capital(at(now))} now; ${at(then)} in ${monthYear(then.as_of)}`, [movesSentence(f)]);
}

export function trustKindsAnswer(f: Facts): Answer {
  const counts = f.priors.filter((row) => row.speaks);
  const left = f.priors
    .filter((row) => !row.speaks)
    .map(({kind, events}) => `${kindNouns[kind]} (${whyUncounted(kind, events, f)})`);
  return answer(
    "What is a score made of?",
    counts.length
      ? say`${capital(listed(counts.map(({kind, weight}) => `${kindNames[kind].toLowerCase()} (${percent(weight)})`)))}`
      : notRecorded(
          rejectedOf(f.about),
          ["deals", "referrals", "tickets"],
          say`Nothing that tells partners apart is recorded yet`
        ),
    [
      say`The score is a weighted rate from 0 to 100, not a probability of any event. It counts the last ${span(period(f.settings.evidence_days))}; an outcome that is ${period(f.settings.half_life_days)} old counts half.`,
      say`With little evidence a score stays close to the portfolio’s average, and its interval is wide.`,
      left.length ? say`Not counted: ${listed(left)}.` : nothing
    ],
    {to: "./method#trust", label: "How it is computed"}
  );
}

export const trustPartnersAnswer = (f: Facts): Answer =>
  answer(
    "Which partners?",
    !f.partners.length
      ? notRecorded(f.about, ["partners"], say`No partners in the data`)
      : f.partners.some((row) => row.score !== null)
        ? say`Every partner with its interval and the outcomes behind it`
        : say`No partner has a score`
  );

/* Pictures. */

export function scoresTitle(scores: readonly number[], average: number | null, rated = true): string {
  if (!scores.length) return "No partner has a score";
  if (!rated) return "No partner can be rated yet: every interval is wide";
  const [low, high] = [whole(Math.min(...scores)), whole(Math.max(...scores))];
  if (scores.length === 1) return `The only score is ${low}`;
  const usual = average === null ? "" : `; the average partner has ${whole(average)}`;
  return low === high ? `Every score is ${low}${usual}` : `Scores run from ${low} to ${high}${usual}`;
}

/** @param all how many partners there are; @param each whether each of them is drawn */
export const scoresCaption = (all: number, each: boolean): string =>
  `Trust score, 0 to 100. ${
    each
      ? "Each dot is a partner, each line its 90% interval. Arrows: grade changed since the last quarter."
      : `A sample: dots at equal steps through each grade, from its highest to its lowest, stand for all ${whole(all)} partners. Lines: 90% intervals.`
  }`;

export function gradesTitle(history: History): string {
  const [then, now] = [history.find(isGraded) ?? history[0], history.at(-1)];
  if (!then || !now) return "";
  return `Trusted: ${whole(now.trusted)} now, ${whole(then.trusted)} in ${monthYear(then.as_of)}; at risk: ${whole(now.at_risk)} now, ${whole(then.at_risk)} then`;
}

export const gradesCaption = "Partners that are trusted and at risk at each month’s end, each by today’s definitions.";
