import {
  DuckDBTypeId,
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  type DuckDBIntervalValue,
  type DuckDBMapType,
  type DuckDBMapValue,
  type DuckDBResultReader,
  type DuckDBStructType,
  type DuckDBStructValue,
  type DuckDBTimeValue,
  type DuckDBType,
  type DuckDBValue
} from "@duckdb/node-api";
import {Bool, Field, Float64, Int32, List, Map_, Struct, Table, TimestampMillisecond, Utf8, vectorFromArray, type DataType} from "apache-arrow"; // prettier-ignore
import {intervalText, isWide, timeText} from "./sqlTexts.ts";

/*
 * What sql cells get of a result: an Arrow table, with the types that a browser has (plainColumns.ts). Apart, because only pages with sql
 * cells need it.
 */

export function arrowOf(reader: DuckDBResultReader): Table {
  const columns = reader.getColumns();
  const vectors = reader.columnNames().map((name, i) => {
    // without rows there are no columns either
    const values = columns[i] ?? [];
    const {type, value} = conversion(reader.columnTypes()[i]!, values);
    return [name, vectorFromArray(values.map(value), type)] as const;
  });
  return new Table(Object.fromEntries(vectors));
}

interface Conversion {
  type: DataType;
  value: (v: DuckDBValue) => unknown;
}

interface Items {
  items: readonly DuckDBValue[];
}
type Entries = ConstructorParameters<typeof Map_>[0];

const known =
  (value: (v: never) => unknown) =>
  (v: DuckDBValue): unknown =>
    v === null ? null : value(v as never);
const as = (type: DataType, value: (v: never) => unknown): Conversion => ({type, value: known(value)});

/** @param values all of a column, or of one place within its values, which have one type */
function conversion(type: DuckDBType, values: readonly DuckDBValue[]): Conversion {
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
      return as(new Int32(), Number);
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return whole(values as (bigint | null)[], (n: bigint) => n);
    case DuckDBTypeId.DECIMAL:
      if (type.scale > 0) return as(new Float64(), Number);
      return whole(
        values.map(known((v: DuckDBDecimalValue) => v.value)) as (bigint | null)[],
        (v: DuckDBDecimalValue) => v.value
      );
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return as(new Float64(), Number);
    case DuckDBTypeId.BOOLEAN:
      return as(new Bool(), Boolean);
    case DuckDBTypeId.DATE:
      return as(new TimestampMillisecond(), (v: DuckDBDateValue) => v.days * 86_400_000);
    default:
      return /^TIMESTAMP/.test(String(type)) ? as(new TimestampMillisecond(), momentOf) : textOrNested(type, values);
  }
}

/** Of whichever unit: since 1970, of which nothing below a millisecond is kept. */
function momentOf(v: {micros?: bigint; millis?: bigint; seconds?: bigint; nanos?: bigint}): number {
  if (v.seconds !== undefined) return Number(v.seconds) * 1000;
  if (v.millis !== undefined) return Number(v.millis);
  return Number(v.micros === undefined ? v.nanos! / 1_000_000n : v.micros / 1000n);
}

function textOrNested(type: DuckDBType, values: readonly DuckDBValue[]): Conversion {
  switch (type.typeId) {
    case DuckDBTypeId.INTERVAL:
      return as(new Utf8(), (v: DuckDBIntervalValue) => intervalText(v));
    case DuckDBTypeId.TIME:
      return as(new Utf8(), (v: DuckDBTimeValue) => timeText(v.micros));
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY: {
      const lists = values as (Items | null)[];
      const item = conversion(
        type.valueType,
        lists.flatMap((list) => list?.items ?? [])
      );
      return as(new List(new Field("item", item.type, true)), ({items}: Items) => items.map(item.value));
    }
    case DuckDBTypeId.STRUCT:
      return struct(type, values as (DuckDBStructValue | null)[]);
    case DuckDBTypeId.MAP:
      return map(type, values as (DuckDBMapValue | null)[]);
    default:
      return as(new Utf8(), String);
  }
}

function struct(type: DuckDBStructType, values: readonly (DuckDBStructValue | null)[]): Conversion {
  const parts = type.entryNames.map((name, i) => {
    const inner = values.map((value) => value?.entries[name] ?? null);
    return {name, ...conversion(type.entryTypes[i]!, inner)};
  });
  return as(new Struct(parts.map((part) => new Field(part.name, part.type, true))), ({entries}: DuckDBStructValue) =>
    Object.fromEntries(parts.map(({name, value}) => [name, value(entries[name]!)]))
  );
}

function map({keyType, valueType}: DuckDBMapType, values: readonly (DuckDBMapValue | null)[]): Conversion {
  const entries = values.flatMap((value) => value?.entries ?? []);
  const key = conversion(keyType, entries.map((entry) => entry.key)); // prettier-ignore
  const held = conversion(valueType, entries.map((entry) => entry.value)); // prettier-ignore
  const pair = new Struct([new Field("key", key.type, false), new Field("value", held.type, true)]);
  return as(new Map_(new Field("entries", pair, false) as Entries), (v: DuckDBMapValue) => new Map(v.entries.map((e) => [key.value(e.key), held.value(e.value)]))); // prettier-ignore
}

/** Whole numbers as numbers, or as text where one of them is too wide. */
const whole = (values: readonly (bigint | null)[], of: (v: never) => bigint): Conversion =>
  values.some((n) => n !== null && isWide(n)) ? as(new Utf8(), (v) => String(of(v))) : as(new Float64(), (v) => Number(of(v)));
