import type {DuckDBResultReader} from "@duckdb/node-api";
import {Bool, Float64, Int32, Table, TimestampMillisecond, Utf8, vectorFromArray, type DataType} from "apache-arrow";

/** What sql cells get of a result: an Arrow table, as in a browser. Apart, because only pages with sql cells need it. */
export function arrowOf(reader: DuckDBResultReader): Table {
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
