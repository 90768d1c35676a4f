import {averageScore, badYear, concentrationNow, dates, partnerRevenue, previousQuarter} from "../../src/copy/derive.ts";
import {gradeOrder} from "../../src/copy/names.ts";
import {pairsListed} from "../../src/copy/reciprocity.ts";
import {Reciprocity} from "../../src/contract/reciprocity.ts";
import {GradeCount} from "../../src/contract/trust.ts";
import {byColumn} from "./byColumn.ts";
import type {z} from "zod";
import type {Kind} from "../../src/contract/index.ts";
import {chanceAtMost} from "../statistics/beta.ts";
import type {Portfolio} from "./portfolio.ts";
import type {PartnerRow} from "./portfolio.ts";

export {averageScore, badYear, concentrationNow, dates, partnerRevenue, previousQuarter};

/** Figures that follow from the published tables by a sum or a look-up, shared by several pages. */

/** The parts of the kinds of evidence in the score, 0 for a kind that can't tell partners apart. */
export const weights = (p: Portfolio): Record<Kind, number> => {
  const of = (kind: Kind) => p.priors.find((row) => row.kind === kind)?.weight ?? 0;
  return {deal: of("deal"), referral: of("referral"), ticket: of("ticket")};
};

/** Partners by grade with how many came and went since the quarter's end; beyond `most` partners with scores that stand for them. */
export function gradeCounts(p: Portfolio, most: number): z.output<typeof GradeCount>[] {
  return gradeOrder.map((grade) => {
    const members = p.partners.filter((row) => row.grade === grade);
    return {
      grade,
      partners: members.length,
      entered: members.filter((row) => row.grade_before !== null).length,
      left: p.partners.filter((row) => row.grade_before === grade).length,
      scores: byColumn(
        GradeCount.shape.scores,
        p.partners.length > most ? quantiles(members, Math.round((most * members.length) / p.partners.length)) : []
      )
    };
  });
}

/** Scores at equal steps from the highest to the lowest, both among them: a picture of them says from where to where scores run. */
function quantiles(members: PartnerRow[], wanted: number): {score: number; lower: number; upper: number}[] {
  const scores = members
    .flatMap(({id, score, lower, upper}) => (score === null ? [] : [{id, score, lower: lower ?? 0, upper: upper ?? 0}]))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const n = Math.min(scores.length, Math.max(wanted, 2));
  return Array.from({length: n}, (_, i) => scores[Math.round((i * (scores.length - 1)) / Math.max(1, n - 1))]!);
}

/**
 * How many more leads it takes to call a verdict: at index s, the smallest number on one side that is clearly more than s on the other
 * (share ~ Beta(1/2 + r, 1/2 + g), 95% one-sided), up to the largest number exchanged.
 */
export function callable(p: Portfolio): number[] {
  const most = Math.max(0, ...p.partners.map((row) => Math.max(row.received, row.given)));
  const limits: number[] = [];
  for (let s = 0, more = 1; s <= most && more <= most; s++) {
    while (chanceAtMost(0.5, 0.5 + more, 0.5 + s) >= 0.05) more++;
    limits.push(more);
  }
  return limits;
}

/** Pairs of people who refer to each other, those with the most referrals. */
export const alliances = (p: Portfolio) => byColumn(Reciprocity.shape.alliances, p.alliances.slice(0, pairsListed));
