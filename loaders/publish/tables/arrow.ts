import {Bool, DateDay, Float64, Int32, Table as ArrowTable, Utf8, tableToIPC, vectorFromArray} from "apache-arrow";
import type {DataType} from "apache-arrow";
import {Table as WasmTable, writeParquet} from "parquet-wasm/node";
import {metaOf, type SqlType, type Table} from "../../../src/contract/columns.ts";

export type Rows = readonly Readonly<Record<string, unknown>>[];

const types: Record<SqlType, () => DataType> = {
  integer: () => new Int32(),
  double: () => new Float64(),
  varchar: () => new Utf8(),
  boolean: () => new Bool(),
  date: () => new DateDay()
};

/** Rows as an Arrow stream, which a page's database reads without another download; columns as the table declares them. */
export function arrowOf(rows: Rows, {row}: Table): Uint8Array {
  const vectors = Object.entries(row).map(([column, schema]) => {
    const {type} = metaOf(schema)!;
    const values = rows.map(({[column]: value}) => (value === null || value === undefined ? null : valueOf(value, type)));
    return [column, vectorFromArray(values, typeFor(type, values)())] as const;
  });
  return tableToIPC(new ArrowTable(Object.fromEntries(vectors)), "stream");
}

/** Of flags that are empty in all rows the library writes no bits, which nobody can read: such a column is one of empty numbers. */
const typeFor = (type: SqlType, values: readonly unknown[]): (() => DataType) =>
  types[type === "boolean" && values.length > 0 && values.every((value) => value === null) ? "integer" : type];

/** The same rows as Parquet, for download. */
export const parquetOf = (arrow: Uint8Array): Uint8Array => writeParquet(WasmTable.fromIPCStream(arrow));

const valueOf = (value: unknown, type: SqlType): unknown =>
  type === "date" ? new Date(`${String(value)}T00:00:00Z`) : type === "double" || type === "integer" ? Number(value) : value;
