import type {DuckDBConnection, DuckDBValue} from "@duckdb/node-api";
import type {Schema, StructRowProxy, Table} from "apache-arrow";
import {insertSource, insertPath} from "./duckdbSources.ts";
import {pageFault} from "./sqlTexts.ts";

/* What observablehq:stdlib/duckdb is in a browser, by DuckDB for Node, for `sql` cells and clients while the site is built. */

interface PageTable {
  name: string;
  file: string;
}

let tablesOfPage: readonly PageTable[] = [];
let opened: Promise<DuckDBClient> | undefined;
/** All databases of the page: its own, and those that its cells have asked for. */
const databases = new Set<DuckDBConnection>();

/** From now on sql cells are those of a page with these tables; its database is made when the first of them asks. */
export async function useTables(tables: readonly PageTable[]): Promise<void> {
  await opened?.catch(() => undefined);
  opened = undefined;
  for (const database of databases) database.closeSync();
  databases.clear();
  tablesOfPage = tables;
}

/**
 * A database of the page's own, whose tables are made first. From then on SQL reads these tables and no file: what a page shows is what its
 * reader's browser could compute.
 */
async function openDatabase(fill: (connection: DuckDBConnection) => Promise<unknown>): Promise<DuckDBConnection> {
  const {DuckDBInstance} = await import("@duckdb/node-api");
  const options = {autoinstall_known_extensions: "false", autoload_known_extensions: "false", threads: "1"};
  const connection = await (await DuckDBInstance.create(":memory:", options)).connect();
  databases.add(connection);
  await connection.run("set TimeZone = 'UTC'");
  await fill(connection);
  await connection.run("set enable_external_access = false; set lock_configuration = true");
  return connection;
}

type Sql = (strings: readonly string[], ...values: unknown[]) => Promise<Table>;

/** Framework's client, with the methods that its documentation names. */
export class DuckDBClient {
  readonly dialect = "duckdb";
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async of(sources: Record<string, unknown> = {}): Promise<DuckDBClient> {
    const fill = async (connection: DuckDBConnection) => {
      for (const [name, source] of Object.entries(sources)) await insertSource(connection, name, source);
    };
    return new DuckDBClient(await openDatabase(fill));
  }

  static async sql(sources: Record<string, unknown> = {}): Promise<Sql> {
    const client = await DuckDBClient.of(sources);
    return (strings, ...values) => client.sql(strings, ...values);
  }

  async query(text: string, params: readonly unknown[] = []): Promise<Table> {
    const {arrowOf} = await import("./arrowInNode.ts");
    const rows = this.#connection.runAndReadAll(text, params.map(parameter)).catch((error: unknown) => {
      throw pageFault(error);
    });
    return arrowOf(await rows);
  }

  async queryRow(text: string, params?: readonly unknown[]): Promise<StructRowProxy | null> {
    return (await this.query(text, params)).get(0);
  }

  async queryStream(
    text: string,
    params?: readonly unknown[]
  ): Promise<{schema: Schema; readRows: () => AsyncGenerator<unknown[]>}> {
    const {schema, batches} = await this.query(text, params);
    return {
      schema,
      async *readRows() {
        for (const batch of batches) yield await Promise.resolve(batch.toArray());
      }
    };
  }

  sql(strings: readonly string[], ...values: unknown[]): Promise<Table> {
    return this.query(...this.queryTag(strings, ...values));
  }

  queryTag(strings: readonly string[], ...values: unknown[]): [text: string, params: unknown[]] {
    return [strings.join("?"), values];
  }

  escape(name: string): string {
    return `"${name}"`;
  }

  async describeTables(): Promise<{name: unknown}[]> {
    return rowsOf(await this.query("show tables")).map(({name}) => ({name}));
  }

  async describeColumns({table}: {table: string}): Promise<object[]> {
    return rowsOf(await this.query(`describe ${this.escape(table)}`)).map((row) => {
      const databaseType = String(row["column_type"]);
      return {name: row["column_name"], type: plainType(databaseType), nullable: row["null"] !== "NO", databaseType};
    });
  }
}

const rowsOf = (table: Table) => table.toArray() as Record<string, unknown>[];

/** As a browser sends it: a moment as its text. */
const parameter = (value: unknown): DuckDBValue =>
  value instanceof Date ? value.toISOString() : ((value ?? null) as DuckDBValue);

const types: [RegExp, string][] = [
  [/^U?(BIG|HUGE)INT$/, "bigint"],
  [/^(DOUBLE|REAL|FLOAT)$/, "number"],
  [/INT(EGER)?$|^DECIMAL\(/, "integer"],
  [/^BOOLEAN$/, "boolean"],
  [/^(DATE|TIMESTAMP)/, "date"],
  [/^(VARCHAR|UUID)$/, "string"]
];
const plainType = (type: string): string => types.find(([pattern]) => pattern.test(type))?.[1] ?? "other";

/** The client of the tables that the page's sql cells query. */
export const getDefaultClient = (): Promise<DuckDBClient> =>
  (opened ??= openDatabase(async (connection) => {
    for (const {name, file} of tablesOfPage) await insertPath(connection, name, file);
  }).then((connection) => new DuckDBClient(connection)));

/** sql`select …${value}`: an Arrow table, as in a browser. */
export const sql: Sql = async (strings, ...values) => (await getDefaultClient()).sql(strings, ...values);
