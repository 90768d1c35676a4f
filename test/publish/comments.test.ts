import {expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {buildFacts} from "../../loaders/facts/run.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {commentsFor} from "../../loaders/publish/comments.ts";
import {Settings} from "../../loaders/settings.ts";
import {tables} from "../../loaders/tables/index.ts";
import {ddlColumns} from "../../loaders/tables/sqlTypes.ts";

test("every table and column of the database says what it is, as header, contract and tables do", async () => {
  const db = await DuckDB.open();
  await db.run("create schema facts; create schema metrics");
  for (const t of tables) await db.run(`create table facts.${t.name} (${ddlColumns(t)})`);
  const settings = Settings.parse({history_months: 0});
  await buildFacts(db, settings);
  await buildMetrics(db, settings, "2026-01-31");
  await db.run(await commentsFor(db, "memory"));
  const without = await db.rows(`
    select table_name from duckdb_tables() where comment is null and schema_name in ('facts', 'metrics')
    union all select table_name || '.' || column_name from duckdb_columns() where comment is null and schema_name in ('facts', 'metrics')`);
  expect(without).toEqual([]);
  const said = await db.rows<{place: string; comment: string}>(`
    select concat_ws('.', schema_name, table_name, column_name) as place, comment from duckdb_columns()
    where (table_name, column_name) in (('trust', 'score'), ('deals', 'closed_on'), ('trend', 'p_quiet')) and schema_name in ('facts', 'metrics')
    order by place`);
  expect(said).toEqual([
    {place: "facts.deals.closed_on", comment: expect.stringMatching(/won or lost/) as string},
    {place: "metrics.trend.p_quiet", comment: expect.stringMatching(/the chance of so few or fewer|probability/) as string},
    {place: "metrics.trust.score", comment: expect.stringMatching(/^trust score.*\(points\)$/) as string}
  ]);
  db.close();
});
