import type {Grade} from "../contract/index.js";
import {isPartial} from "./begins.js";
import {endsQuarter} from "../shared/periods.js";
import type {DimensionName, Facts, PartnerFacts, SpreadFacts, Thresholds} from "./facts.js";

/* Figures that sentences and pages share, each a sum or a look-up over published rows. */

/** The month-ends that figures exist for, oldest first, and the day of the data as the last. */
export const dates = (f: Pick<Facts, "concentration">): string[] => [...new Set(f.concentration.map((row) => row.as_of))].sort();

/** The last quarter's end before the data's day; null where history doesn't reach back to it. */
export const previousQuarter = (
  f: Pick<Facts, "concentration" | "about"> & {settings: Pick<Thresholds, "fiscal_year_first_month">}
): string | null =>
  dates(f).findLast((day) => day < f.about.as_of && endsQuarter(day, f.settings.fiscal_year_first_month ?? 1)) ?? null;

/** Whether anybody had a score at a month's end, so that grades can have changed since. */
export const wasRated = (f: Pick<Facts, "scores">, day: string): boolean =>
  f.scores.some((row) => row.as_of === day && row.grade !== "not_rated");

/** The quarter's end since which moves into and out of group A are told; null where records cover its window only in part. */
export function movesSince(f: Parameters<typeof previousQuarter>[0]): string | null {
  const since = previousQuarter(f);
  return since === null || isPartial(f.about, since) ? null : since;
}

export const concentrationNow = (f: Pick<Facts, "concentration">, dimension: DimensionName): SpreadFacts | undefined =>
  f.concentration.find((row) => row.is_current && row.dimension === dimension);

/** Most revenue first; where an audience sees bands of it, the larger part of the total first. */
export const byRevenue = (a: Pick<PartnerFacts, "revenue" | "share">, b: typeof a): number =>
  b.revenue - a.revenue || (b.share ?? 0) - (a.share ?? 0);

/** The partner with the most revenue; all of them where several bring as much. */
export function largestOnes<P extends Pick<PartnerFacts, "revenue" | "share">>(partners: readonly P[]): P[] {
  const bringing = partners.filter((row) => row.share !== null && row.revenue > 0).sort(byRevenue);
  const [most] = bringing;
  return most ? bringing.filter((row) => byRevenue(row, most) === 0) : [];
}

/** Revenue through partners in the window. */
export const partnerRevenue = (f: Pick<Facts, "concentration">): number => concentrationNow(f, "partner")?.total ?? 0;

/** Whether no past year tells yet how much partners buy less, so that a bad year is one of inactivity alone. */
export const lossByInactivityAlone = (f: Pick<Facts, "loss">): boolean => f.loss[0]?.cases === 0;

/** What a bad year (1 in 20) loses, as a share of partner revenue; null without revenue or chance of a loss. */
export function badYear(f: Pick<Facts, "concentration" | "loss">): number | null {
  const [loss, total] = [f.loss[0], partnerRevenue(f)];
  return loss?.var95 && total > 0 ? Math.min(1, loss.var95 / total) : null;
}

/**
 * The score of an average partner, 0 to 100: base rates weighed as in the score; null where no kind tells partners apart.
 * @param rates a row a kind of evidence; its weight is 0 where it does not tell partners apart
 */
export function averageScore(rates: readonly {weight: number; base_rate: number | null}[]): number | null {
  const counted = rates.filter((row) => row.weight > 0);
  return counted.length ? 100 * counted.reduce((sum, row) => sum + row.weight * (row.base_rate ?? 0), 0) : null;
}

export const isRated = (row: {grade: Grade | null}): boolean =>
  row.grade !== null && row.grade !== "unproven" && row.grade !== "not_rated";

/** A rule that more than half of those it applies to would meet, so that it lists nobody: how many would. */
export const mutedRule = (f: Pick<Facts, "muted_rules">, rule: string): Facts["muted_rules"][number] | undefined =>
  f.muted_rules.find((row) => row.rule === rule);

/** Active partners outside group A: those with revenue, and those that are without contact though a deal was won, whatever it brought. */
export const others = <P extends Pick<PartnerFacts, "abc" | "revenue" | "ignored">>(partners: readonly P[]): P[] =>
  partners.filter((row) => row.abc !== "A" && (row.revenue !== 0 || row.ignored));

/** Partners whose share of our hours and of revenue lie far apart, the largest gaps first. */
export const servedApart = <P extends Pick<PartnerFacts, "id" | "served" | "service_share" | "value_share">>(
  partners: readonly P[],
  served: "over" | "under"
): P[] =>
  partners
    .filter((row) => row.served === served && row.service_share !== null)
    .sort((a, b) => gap(b) - gap(a) || (a.id < b.id ? -1 : 1));

const gap = (row: Pick<PartnerFacts, "service_share" | "value_share">) =>
  Math.abs((row.service_share ?? 0) - (row.value_share ?? 0));

/**
 * Partners that could become trusted by won deals, the fewest first.
 * @param paces whose deals are below their own pace: who has stopped is near to nothing, as is who brought nothing in the window
 */
export function nearTrusted<
  P extends Pick<PartnerFacts, "id" | "revenue" | "label" | "next_grade" | "to_next_deals" | "merit_rank">
>(partners: readonly P[], paces: Facts["deal_pace"]): P[] {
  const alarmed = new Set(paces.filter(({level}) => level === "alarm").map(({id}) => id));
  return partners
    .filter(({id, revenue}) => !alarmed.has(id) && revenue > 0)
    .filter((row) => row.label === "could_become_trusted" || row.label === "rising")
    .filter((row) => row.next_grade === "trusted" && row.to_next_deals !== null && row.to_next_deals > 0)
    .sort((a, b) => (a.to_next_deals ?? 0) - (b.to_next_deals ?? 0) || (a.merit_rank ?? 1e9) - (b.merit_rank ?? 1e9));
}

/** Referrals received and sent in the window, over the whole portfolio. */
export function referralTotals(f: Pick<Facts, "about" | "exchange_history">): {received: number; given: number} {
  return f.exchange_history.find((row) => row.as_of === f.about.as_of) ?? {received: 0, given: 0};
}
