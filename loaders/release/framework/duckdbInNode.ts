import type {DuckDBConnection, DuckDBResultReader, DuckDBValue} from "@duckdb/node-api";
import {Bool, Float64, Int32, Table, TimestampMillisecond, Utf8, vectorFromArray, type DataType} from "apache-arrow";

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
  return arrowOf(await connection.runAndReadAll(text, values as DuckDBValue[]));
}

function arrowOf(reader: DuckDBResultReader): Table {
  const columns = reader.getColumnsJS();
  const vectors = reader.columnNames().map((name, i) => {
    const found = conversion(String(reader.columnTypes()[i]));
    // without rows there are no columns either
    const values = (columns[i] ?? []).map((v) => (v === null ? null : found.value(v)));
    return [name, vectorFromArray(values, found.type)] as const;
  });
  return new Table(Object.fromEntries(vectors));
}

const textOf = (v: unknown): string => (typeof v === "string" ? v : typeof v === "bigint" ? v.toString() : JSON.stringify(v));

/** Numbers as double where a browser has them so (Framework asks DuckDB for it), and days as moments. */
function conversion(type: string): {type: DataType; value: (v: unknown) => unknown} {
  if (/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT)$/.test(type)) return {type: new Int32(), value: Number};
  if (/^(BIGINT|HUGEINT|UINTEGER|UBIGINT|UHUGEINT|FLOAT|DOUBLE|DECIMAL.*)$/.test(type))
    return {type: new Float64(), value: Number};
  if (type === "BOOLEAN") return {type: new Bool(), value: Boolean};
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) return {type: new TimestampMillisecond(), value: (v) => v};
  return {type: new Utf8(), value: textOf};
}

export const DuckDBClient = {of: () => Promise.resolve({sql})};
