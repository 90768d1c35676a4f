import {tables} from "../src/contract/tables.ts";
import {DuckDB} from "../loaders/engines/duckdb.ts";
import {buildFacts} from "../loaders/facts/run.ts";
import {readCatalogue} from "../loaders/metrics/catalogue.ts";
import {buildMetrics} from "../loaders/metrics/run.ts";
import {unbound} from "../loaders/publish/readTable.ts";
import {Settings} from "../loaders/settings.ts";
import {tables as records} from "../loaders/tables/index.ts";
import {ddlColumns} from "../loaders/tables/sqlTypes.ts";

/*
 * What the compiler can't see: reads the metrics' headers, runs facts and metrics over no records, and binds the published tables to them. Part of `npm run types`.
 */
const db = await DuckDB.open();
await db.run("create schema facts; create schema metrics");
for (const t of records) await db.run(`create table facts.${t.name} (${ddlColumns(t)})`);
try {
  const settings = Settings.parse({history_months: 0});
  readCatalogue();
  await buildFacts(db, settings);
  await buildMetrics(db, settings, "2026-01-31");
  const faults = await unbound(db, tables);
  for (const fault of faults) console.error(fault);
  if (faults.length) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  db.close();
}
