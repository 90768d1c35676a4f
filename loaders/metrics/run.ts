import {identifier, literal, type DuckDB} from "../engines/duckdb.ts";
import type {Engine} from "../engines/engine.ts";
import {buildModels} from "../engines/buildModels.ts";
import {definitionHash, modelsOf, type Model} from "../engines/models.ts";
import {underAllNames} from "../renamed.ts";
import type {Settings} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";
import {registerStatistics} from "../statistics/register.ts";
import {metricModels} from "./files.ts";

/**
 * Builds every metric of this folder in schema metrics, from schema facts of the same database.
 * Every date is computed by the same SQL: `asOf` and each month-end of the history before it (metrics.as_of_dates).
 * @param asOf YYYY-MM-DD, the end of that day
 * @param tellSlow told of each metric that takes long
 * @throws HandshakeError that names the file whose SQL can't be run
 */
export async function buildMetrics(
  db: DuckDB,
  settings: Settings,
  asOf: string,
  tellSlow?: (text: string) => void
): Promise<void> {
  await startMetrics(db, settings, asOf);
  const models = metricModels();
  await runModels(db, plainSettings(settings), models, tellSlow);
  await db.run(definitionsTable(models));
}

/** The schema and the dates of all metrics, before any of them is there. */
export const startMetrics = (db: DuckDB, settings: Settings, asOf: string): Promise<void> =>
  db.run(`create schema if not exists metrics; ${asOfDates(asOf, settings.history_months)}`);

/** metrics.definitions: with which text each table was computed. */
export const definitionsTable = (models: readonly Model[]): string => `
create or replace table metrics.definitions (metric varchar, sha256 varchar);
insert into metrics.definitions values ${models.map((m) => `(${literal(m.name)}, ${literal(definitionHash(m))})`).join(", ")}`;

/**
 * Computes some metrics, and what they need, in schema metrics of the current catalog for one day alone.
 * @param texts the metrics' SQL by name, today's or those of an earlier day
 * @param wanted names of metrics
 * @throws HandshakeError that names the metric whose SQL can't be run
 */
export async function buildMetricsOn(
  db: DuckDB,
  settings: Record<string, string | number | boolean | null>,
  asOf: string,
  texts: Record<string, string>,
  wanted: readonly string[]
): Promise<void> {
  await db.run(`create or replace table metrics.as_of_dates as select date ${literal(asOf)} as as_of, true as is_current`);
  const models = modelsOf(texts, "metrics");
  const needed = new Set(wanted);
  for (const model of [...models].reverse()) if (needed.has(model.name)) model.needs.forEach((n) => needed.add(n));
  await runModels(
    db,
    settings,
    models.filter((m) => needed.has(m.name))
  );
}

/** Computes some of the metrics, all that they need being there. */
export const runModels = (
  db: DuckDB,
  settings: Record<string, string | number | boolean | null>,
  models: readonly Model[],
  tellSlow?: (text: string) => void
): Promise<void> => forModels(db, settings, (engines) => buildModels(engines, models, "metrics", tellSlow));

/** From this number of rows of facts on a statement may take much memory, and two at once may take more than there is. */
const large = 2_000_000;

/**
 * Does something with all that the SQL of metrics may call, on one thread a statement, but on two connections where there are not many
 * rows: most of such a statement is planning, which is done on one thread anyway.
 */
export async function forModels(
  db: DuckDB,
  settings: Record<string, string | number | boolean | null>,
  compute: (engines: readonly Engine[]) => Promise<void>
): Promise<void> {
  const second = await db.second();
  const [facts] = await db.rows<{n: string | null}>(
    "select sum(estimated_size) as n from duckdb_tables() where schema_name = 'facts'"
  );
  const engines = Number(facts!.n ?? 0) < large ? [db, second] : [db];
  // figures by earlier definitions are computed in a catalog of their own
  const [here, before] = [await catalogOf(db), await catalogOf(second)];
  await second.run(`use ${identifier(here)}`);
  // what is published is read by both
  for (const one of [db, second]) await setVariables(one, settings);
  for (const engine of engines) await registerStatistics(engine);
  try {
    await onOneThread(db, () => compute(engines));
  } finally {
    await second.run(`use ${identifier(before)}`);
  }
}

/** Sums of floating-point numbers depend on their order, which only one thread keeps. To end and begin threads takes its time. */
async function onOneThread(db: DuckDB, work: () => Promise<void>): Promise<void> {
  const [found] = await db.rows<{threads: string}>("select current_setting('threads') as threads");
  const threads = Number(found!.threads);
  if (threads === 1) return work();
  await db.run("set threads = 1");
  try {
    await work();
  } finally {
    await db.run(`set threads = ${threads}`);
  }
}

const catalogOf = async (db: DuckDB): Promise<string> =>
  (await db.rows<{name: string}>("select current_catalog() as name"))[0]!.name;

/** Each setting as a DuckDB variable of its own name, getvariable('half_life_days'), and of its name of the version before. */
export async function setVariables(
  db: Pick<Engine, "run">,
  settings: Record<string, string | number | boolean | null>
): Promise<void> {
  const sql = Object.entries(underAllNames(settings)).map(
    ([name, value]) =>
      `set variable ${name} = ${value === null ? "null" : typeof value === "string" ? literal(value) : String(value)}`
  );
  const had = variables.get(db);
  const others = sql.filter((one) => !had?.has(one));
  // all in one go: each statement alone costs a thread's turn
  if (others.length) await db.run(others.join(";"));
  variables.set(db, new Set(sql));
}

/** The settings on both connections of a database: what is published is read by both. */
export async function setOnBoth(db: DuckDB, settings: Settings): Promise<void> {
  for (const one of [db, await db.second()]) await setVariables(one, plainSettings(settings));
}

/** What each connection's variables were set to last. */
const variables = new WeakMap<Pick<Engine, "run">, Set<string>>();

const asOfDates = (asOf: string, months: number): string => `
create or replace table metrics.as_of_dates as
select date ${literal(asOf)} as as_of, true as is_current
union all
select cast(date_trunc('month', date ${literal(asOf)}) - to_months(cast(i as integer)) as date) - 1 as as_of, false as is_current
from range(${months}) as months (i)
order by as_of`;
