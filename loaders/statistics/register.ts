import {DOUBLE, LIST, listValue, STRUCT, structValue, type DuckDBValue} from "@duckdb/node-api";
import {lossDistribution} from "../../src/shared/lossDistribution.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import {chanceAtMost, outcomesNeeded, quantileOf} from "./beta.ts";
import {priorOf, type Group} from "./credibility.ts";
import {declineOf} from "./cusum.ts";
import {qValues} from "./falseDiscovery.ts";
import {finite, ofLists, ofNumbers} from "./functions.ts";
import {gammaPrior} from "./gammaPrior.ts";
import {settledChances} from "./settledChances.ts";

/**
 * Wilson (1927) score interval of k in n, n above 0 and not necessarily whole;
 * the interval of the difference of the rates k in n and l in m by Newcombe's hybrid score method (1998), Statistics in Medicine
 * 17:873-890, method 10, and its verdict: better or worse where it excludes 0, else unclear, never an equality;
 * rho of Garlaschelli & Loffredo (2004), PRL 93:268701: reciprocity beyond what the density of the graph gives by chance.
 */
const macros = `
create or replace temp macro wilson_lower(k, n, z) as
  case when n > 0 then greatest(0, (k + z * z / 2 - z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z)) end;
create or replace temp macro wilson_upper(k, n, z) as
  case when n > 0 then least(1, (k + z * z / 2 + z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z)) end;
create or replace temp macro newcombe_lower(k, n, l, m, z) as
  k / nullif(n, 0) - l / nullif(m, 0)
    - sqrt(power(k / nullif(n, 0) - wilson_lower(k, n, z), 2) + power(wilson_upper(l, m, z) - l / nullif(m, 0), 2));
create or replace temp macro newcombe_upper(k, n, l, m, z) as
  k / nullif(n, 0) - l / nullif(m, 0)
    + sqrt(power(wilson_upper(k, n, z) - k / nullif(n, 0), 2) + power(l / nullif(m, 0) - wilson_lower(l, m, z), 2));
create or replace temp macro rate_verdict(lower, upper) as
  case when lower > 0 then 'better' when upper < 0 then 'worse' when lower is not null and upper is not null then 'unclear' end;
create or replace temp macro reciprocity_beyond_chance(reciprocity, density) as
  (reciprocity - density) / nullif(1 - density, 0)`;

const prior = STRUCT({mean: DOUBLE, strength: DOUBLE});
const gamma = STRUCT({shape: DOUBLE, rate: DOUBLE});
const run = STRUCT({level: DOUBLE, from: DOUBLE, signal: DOUBLE});
const loss = STRUCT({expected_loss: DOUBLE, var95: DOUBLE, es95: DOUBLE, p_lose_20: DOUBLE});

const numbers = (entries: Record<string, number | null>): DuckDBValue =>
  structValue(Object.fromEntries(Object.entries(entries).map(([name, x]) => [name, finite(x)])));

const groupsOf = (events: number[], weight: number[], total: number[], squares: number[]): Group[] =>
  events.map((n, i) => ({events: n, weight: weight[i]!, total: total[i]!, squares: squares[i]!}));

const functions = [
  ofNumbers<[number, number, number]>("beta_cdf", 3, chanceAtMost),
  ofNumbers<[number, number, number]>("beta_quantile", 3, quantileOf),
  ofNumbers<[number, number, number, number, number, number, number, number]>(
    "outcomes_needed",
    8,
    (alpha, beta, weight, mean, variance, typical, sure, atLeast) =>
      outcomesNeeded({alpha, beta, weight, mean, variance, typical}, sure, atLeast)
  ),
  ofLists<[number[], number[], number[], number[]]>(
    "settled_chances",
    4,
    LIST(DOUBLE),
    (chances, days, counts, [halfLife, jump]) => listValue(settledChances(chances, days, counts, halfLife!, jump!))
  ),
  ofLists<[number[], number[], number[], number[]]>("credibility_prior", 4, prior, (n, w, x, xx) =>
    numbers({...priorOf(groupsOf(n, w, x, xx))})
  ),
  ofLists<[number[], number[]]>("gamma_prior", 2, gamma, (counts, years) => numbers({...gammaPrior(counts, years)})),
  ofLists<[number[], number[]]>("decline_of", 2, run, (totals, [mean, threshold]) =>
    numbers({...declineOf(totals, mean!, threshold!)})
  ),
  ofLists<[number[]]>("q_values", 1, LIST(DOUBLE), (p) => listValue(qValues(p))),
  ofLists<[number[], number[]]>("loss_distribution", 2, loss, (values, chances) => {
    const {expectedLoss, var95, es95, pLose20} = lossDistribution(values, chances);
    return numbers({expected_loss: expectedLoss, var95, es95, p_lose_20: pLose20});
  }),
  ofLists<[number[], number[]]>("loss_curve", 2, LIST(DOUBLE), (values, chances) =>
    listValue(lossDistribution(values, chances).curve.map((point) => point.probability))
  )
];

/**
 * Makes the statistics that SQL can't say callable in this connection:
 * beta_cdf(x, a, b), beta_quantile(p, a, b), outcomes_needed(alpha, beta, weight, mean, variance, typical, sure, at_least),
 * settled_chances(chances, days, counts, [half_life, jump]),
 * credibility_prior(events, weights, totals, squares) -> {mean, strength}, gamma_prior(counts, years) -> {shape, rate},
 * decline_of(totals, [mean, threshold]) -> {level, from, signal}, q_values(p), loss_distribution(values, chances) -> {expected_loss, var95, es95, p_lose_20}, loss_curve(values, chances),
 * and the macros wilson_lower, wilson_upper(k, n, z), newcombe_lower, newcombe_upper(k, n, l, m, z), rate_verdict(lower, upper) and reciprocity_beyond_chance(reciprocity, density).
 */
export async function registerStatistics(db: DuckDB): Promise<void> {
  for (const f of functions) db.register(f);
  await db.run(macros);
}
