import type {Answer, Sentence} from "../contract/index.js";
import {counted, first, firstCounted, listed, percent, period, plural, whole} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import {incomplete, moneyUnknown} from "./money.js";
import {sum} from "../shared/rows.js";
import type {Facts} from "./facts.js";
import {alliancesAnswer} from "./reciprocity.js";
import {answer, nothing, say} from "./say.js";
import {notRecorded} from "./recorded.js";

/* People: informal alliances, dependency of our reps, and which people exchange referrals. */

export const peopleHeadline = (f: Facts): Answer => ({...alliancesAnswer(f), question: null});

/** Which of our reps depend on one customer or partner? Of those whose won deals bring something after refunds. */
export function dependencyAnswer(f: Facts): Answer {
  const reps = f.reps.filter((row) => row.net > 0);
  const one = reps.filter((row) => row.depends_on !== null);
  const named = one.slice(0, 4).map((row) => row.name);
  const rest = one.length - named.length;
  return answer(
    "Which reps depend on one customer or partner?",
    reps.length ? dependFinding(one.length, reps.length, reps.length < f.reps.length) : noReps(f),
    [
      one.length
        ? say`At least ${percent(f.settings.dependency_share)} of what they won in ${period(f.about.window_days)} comes from one: ${listed(rest ? [...named, `${whole(rest)} more`] : named)}.`
        : nothing,
      reps.length ? withoutNet(f.reps.length - reps.length) : nothing,
      ownSentence(f)
    ]
  );
}

/** @param isPart whether there are reps without net revenue, too */
const dependFinding = (depend: number, of: number, isPart: boolean): Sentence =>
  of === 1
    ? say`The only rep${isPart ? " with net revenue" : ""} depends on ${depend ? "one" : "no single"} customer or partner`
    : depend
      ? say`${first(depend)} of ${whole(of)} reps ${plural(depend, "depends", "depend")} on one customer or partner`
      : say`None of ${whole(of)} reps depends on one customer or partner`;

/** How many reps neither the picture nor the finding tells of. */
const withoutNet = (reps: number): Sentence =>
  reps ? say`Not counted: ${counted(reps, "rep")} with won deals that bring no net revenue.` : nothing;

/** Reps are those of deals that were won and have an amount. */
const noReps = (f: Pick<Facts, "about" | "reps">): Sentence =>
  moneyUnknown(f.about)
    ? incomplete(f.about)
    : f.reps.length
      ? say`No rep has net revenue in ${period(f.about.window_days)}`
      : say`No deal won in ${period(f.about.window_days)} names a rep`;

/** How much of their open deals the listed reps and their partners brought: of those of known origin, and how many these are where not all. */
function ownSentence({reps}: Pick<Facts, "reps">): Sentence {
  const known = sum(reps, (row) => row.pipeline_recorded);
  if (!known) return nothing;
  const own = sum(reps, (row) => row.pipeline_recorded * (row.own_share ?? 0)) / known;
  const deals = sum(reps, (row) => row.pipeline_deals);
  // deals of others, who won nothing in the window, are in no row
  const theirs = `the open deals of ${reps.length === 1 ? "this rep" : "these reps"}`;
  const brought = say`were brought by the rep or the rep’s partners`;
  return known === deals
    ? say`${percent(own)} of ${theirs} ${brought}.`
    : say`${percent(own)} of ${theirs} whose origin is known (${whole(known)} of ${whole(deals)}) ${brought}.`;
}

/** Rows that the list of pairs holds at most. */
const matrixListed = 1000;

export function matrixAnswer(f: Facts): Answer {
  const question = "Which of our people exchange referrals with which partner?";
  // two people may have one name
  const ours = new Set(f.matrix.map((row) => row.person)).size;
  const none = f.about.recorded.referrals
    ? say`Which people make the referrals is not recorded`
    : say`Referrals are not recorded`;
  if (!ours) return answer(question, notRecorded(f.about, ["referrals"], none));
  const sample = f.matrix.length >= matrixListed;
  return answer(
    question,
    sample
      ? say`The ${whole(matrixListed)} pairs with the most referrals`
      : say`${firstCounted(ours, "person", "people")} of ours ${plural(ours, "exchanges", "exchange")} referrals with partners`,
    [say`Referrals both ways over ${recordedPeriod(f.about.evidence_days, f.about)}.`]
  );
}

/* Pictures. */

export const dependenceTitle = (share: number, above: number, of: number): string =>
  `${whole(above)} of ${whole(of)} won at least ${percent(share)} with one partner`;
/** @param of how many won something with a partner, and how many of them are drawn */
export const dependenceCaption = (of: number, drawn: number): string =>
  `Bar: the largest partner’s part of what each of our people won. Circle: the largest customer’s part.${of > drawn ? ` Drawn: the ${whole(drawn)} who won most; the table has all.` : ""}`;
/** @param pairs how many are listed, which are not all where the list is full */
export const matrixTitle = (both: number, pairs: number): string =>
  pairs === 1
    ? `The only pair of a person of ours and a partner refers ${both ? "both ways" : "one way"}`
    : pairs < matrixListed
      ? `${whole(both)} of ${whole(pairs)} pairs of a person of ours and a partner refer both ways`
      : `${whole(both)} of the ${whole(pairs)} pairs of a person of ours and a partner with the most referrals refer both ways`;
export const matrixCaption = (pairs: number): string =>
  `Area: referrals, filled where they run both ways. Those with the most; the table has ${pairs < matrixListed ? "all" : `the ${whole(pairs)} pairs with the most`}.`;
/** The partner that most of our people work with; where several have as many, how many they are. */
export function spreadTitle(rows: readonly {id: string; name: string; reps: number}[]): string {
  const most = Math.max(0, ...rows.map((row) => row.reps));
  const leading = new Map(rows.filter((row) => row.reps === most).map((row) => [row.id, row.name]));
  const [name] = leading.values();
  if (name === undefined) return "";
  return leading.size === 1
    ? `${name} has the most of our people, ${whole(most)}`
    : `${counted(leading.size, "partner")} have the most of our people, ${whole(most)} each`;
}
/** @param of how many partners there are, and how many of them have a line */
export const spreadCaption = (of: number, drawn: number): string =>
  `Each line counts our people from their first referral with the partner on.${of > drawn ? ` Drawn: the ${whole(drawn)} of ${whole(of)} partners with the most; the table has all.` : ""} Named: the partners with the most; where several have as many, how many they are.`;
