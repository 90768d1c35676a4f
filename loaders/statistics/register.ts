import {readFileSync} from "node:fs";
import path from "node:path";
import {DOUBLE, LIST, STRUCT} from "@duckdb/node-api";
import {lossDistribution, type LossDistribution} from "../../src/shared/lossDistribution.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import {sqlFault} from "../engines/sqlFault.ts";
import {outlookOf, type Outlook} from "./aggregate.ts";
import {betaCalibration} from "./betaCalibration.ts";
import {chanceAtMost, outcomesNeeded, quantileOf} from "./beta.ts";
import {chanceToWin, cumulativeIncidence, wonEarly, type AgeCounts} from "./competingRisks.ts";
import {conformalWidth} from "./conformal.ts";
import {priorOf, type Group} from "./credibility.ts";
import {declineOf} from "./cusum.ts";
import {qValues} from "./falseDiscovery.ts";
import {finite, ofLists, ofNumbers} from "./functions.ts";
import {gammaPrior} from "./gammaPrior.ts";
import {inOrder} from "./inOrder.ts";
import {kupiec} from "./kupiec.ts";
import {remembered} from "./remembered.ts";
import {settledChances} from "./settledChances.ts";
import {twentieths} from "./twentieths.ts";

const macrosFile = path.join(import.meta.dirname, "macros.sql");

const prior = STRUCT({mean: DOUBLE, strength: DOUBLE});
const gamma = STRUCT({shape: DOUBLE, rate: DOUBLE});
const run = STRUCT({level: DOUBLE, from: DOUBLE, signal: DOUBLE});
const map = STRUCT({a: DOUBLE, b: DOUBLE, c: DOUBLE});
const loss = STRUCT({expected_loss: DOUBLE, var95: DOUBLE, es95: DOUBLE, p_lose_20: DOUBLE});

const numbers = (entries: Record<string, number | null>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(entries).map(([name, x]) => [name, finite(x)]));

const groupsOf = (events: number[], weight: number[], total: number[], squares: number[]): Group[] =>
  events.map((n, i) => ({events: n, weight: weight[i]!, total: total[i]!, squares: squares[i]!}));

const outlook = STRUCT({mean: DOUBLE, sd: DOUBLE, q05: DOUBLE, q50: DOUBLE, q95: DOUBLE});

const agesOf = (days: number[], won: number[], lost: number[], open: number[]): AgeCounts[] =>
  days.map((day, i) => ({days: day, won: won[i]!, lost: lost[i]!, open: open[i]!}));
const lossNumbers = ({expectedLoss, var95, es95, pLose20}: LossDistribution) =>
  numbers({expected_loss: expectedLoss, var95, es95, p_lose_20: pLose20});

/** Values, chances, each partner's third, and what may be lost in the first, second and last third. */
type YearLists = [number[], number[], number[], number[], number[], number[]];

const yearlyLoss = remembered((...[values, chances, thirds, ...points]: YearLists): LossDistribution =>
  lossDistribution(
    values,
    chances,
    thirds.map((third) => points[third - 1] ?? [])
  )
);

const outlookOfLists = remembered(
  (...[values, chances, [mean, variance], [size, shape], [cells]]: [number[], number[], number[], number[], number[]]): Outlook =>
    outlookOf({values, chances, count: {mean: mean!, variance: variance!}, size: {mean: size!, shape: shape!}}, cells!)
);

