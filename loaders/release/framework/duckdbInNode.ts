import type {DuckDBConnection, DuckDBValue} from "@duckdb/node-api";
import type {Table} from "apache-arrow";

/* What observablehq:stdlib/duckdb is in a browser, by DuckDB for Node, for `sql` cells while the site is built. */

interface PageTable {
  name: string;
  file: string;
}

let tablesOfPage: readonly PageTable[] = [];
let opened: Promise<DuckDBConnection> | undefined;

/** From now on sql cells are those of a page with these tables; its database is made when the first of them asks. */
export async function useTables(tables: readonly PageTable[]): Promise<void> {
  const before = await opened;
  opened = undefined;
  before?.closeSync();
  tablesOfPage = tables;
}

/**
 * Makes the tables of a page from its files, JSON, CSV or Parquet, in a database of the page's own. From then on SQL reads these tables and
 * no file: what a page shows is what its reader's browser could compute.
 */
async function openTables(tables: readonly PageTable[]): Promise<DuckDBConnection> {
  const {DuckDBInstance} = await import("@duckdb/node-api");
  const options = {autoinstall_known_extensions: "false", autoload_known_extensions: "false", threads: "1"};
  const connection = await (await DuckDBInstance.create(":memory:", options)).connect();
  await connection.run("set TimeZone = 'UTC'");
  for (const {name, file} of tables)
    await connection.run(`create table "${name.replaceAll('"', '""')}" as from '${file.replaceAll("'", "''")}'`);
  await connection.run("set enable_external_access = false; set lock_configuration = true");
  return connection;
}

/** sql`select …${value}`: an Arrow table, as in a browser. */
export async function sql(strings: readonly string[], ...values: unknown[]): Promise<Table> {
  const connection = await (opened ??= openTables(tablesOfPage));
  const text = strings.map((part, i) => (i ? `$${i}${part}` : part)).join("");
  const {arrowOf} = await import("./arrowInNode.ts");
  return arrowOf(await connection.runAndReadAll(text, values as DuckDBValue[]));
}

export const DuckDBClient = {of: () => Promise.resolve({sql})};
