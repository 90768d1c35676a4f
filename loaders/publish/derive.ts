import {Reciprocity} from "../../src/contract/reciprocity.ts";
import {byColumn} from "./byColumn.ts";
import type {Grade, Kind} from "../../src/contract/index.ts";
import {gradeOrder} from "../../src/shared/format.ts";
import {chanceAtMost} from "../statistics/beta.ts";
import type {Portfolio} from "./portfolio.ts";
import type {PartnerRow} from "./portfolio.ts";

/** Figures that follow from the published tables by a sum or a look-up, shared by several pages. */

/** The parts of the kinds of evidence in the score, 0 for a kind that can't tell partners apart. */
export const weights = (p: Portfolio): Record<Kind, number> => {
  const of = (kind: Kind) => p.priors.find((row) => row.kind === kind)?.weight ?? 0;
  return {deal: of("deal"), referral: of("referral"), ticket: of("ticket")};
};

/** The score of an average partner: base rates weighed as in the composite, times 100; null where no kind of evidence speaks. */
export const typical = (p: Portfolio): number | null => weighed(p.priors);

export function weighed(rates: readonly {weight: number; base_rate: number | null}[]): number | null {
  const speaking = rates.filter((row) => row.weight > 0);
  return speaking.length ? 100 * speaking.reduce((sum, row) => sum + row.weight * (row.base_rate ?? 0), 0) : null;
}

/** The month-ends that figures exist for, oldest first, and now as the last. */
export const dates = (p: Portfolio): string[] => [...new Set(p.concentration.map((row) => row.as_of))].sort();

/** The quarter's end before now, that moves are counted from; null where history doesn't reach back so far. */
export const previousQuarter = (p: Portfolio): string | null =>
  dates(p).findLast((day) => day < p.about.as_of && /-(03-31|06-30|09-30|12-31)$/.test(day)) ?? null;

/** Partners by grade with how many came and went since the quarter's end; beyond `most` partners with scores that stand for them. */
export function gradeCounts(
  p: Portfolio,
  most: number
): {grade: Grade; partners: number; entered: number; left: number; scores: number[]}[] {
  return gradeOrder.map((grade) => {
    const members = p.partners.filter((row) => row.grade === grade);
    return {
      grade,
      partners: members.length,
      entered: members.filter((row) => row.grade_before !== null).length,
      left: p.partners.filter((row) => row.grade_before === grade).length,
      scores: p.partners.length > most ? quantiles(members, Math.round((most * members.length) / p.partners.length)) : []
    };
  });
}

function quantiles(members: PartnerRow[], wanted: number): number[] {
  const scores = members.flatMap((row) => row.score ?? []).sort((a, b) => b - a);
  const n = Math.min(scores.length, Math.max(wanted, 1));
  return Array.from({length: n}, (_, i) => scores[Math.floor(((i + 0.5) * scores.length) / n)]!);
}

/** A dimension's concentration now. */
export const concentrationNow = (p: Portfolio, dimension: "partner" | "customer" | "rep") =>
  p.concentration.find((row) => row.is_current && row.dimension === dimension);

/** Revenue through partners in the window. */
export const partnerRevenue = (p: Portfolio): number => concentrationNow(p, "partner")?.total ?? 0;

/** The loss of a year in twenty as a share of partner revenue; null without revenue. */
export function badYear(p: Portfolio): number | null {
  const loss = p.loss[0];
  const total = partnerRevenue(p);
  return loss?.var95 && total > 0 ? Math.min(1, loss.var95 / total) : null;
}

/** Partners outside the vital few that won a deal in the window: the regulars whom somebody should look after. */
export const others = (p: Portfolio): PartnerRow[] => p.partners.filter((row) => row.abc !== "A" && row.revenue !== 0);

/** Partners whose share of our hours and of revenue part by more than twofold, the largest gaps first. */
export const weighedApart = (p: Portfolio, served: "over" | "under"): PartnerRow[] =>
  p.partners
    .filter((row) => row.served === served && row.service_share !== null)
    .sort((a, b) => gap(b) - gap(a) || (a.id < b.id ? -1 : 1));

const gap = (row: PartnerRow) => Math.abs((row.service_share ?? 0) - (row.value_share ?? 0));

/**
 * How many more leads it takes to call a verdict: at index s, the smallest number on one side that is clearly more than s on the other
 * (share ~ Beta(1/2 + r, 1/2 + g), 95 % one-sided), up to the largest number exchanged.
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

/** Who of us works with whom of theirs: the 500 pairs with most leads. */
export const alliances = (p: Portfolio) => byColumn(Reciprocity.shape.alliances, p.alliances.slice(0, 500));