const functions = [
  ofNumbers<[number, number, number]>("beta_cdf", 3, chanceAtMost),
  ofNumbers<[number, number, number]>("beta_quantile", 3, quantileOf),
  ofNumbers<[number, number, number, number, number, number, number, number]>(
    "outcomes_needed",
    8,
    (alpha, beta, weight, mean, variance, average, sure, atLeast) =>
      outcomesNeeded({alpha, beta, weight, mean, variance, average}, sure, atLeast)
  ),
  ofLists<[number[], number[], number[], number[]]>(
    "settled_chances",
    4,
    LIST(DOUBLE),
    (chances, days, counts, [halfLife, jump]) => settledChances(chances, days, counts, halfLife!, jump!)
  ),
  ofLists<[number[], number[], number[], number[]]>("credibility_prior", 4, prior, (n, w, x, xx) =>
    numbers({...priorOf(groupsOf(n, w, x, xx))})
  ),
  ofLists<[number[], number[]]>("gamma_prior", 2, gamma, (counts, years) => numbers({...gammaPrior(counts, years)})),
  ofLists<[number[], number[]]>("decline_of", 2, run, (totals, [mean, threshold]) =>
    numbers({...declineOf(totals, mean!, threshold!)})
  ),
  ofLists<[number[], number[], number[], number[], number[], number[]]>(
    "won_within",
    6,
    LIST(DOUBLE),
    (days, won, lost, open, ages, [horizon]) => {
      const curve = cumulativeIncidence(agesOf(days, won, lost, open));
      return ages.map((age) => chanceToWin(curve, age, horizon!));
    }
  ),
  ofLists<[number[], number[], number[], number[], number[]]>("won_early", 5, DOUBLE, (days, won, lost, open, [horizon]) =>
    wonEarly(cumulativeIncidence(agesOf(days, won, lost, open)), horizon!)
  ),
  ofLists<[number[], number[], number[], number[], number[]]>("outlook_of", 5, outlook, (values, chances, ...rest) =>
    numbers({...outlookOfLists(...inOrder(values, chances), ...rest)})
  ),
  ofNumbers<[number, number, number]>("kupiec", 3, kupiec),
  ofLists<[number[], number[]]>("conformal_width", 2, DOUBLE, (scores, [level]) => conformalWidth(scores, level!)),
  ofLists<[number[]]>("q_values", 1, LIST(DOUBLE), (p) => qValues(p)),
  ofLists<[number[]]>("twentieths", 1, LIST(DOUBLE), (sample) => twentieths(sample)),
  ofLists<[number[], number[], number[]]>("beta_calibration", 3, map, (scores, cases, events) => {
    const found = betaCalibration(scores, cases, events);
    return numbers({a: found?.a ?? null, b: found?.b ?? null, c: found?.c ?? null});
  }),
  ofLists<[number[], number[]]>("loss_distribution", 2, loss, (values, chances) =>
    lossNumbers(lossDistribution(values, chances))
  ),
  ofLists<YearLists>("yearly_loss", 6, loss, (...lists) => lossNumbers(yearlyLoss(...lists))),
  ofLists<YearLists>("loss_curve", 6, LIST(DOUBLE), (...lists) => yearlyLoss(...lists).curve.map((point) => point.probability))
];

/**
 * Makes the statistics that SQL can't say callable in this connection:
 * beta_cdf(x, a, b), beta_quantile(p, a, b), outcomes_needed(alpha, beta, weight, mean, variance, average, sure, at_least),
 * settled_chances(chances, days, counts, [half_life, jump]),
 * credibility_prior(events, weights, totals, squares) -> {mean, strength}, gamma_prior(counts, years) -> {shape, rate},
 * decline_of(totals, [mean, threshold]) -> {level, from, signal}, q_values(p), twentieths(sample), kupiec(failures, trials, p),
 * loss_distribution(values, chances) -> {expected_loss, var95, es95, p_lose_20}, yearly_loss(values, chances, thirds, first, second, last)
 * and loss_curve of the same, beta_calibration(scores, cases, events) -> {a, b, c}, conformal_width(scores, [level]),
 * won_within(days, won, lost, open, ages, [horizon]) and won_early(days, won, lost, open, [horizon]) of competing risks,
 * outlook_of(values, chances, [count_mean, count_variance], [size_mean, size_shape], [cells]) -> {mean, sd, q05, q50, q95},
 * and the macros of macros.sql: wilson_lower, wilson_upper(k, n, z), newcombe_lower, newcombe_upper(k, n, l, m, z),
 * rate_verdict(lower, upper), reciprocity_beyond_chance(reciprocity, density), money_sum(total) and
 * deal_size(worth, small_until, medium_until). What a connection has already isn't made again.
 * @throws HandshakeError that names the line of macros.sql that can't be run
 */
export async function registerStatistics(db: DuckDB, macros = macrosFile): Promise<void> {
  const text = readFileSync(macros, "utf8");
  if (registered.get(db) === text) return;
  for (const f of functions) db.register(f);
  await runMacros(db, macros, text);
  registered.set(db, text);
}

/** The macros that a database has. */
const registered = new WeakMap<DuckDB, string>();

/** Each statement alone, and called once with nothing: of several at once, and of a macro in a macro, the database names no line. */
async function runMacros(db: DuckDB, file: string, text: string): Promise<void> {
  let before = "";
  for (const statement of text.split(/(?<=;\n)/)) {
    const [, name = "", parameters = ""] = /\bmacro (\w+)\(([^)]*)\)/.exec(statement) ?? [];
    // what comes before keeps its lines, so that an error names the line of the file
    const sql = before.replaceAll(/[^\n]/g, "") + statement;
    const from = sql.slice(0, sql.indexOf("create ")).split("\n").length;
    before += statement;
    if (!name) continue;
    try {
      await db.run(sql);
      await db.run(`explain select ${name}(${parameters.replaceAll(/\w+/g, "null")})`);
    } catch (error) {
      throw await sqlFault(db, error, {path: file, sql, head: null, within: {from, to: sql.trimEnd().split("\n").length}});
    }
  }
}
