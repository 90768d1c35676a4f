import {AsyncDuckDB as Database, AsyncDuckDBConnection, AsyncPreparedStatement, type DuckDBConfig} from "@duckdb/duckdb-wasm";
import type {RecordBatch, Table} from "apache-arrow";
import {plainTable} from "./plainColumns.ts";
import {noParquet} from "./sqlTexts.ts";

/*
 * Takes the place of @duckdb/duckdb-wasm in pages, so that what sql cells give is fit to be drawn and is what the build has shown
 * (plainColumns.ts), and a file that SQL can't read here is refused with what to do.
 */

export * from "@duckdb/duckdb-wasm";
export {AsyncDuckDB, createWorker} from "./duckdbAhead.ts";

const asItIs = {castBigIntToDouble: false, castDecimalToDouble: false, castTimestampToDate: false};

const {open} = Database.prototype as {open: (this: Database, config: DuckDBConfig) => Promise<void>};
Database.prototype.open = function (config: DuckDBConfig) {
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
    return plainTable(await query.apply(this, given));
  };
  // whether a column is of numbers or text is known with its last row
  prototype.send = async function (...given) {
    const batches = (await this.query(...given)).batches.values();
    return {next: () => Promise.resolve(batches.next())};
  };
}
