import type {DuckDB} from "../../engines/duckdb.ts";
import type {RawFile} from "../../read/raw.ts";
import {isNested, parquetColumns} from "../../read/rawParquet.ts";
import {containersIn} from "../../read/transcribe/nestedJson.ts";
import type {Export} from "./export.ts";

/** Of nested records the headers that are read by their parts; what is wrapped as "properties" is there under its own names. */
const partsRead = (extension: string, headers: string[]): string[] =>
  /^(json|ndjson|jsonl)/.test(extension)
    ? [...containersIn(headers), ...headers.filter((h) => h.startsWith("properties.") && headers.includes(h.slice(11)))]
    : [];

/** The columns of a Parquet file that hold lists or records, which no mapping can read, and with them all headers that are not looked at. */
export async function notRead(
  db: DuckDB,
  {extension, stored}: RawFile,
  headers: string[]
): Promise<Pick<Export, "nested"> & {unread: string[]}> {
  const nested = extension === "parquet" ? (await parquetColumns(db, stored)).filter(isNested).map((c) => c.name) : [];
  return {nested, unread: [...partsRead(extension, headers), ...nested]};
}
