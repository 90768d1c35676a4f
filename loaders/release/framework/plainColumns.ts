import {
  DataType,
  DateMillisecond,
  type Field,
  Float64,
  List,
  makeData,
  Map_,
  Struct,
  Table,
  Utf8,
  Vector,
  type Data
} from "apache-arrow";
import {intervalText, isWide, timeText} from "./sqlTexts.ts";

/*
 * Written by hand, on the columns' own memory: the library's builders make functions from text, which a page's policy forbids, and
 * DuckDB's own casts give lists of whole numbers a type that their bytes are not.
 */

/**
 * A table whose columns can be drawn: whole numbers and decimals as numbers, columns with whole numbers that a number can't hold as text,
 * days and moments as dates, intervals and times of day as text; in lists and structs too.
 */
export function plainTable(table: Table): Table {
  if (table.schema.fields.every(({type}) => isPlain(type as DataType))) return table;
  const columns = table.schema.fields.map((field, i): [string, Vector] => {
    const column = table.getChildAt(i)!;
    return [field.name, isPlain(field.type as DataType) ? column : new Vector(plain([...column.data] as Data[]))];
  });
  return new Table(Object.fromEntries(columns));
}

/** Whether a browser draws values of this type as they are. */
function isPlain(type: DataType): boolean {
  if (DataType.isInt(type)) return type.bitWidth < 64;
  if (DataType.isDecimal(type) || DataType.isInterval(type) || DataType.isTime(type)) return false;
  if (DataType.isDate(type)) return type.typeId === new DateMillisecond().typeId && type.unit === new DateMillisecond().unit;
  return (
    !DataType.isTimestamp(type) && ((type.children as Field[] | null) ?? []).every(({type: inner}) => isPlain(inner as DataType))
  );
}

/** The pieces of one column; what its type becomes is decided for all of them. */
function plain(pieces: Data[]): Data[] {
  const type = pieces[0]?.type;
  if (!type || isPlain(type)) return pieces;
  if (DataType.isInt(type)) return wholes(pieces, (piece) => (i) => (piece.values as BigInt64Array)[i]!);
  if (DataType.isDecimal(type))
    return type.scale === 0 ? wholes(pieces, bitsOf) : pieces.map((piece) => numbers(piece, decimals(piece, type.scale)));
  if (DataType.isInterval(type)) return pieces.map((piece) => texts(piece, intervals(piece)));
  if (DataType.isTime(type)) return pieces.map((piece) => texts(piece, times(piece)));
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return pieces.map(moments);
  return nested(pieces, type);
}

function nested(pieces: Data[], type: DataType): Data[] {
  const inner = type.children.map((_, i) => plain(pieces.map((piece) => piece.children[i]!)));
  return pieces.map((piece, n) => {
    const children = inner.map((of) => of[n]!);
    const fields = type.children.map((field, i) => field.clone({type: children[i]!.type}));
    return piece.clone(typeWith(type, fields), piece.offset, piece.length, piece.nullCount, piece.buffers, children);
  });
}

function typeWith(type: DataType, fields: Field[]): DataType {
  if (DataType.isList(type)) return new List(fields[0]!);
  if (DataType.isMap(type)) return new Map_(fields[0] as ConstructorParameters<typeof Map_>[0], type.keysSorted);
  return DataType.isStruct(type) ? new Struct(fields) : type;
}

type At<T> = (i: number) => T;

/** Whole numbers as numbers, or as text where one of them is too wide. */
function wholes(pieces: Data[], read: (piece: Data) => At<bigint>): Data[] {
  const asText = pieces.some((piece) => indexes(piece).some((i) => piece.getValid(i) && isWide(read(piece)(i))));
  return pieces.map((piece) => {
    const at = read(piece);
    return asText ? texts(piece, (i) => String(at(i))) : numbers(piece, (i) => Number(at(i)));
  });
}

const indexes = ({length}: Data): number[] => Array.from({length}, (_, i) => i);

/** The whole number in the four parts of a decimal. */
const bitsOf = (piece: Data): At<bigint> => {
  const parts = piece.values as Uint32Array;
  return (i) =>
    BigInt.asIntN(
      128,
      [3, 2, 1, 0].reduce((sum, part) => (sum << 32n) | BigInt(parts[4 * i + part]!), 0n)
    );
};

const decimals = (piece: Data, scale: number): At<number> => {
  const at = bitsOf(piece);
  return (i) => Number(`${at(i)}e-${scale}`);
};

const intervals = (piece: Data): At<string> => {
  const {buffer, byteOffset} = piece.values as Int32Array;
  const bytes = new DataView(buffer, byteOffset);
  return (i) =>
    intervalText({
      months: bytes.getInt32(16 * i, true),
      days: bytes.getInt32(16 * i + 4, true),
      micros: bytes.getBigInt64(16 * i + 8, true) / 1000n
    });
};

const times = (piece: Data): At<string> => {
  const values = piece.values as BigInt64Array;
  return (i) => timeText(values[i]!);
};

function moments(piece: Data): Data {
  const ms = Array.from(new Vector([piece]), (moment: number | Date | null) => BigInt(Math.trunc(Number(moment ?? 0))));
  return makeData({...shapeOf(piece), type: new DateMillisecond(), data: BigInt64Array.from(ms)});
}

const shapeOf = ({length, nullCount, nullBitmap}: Data) => ({length, nullCount, nullBitmap});

const numbers = (piece: Data, at: At<number>): Data =>
  makeData({
    ...shapeOf(piece),
    type: new Float64(),
    data: Float64Array.from(indexes(piece), (i) => (piece.getValid(i) ? at(i) : 0))
  });

function texts(piece: Data, at: At<string>): Data {
  const encoder = new TextEncoder();
  const parts = indexes(piece).map((i) => encoder.encode(piece.getValid(i) ? at(i) : ""));
  const valueOffsets = new Int32Array(parts.length + 1);
  parts.forEach((part, i) => (valueOffsets[i + 1] = valueOffsets[i]! + part.length));
  const data = new Uint8Array(valueOffsets.at(-1)!);
  parts.forEach((part, i) => data.set(part, valueOffsets[i]));
  return makeData({...shapeOf(piece), type: new Utf8(), valueOffsets, data});
}
