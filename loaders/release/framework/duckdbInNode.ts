import type {DuckDBConnection, DuckDBValue} from "@duckdb/node-api";

/* What observablehq:stdlib/duckdb is in a browser, by DuckDB for Node, for `sql` cells while the site is built. */

let connection: DuckDBConnection | undefined;

/** Makes the tables of a page from its files, JSON, CSV or Parquet. */
export async function openTables(tables: readonly {name: string; file: string}[]): Promise<void> {
  const {DuckDBInstance} = await import("@duckdb/node-api");
  const options = {autoinstall_known_extensions: "false", autoload_known_extensions: "false"};
  connection ??= await (await DuckDBInstance.create(":memory:", options)).connect();
  for (const {name, file} of tables)
    await connection.run(`create or replace view "${name.replaceAll('"', '""')}" as from '${file.replaceAll("'", "''")}'`);
}

/** sql`select …${value}`: rows, with the names of their columns. */
export async function sql(strings: readonly string[], ...values: unknown[]): Promise<object[] & {columns: string[]}> {
  if (!connection) throw new Error("no table is registered; name one in the page's front matter (sql:)");
  const text = strings.map((part, i) => (i ? `$${i}${part}` : part)).join("");
  const reader = await connection.runAndReadAll(text, values as DuckDBValue[]);
  return Object.assign(reader.getRowObjectsJS(), {columns: reader.columnNames()});
}

export const registerTable = (): void => undefined;
export const DuckDBClient = {sql: () => sql, of: () => Promise.resolve({sql})};
