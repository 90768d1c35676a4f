import {isRated} from "../../src/copy/derive.ts";
import {MedianName, type Edition} from "../../src/contract/edition.ts";
import {leastOthers, type Audience} from "./audience.ts";
import {coarsened} from "./coarsen.ts";
import {metasOf} from "./classes.ts";
import {banded} from "./money.ts";
import type {Portfolio} from "./portfolio.ts";

type Name = Edition["medians"][number]["figure"];
type Values = Record<Name, Map<string, number>>;

/** What editions for some partners are told of all: read once for all of them. */
export interface Comparison {
  values: Values;
  /** Outcomes behind the base rates of scores, by kind and partner. */
  evidence: Map<string, Map<string, number>>;
}

export function comparisonOf(p: Portfolio): Comparison {
  const rate = (kind: string) =>
    p.kinds.filter((row) => row.kind === kind && row.n > 0).map((row) => [row.id, row.kept / row.n] as const);
  const figure = (of: (row: Portfolio["partners"][number]) => number | null) =>
    new Map(p.partners.flatMap((row) => (of(row) === null ? [] : [[row.id, of(row)!] as const])));
  const evidence = new Map<string, Map<string, number>>();
  for (const {kind, id, n} of p.kinds)
    if (n > 0) evidence.set(kind, (evidence.get(kind) ?? new Map<string, number>()).set(id, n));
  return {
    values: {
      score: figure((row) => (isRated(row) ? row.score : null)),
      deals_won: new Map(rate("deal")),
      referrals_accepted: new Map(rate("referral")),
      tickets_on_time: new Map(rate("ticket")),
      revenue: figure((row) => (row.revenue > 0 ? row.revenue : null)),
      received: figure((row) => row.received),
      given: figure((row) => row.given)
    },
    evidence
  };
}

/**
 * The medians of all partners, coarse whatever the audience: points and shares to the nearest 5, counts to the nearest 5, money in bands.
 * One with fewer others than `leastOthers` is not shown. All editions are shown the same medians, so that two which are laid beside each
 * other tell no more than one.
 */
export function mediansFor(audience: Audience, ids: ReadonlySet<string>, {values}: Comparison): Edition["medians"] {
  return MedianName.options.map((figure) => {
    const all = [...values[figure]];
    const others = all.filter(([id]) => !ids.has(id)).length;
    return {figure, value: others < leastOthers(audience) ? null : coarse(figure, median(all.map(([, value]) => value)))};
  });
}

const metas = metasOf("partners");
const strict = {shares: true, records: true, fiscal_year_first_month: 1};

function coarse(figure: Name, value: number): number {
  if (figure === "revenue") return banded(value);
  const meta = figure === "score" || figure === "received" || figure === "given" ? metas[figure]! : metas.p_better!;
  return coarsened(value, meta, true, strict) as number;
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** One of the others may have this part of the outcomes of a kind at most: beyond it, the base rate of the kind is its own rate. */
const dominance = 0.8;

/**
 * Whether scores may be shown. A score is drawn to the average of all partners, so whoever knows its own outcomes can work that average
 * out: it must be that of enough others, none of which dominates.
 * @see Hundepool et al. 2012, Statistical Disclosure Control (threshold and dominance rules)
 */
export function comparable(audience: Audience, ids: ReadonlySet<string>, {values, evidence}: Comparison): boolean {
  const others = [...values.score.keys()].filter((id) => !ids.has(id)).length;
  if (others < leastOthers(audience)) return false;
  return [...evidence.values()].every((byPartner) => {
    const counts = [...byPartner].filter(([id]) => !ids.has(id)).map(([, n]) => n);
    const sum = counts.reduce((a, b) => a + b, 0);
    return sum === 0 || (counts.length >= leastOthers(audience) && Math.max(...counts) <= dominance * sum);
  });
}
