import {DuckDB, literal} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {tables} from "../tables/index.ts";
import {columnSql, ddlColumns} from "../tables/sqlTypes.ts";
import {buildFacts} from "./run.ts";

type Value = string | number | boolean | null;

/** Rows by table, each with only the columns that matter; the rest is null. */
export type Records = Partial<Record<string, Record<string, Value>[]>>;

const sqlValue = (v: Value) => (v === null ? "null" : typeof v === "string" ? literal(v) : String(v));

/** The rows in their order, those with the same columns together: a statement a row costs ten times as much. */
function ofSameColumns<R extends object>(rows: readonly R[]): R[][] {
  const together: R[][] = [];
  for (const row of rows) {
    const last = together.at(-1);
    if (last && last.length < 1000 && Object.keys(last[0]!).join() === Object.keys(row).join()) last.push(row);
    else together.push([row]);
  }
  return together;
}

/**
 * A DuckDB in memory with schema facts built from records at hand; schema metrics is there and empty.
 * Partners and customers that are only named elsewhere are added, as the pipeline does.
 */
export async function factsFromRecords(records: Records, settings: Settings): Promise<DuckDB> {
  const db = await DuckDB.open(":memory:", {threads: 1});
  await db.run("create schema facts; create schema metrics");
  for (const t of tables) {
    await db.run(`create table facts.${t.name} (${ddlColumns(t)})`);
    for (const rows of ofSameColumns(records[t.name] ?? [])) {
      const values = rows.map((row) => `(${Object.values(row).map(sqlValue).join(", ")})`);
      await db.run(
        `insert into facts.${t.name} (${Object.keys(rows[0]!).map(columnSql).join(", ")}) values ${values.join(", ")}`
      );
    }
  }
  await addMissing(db, "partners", "partner_id", ["deals", "deal_partners", "referrals", "tickets"]);
  await addMissing(db, "customers", "customer_id", ["deals", "referrals", "tickets"]);
  await buildFacts(db, settings);
  return db;
}

async function addMissing(db: DuckDB, table: string, key: string, sources: string[]): Promise<void> {
  const named = sources.map((s) => `select ${key} from facts.${s}`).join(" union ");
  await db.run(
    `insert into facts.${table} (${key}, name)
     select ${key}, ${key} from (${named}) where ${key} is not null and ${key} not in (select ${key} from facts.${table}) order by 1`
  );
}
