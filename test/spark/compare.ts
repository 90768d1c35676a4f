import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {models, type ModelName} from "../../loaders/facts/contract.ts";

/** What two engines made of one table. */
export interface Difference {
  table: string;
  rows: number;
  /** The sum of every number of it, for the eye. */
  sum: string;
  /** Rows of either that the other has not, numbers to nine significant digits and money to the cent. */
  differences: number;
}

/** A column as it is compared: exact, but floating numbers to nine significant digits (they are added in another order). */
function compared(name: string, type: string): string {
  if (type === "DOUBLE") return `printf('%.9g', ${name} + 0.0)`;
  if (type.startsWith("DECIMAL")) return `cast(round(${name}, 2) as varchar)`;
  return name;
}

/** Compares each table of schema `facts` with the one that was kept aside in schema `kept`, row for row, as bags. */
export async function compareFacts(db: DuckDB, names: ModelName[] = Object.keys(models) as ModelName[]): Promise<Difference[]> {
  const result: Difference[] = [];
  for (const table of names) {
    const columns = Object.entries(models[table].columns);
    const list = columns.map(([name, type]) => `${compared(name, type)} as ${name}`).join(", ");
    const numbers = columns
      .filter(([, type]) => /DOUBLE|DECIMAL|INTEGER/.test(type))
      .map(([name]) => `coalesce(sum(${name}), 0)`);
    const [row] = await db.rows<{rows: string; sum: string; differences: string}>(`
      select (select count(*) from facts.${table}) as rows,
        (select printf('%.2f', cast(${numbers.join(" + ") || "0 * count(*)"} as double)) from facts.${table}) as sum,
        (select count(*) from ((select ${list} from facts.${table} except all select ${list} from kept.${table})
          union all (select ${list} from kept.${table} except all select ${list} from facts.${table}))) as differences`);
    result.push({table, rows: Number(row!.rows), sum: row!.sum, differences: Number(row!.differences)});
  }
  return result;
}

/** Keeps what DuckDB has made in schema `kept`, to be compared. */
export async function keepFacts(db: DuckDB): Promise<void> {
  await db.run("create schema if not exists kept");
  for (const name of Object.keys(models)) await db.run(`create or replace table kept.${name} as from facts.${name}`);
}

/** Prints the comparison as a table. */
export function printed(title: string, rows: Difference[]): string {
  const lines = rows.map(
    (r) => `  ${r.table.padEnd(16)} ${String(r.rows).padStart(9)} rows  sum ${r.sum.padStart(20)}  ${r.differences} differences`
  );
  return `${title}\n${lines.join("\n")}`;
}
