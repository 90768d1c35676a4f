import {AsyncDuckDB, AsyncDuckDBConnection, AsyncPreparedStatement, type DuckDBConfig} from "@duckdb/duckdb-wasm";
import {DataType, DateMillisecond, DateUnit, makeData, Table, Vector} from "apache-arrow";

/*
 * Takes the place of @duckdb/duckdb-wasm in pages, so that what sql cells give is fit to be drawn: sums of whole numbers and decimals as
 * numbers, where the library alone gives their 128 bits in four parts, and days as moments, which Plot and Inputs tell as dates.
 */

export * from "@duckdb/duckdb-wasm";

const {open} = AsyncDuckDB.prototype as {open: (this: AsyncDuckDB, config: DuckDBConfig) => Promise<void>};
AsyncDuckDB.prototype.open = function (config: DuckDBConfig) {
  return open.call(this, {...config, query: {castDecimalToDouble: true, ...config.query}});
};

for (const {prototype} of [AsyncDuckDBConnection, AsyncPreparedStatement] as {prototype: {query: Query}}[]) {
  const query = prototype.query;
  prototype.query = async function (...given) {
    return withMoments(await query.apply(this, given));
  };
}

type Query = (this: unknown, ...given: unknown[]) => Promise<Table>;

function withMoments(table: Table): Table {
  if (!table.schema.fields.some((field) => isDay(field.type as DataType))) return table;
  const columns = table.schema.fields.map((field, i): [string, Vector] => {
    const column = table.getChildAt(i)!;
    return [field.name, isDay(field.type as DataType) ? momentsOf(column) : column];
  });
  return new Table(Object.fromEntries(columns));
}

const isDay = (type: DataType): boolean => DataType.isDate(type) && type.unit === DateUnit.DAY;

/** Written by hand: the library's builders make functions from text, which a page's policy forbids. */
function momentsOf(days: Vector): Vector {
  const known = Array.from(days, (day: number | Date | null) => (day === null ? null : +day));
  const nullBitmap = new Uint8Array(Math.ceil(known.length / 64) * 8);
  known.forEach((day, i) => void (day !== null && (nullBitmap[i >> 3]! |= 1 << (i & 7))));
  return new Vector([
    makeData({
      type: new DateMillisecond(),
      length: known.length,
      nullCount: known.filter((day) => day === null).length,
      nullBitmap,
      data: BigInt64Array.from(known, (day) => BigInt(day ?? 0))
    })
  ]);
}
