import {Bool, DateDay, Float64, Int32, Table as ArrowTable, Utf8, tableToIPC, vectorFromArray, type DataType} from "apache-arrow";
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
    return [column, vectorFromArray(values, types[type]())] as const;
  });
  return tableToIPC(new ArrowTable(Object.fromEntries(vectors)), "stream");
}

/** The same rows as Parquet, for download. */
export const parquetOf = (arrow: Uint8Array): Uint8Array => writeParquet(WasmTable.fromIPCStream(arrow));

const valueOf = (value: unknown, type: SqlType): unknown =>
  type === "date" ? new Date(`${String(value)}T00:00:00Z`) : type === "double" || type === "integer" ? Number(value) : value;
