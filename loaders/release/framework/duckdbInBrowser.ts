import {AsyncDuckDB, AsyncDuckDBConnection, AsyncPreparedStatement, type DuckDBConfig} from "@duckdb/duckdb-wasm";
import type {RecordBatch, Table} from "apache-arrow";
import {previewFlag} from "./names.ts";
import {plainTable} from "./plainColumns.ts";
import {noParquet, pageFault} from "./sqlTexts.ts";

/*
 * Takes the place of @duckdb/duckdb-wasm in pages, so that what sql cells give is fit to be drawn and is what the build has shown
 * (plainColumns.ts), and a file that SQL can't read here is refused with what to do.
 */

export * from "@duckdb/duckdb-wasm";

const asItIs = {castBigIntToDouble: false, castDecimalToDouble: false, castTimestampToDate: false};

const {open} = AsyncDuckDB.prototype as {open: (this: AsyncDuckDB, config: DuckDBConfig) => Promise<void>};
AsyncDuckDB.prototype.open = function (config: DuckDBConfig) {
  return open.call(this, {...config, query: {...config.query, ...asItIs}});
};

type Query = (this: unknown, ...given: unknown[]) => Promise<Table>;
interface Asked {
  query: Query;
  send: (...given: unknown[]) => Promise<{next: () => Promise<IteratorResult<RecordBatch>>}>;
}

for (const {prototype} of [AsyncDuckDBConnection, AsyncPreparedStatement] as unknown as {prototype: Asked}[]) {
  const query = prototype.query;
  prototype.query = async function (...given) {
    const [, parquet] = /parquet_scan\('([^']*)'\)/.exec(String(given[0])) ?? [];
    if (parquet !== undefined) throw new Error(noParquet(parquet));
    return plainTable(
      await query.apply(this, given).catch((error: unknown) => {
        throw pageFault(error);
      })
    );
  };
  // whether a column is of numbers or text is known with its last row
  prototype.send = async function (...given) {
    const batches = (await this.query(...given)).batches.values();
    return {next: () => Promise.resolve(batches.next())};
  };
}

/* In the preview a table that changes takes the place of the one before in the same database (loaders/dev/client.ts). */

type Insert = (this: AsyncDuckDBConnection, rows: Uint8Array, options: {name: string}) => Promise<void>;
const tables = AsyncDuckDBConnection.prototype as unknown as {insertArrowFromIPCStream: Insert};
const insert = tables.insertArrowFromIPCStream;
tables.insertArrowFromIPCStream = async function (rows, options) {
  if (!(previewFlag in globalThis)) return insert.call(this, rows, options);
  // no cell sees the moment without it
  await this.query("begin");
  try {
    await this.query(`drop table if exists "${options.name.replaceAll('"', '""')}"`);
    await insert.call(this, rows, options);
    await this.query("commit");
  } catch (error) {
    await this.query("rollback");
    throw error;
  }
};
