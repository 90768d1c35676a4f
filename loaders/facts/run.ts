import path from "node:path";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Engine} from "../engines/engine.ts";
import type {FarEngine} from "../engines/far.ts";
import {buildModels} from "../engines/buildModels.ts";
import {readModels} from "../engines/models.ts";
import type {Settings} from "../settings.ts";
import {tables} from "../tables/index.ts";
import {models as contract, type ModelName} from "./contract.ts";

const folder = path.join(import.meta.dirname);

/**
 * Builds the models of this folder in schema facts, from the record tables already there.
 * Also makes facts.reporting: one row with the reporting currency of the money columns.
 * @param far computes them from the same texts where it is given; DuckDB does else
 */
export async function buildFacts(db: DuckDB, settings: Settings, far: FarEngine | null = null): Promise<void> {
  const currency = await reportingCurrency(db, settings);
  await db.run(
    `create or replace table facts.reporting as select cast(${currency === null ? "null" : literal(currency)} as varchar) as currency`
  );
  const models = readModels(folder, "facts");
  if (!far) return buildModels([db], models, "facts");
  await far.compute(
    db,
    [...recordTables, "reporting"].map((name) => `facts.${name}`),
    models.map(({name, sql}) => ({
      name: `facts.${name}`,
      sql,
      file: `loaders/facts/${name}.sql`,
      columns: contract[name as ModelName].columns
    }))
  );
}

/** The currency of all figures of money: that of the settings, else the one that deals carry; null where none is named. */
export const reportingCurrency = async (engine: Pick<Engine, "rows">, settings: Settings): Promise<string | null> =>
  settings.reporting_currency ?? (await carriedCurrency(engine));

/** The currency that deals carry: of several, the most frequent one that no rate but 1 converts; null where none is named. */
async function carriedCurrency(engine: Pick<Engine, "rows">): Promise<string | null> {
  const found = await engine.rows<{currency: string}>(`
    select deals.currency
    from facts.deals as deals
    where deals.currency is not null
      and not exists (select 1 from facts.rates as rates where rates.currency = deals.currency and rates.per_unit <> 1)
    group by deals.currency
    order by count(*) desc, deals.currency
    limit 1`);
  return found[0]?.currency ?? null;
}

/** The record tables that the models read, in the order in which they are made. */
const recordTables = tables.map((t) => t.name);
