import {identifier, type DuckDB} from "../engines/duckdb.ts";
import type {Engine} from "../engines/engine.ts";
import {buildModel, eachAsReady} from "../engines/buildModels.ts";
import type {Model} from "../engines/models.ts";
import type {Settings} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";
import {definitionsTable, forModels, setOnBoth} from "./run.ts";

/* Metrics of a database that stays open while they are edited. */

/** Metrics that were computed again, and those of them whose rows or columns are others now. */
export interface Refreshed {
  computed: string[];
  changed: string[];
}

/** Metrics that somebody waits for: they and what they need are computed before all others. */
export interface First {
  names: readonly string[];
  /** What is done once they are there, if one of them is another now. @param changed all that are others by then */
  then: (changed: string[]) => Promise<void>;
}

/**
 * Computes again those metrics that are stale, and then what reads one whose table is another now: a metric that gives the same rows as
 * before costs nothing beyond itself. The table of a metric whose file is gone goes too. After an error the tables are as they were. Not by
 * a transaction: of tables that it has made the database has no statistics, plans another way, and adds numbers in another order than a
 * rebuild does.
 * @param models all of them, in order
 * @throws HandshakeError that names file and line of SQL that can't be run
 */
export async function refreshMetrics(
  db: DuckDB,
  settings: Settings,
  models: readonly Model[],
  isStale: (model: Model) => boolean,
  first: First = {names: [], then: () => Promise.resolve()}
): Promise<Refreshed> {
  const [computed, changed] = [new Set<string>(), new Set<string>()];
  const stale = new Set(models.filter(isStale).map(({name}) => name));
  const known = contents.get(db) ?? (await noContents(db));
  const removed = [...known.keys()].filter((name) => !models.some((model) => model.name === name));
  if (!stale.size && !removed.length) {
    // what is published may read a setting that no metric does
    await setOnBoth(db, settings);
    return {computed: [], changed: []};
  }
  const fresh = new Map(known);
  const tried: string[] = [];
  try {
    await forModels(db, plainSettings(settings), async (engines) => {
      for (const name of removed) {
        await db.run(`alter table metrics.${name} rename to ${aside(name)}`);
        tried.push(name);
        fresh.delete(name);
        // what reads it can't be computed any more, and says so
        changed.add(name);
      }
      const compute = async (model: Model, engine: Engine) => {
        const {name} = model;
        if (!stale.has(name) && !model.needs.some((need) => changed.has(need))) return;
        const before = known.get(name) ?? (known.has(name) ? await contentOf(engine, name) : null);
        if (known.has(name)) await engine.run(`alter table metrics.${name} rename to ${aside(name)}`);
        tried.push(name);
        await buildModel(engine, model, models, "metrics");
        computed.add(name);
        fresh.set(name, await contentOf(engine, name));
        if (fresh.get(name) !== before) changed.add(name);
      };
      const soon = withNeeds(models, first.names);
      await eachAsReady(engines, models.filter(({name}) => soon.has(name)), compute); // prettier-ignore
      const isShown = first.names.some((name) => changed.has(name));
      if (isShown) await first.then([...changed]);
      // an open page takes up what it is shown meanwhile, and needs a processor too
      await eachAsReady(isShown ? engines.slice(0, 1) : engines, models.filter(({name}) => !soon.has(name)), compute); // prettier-ignore
    });
  } catch (error) {
    for (const name of tried) await db.run(`drop table if exists metrics.${name}`);
    for (const name of tried) if (known.has(name)) await db.run(`alter table metrics.${aside(name)} rename to ${name}`);
    throw error;
  }
  await db.run(tried.map((name) => `drop table if exists metrics.${aside(name)}`).join(";"));
  await db.run(definitionsTable(models));
  contents.set(db, fresh);
  return {computed: [...computed], changed: [...changed]};
}

/** These and all that they need. @param models each after what it needs */
function withNeeds(models: readonly Model[], names: readonly string[]): Set<string> {
  const found = new Set(names);
  for (const {name, needs} of [...models].reverse()) if (found.has(name)) for (const need of needs) found.add(need);
  return found;
}

/** The name under which the table of before waits until all is computed. */
const aside = (name: string): string => identifier(`${name} before`);

/** What the tables of a database that stays open held when they were last computed; null where nobody has looked yet. */
const contents = new WeakMap<DuckDB, Map<string, string | null>>();

/**
 * Computes each metric once for nothing, as long as nobody waits: functions of SQL then remember what they are asked, and are compiled.
 * @param goesOn asked before each metric
 */
export async function rehearseMetrics(
  db: DuckDB,
  settings: Settings,
  models: readonly Model[],
  goesOn: () => boolean
): Promise<void> {
  await forModels(db, plainSettings(settings), async ([engine]) => {
    for (const {sql} of models) if (goesOn()) await engine!.run(`create or replace temp table rehearsed as\n${sql}`);
    await engine!.run("drop table if exists rehearsed");
  });
}

/** Looks into all tables, so that the first refresh need not. */
export async function noteContents(db: DuckDB): Promise<void> {
  const known = contents.get(db) ?? (await noContents(db));
  for (const [name, content] of known) known.set(name, content ?? (await contentOf(db, name)));
  contents.set(db, known);
}

/** The tables that are there, looked into by nobody yet. */
async function noContents(db: DuckDB): Promise<Map<string, string | null>> {
  const rows = await db.rows<{name: string}>(
    "select table_name as name from duckdb_tables() where schema_name = 'metrics' and table_name not in ('as_of_dates', 'definitions')"
  );
  return new Map(rows.map(({name}) => [name, null]));
}

/** What tells whether a metric's table is another one than before: its columns, and its rows in their order. */
const contentOf = async (db: Engine, name: string): Promise<string> =>
  JSON.stringify(
    await db.rows(
      `select typeof(any_value(t)) as columns, count(*) as n, sum(cast(hash(place, t) as hugeint)) as h
       from (select t, row_number() over () as place from metrics.${name} as t)`
    )
  );
