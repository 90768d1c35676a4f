import {z} from "zod";

/**
 * How a column's text is read. The kind decides the pattern that a value must pass and the DuckDB type it is cast to
 * (stage/values.ts).
 */
export type ColumnKind =
  "id" | "text" | "day" | "instant" | "month" | "money" | "rate" | "number" | "percent" | "count" | "category" | "currency";

/** What a table file says of one column, beside its schema. */
export interface ColumnMeta {
  kind: ColumnKind;
  about: string;
  values?: readonly string[];
}

/** What was declared with each schema. Zod's own meta() would copy every schema, which the start of the program would pay for. */
const metas = z.registry<ColumnMeta>();

function column<T extends z.ZodType>(type: T, kind: ColumnKind, about: string, values?: readonly string[]): T {
  metas.add(type, {kind, about, ...(values ? {values} : {})});
  return type;
}

/** A key: 1 to 200 characters, no white space, no invisible character. */
export const id = (about: string) => column(z.string().min(1).max(200), "id", about);
/** Free text, at most 65,536 characters. */
export const text = (about: string) => column(z.string(), "text", about);
/** A calendar day in the reporting time zone, YYYY-MM-DD. */
export const day = (about: string) => column(z.iso.date(), "day", about);
/** A point in time, UTC; orders the versions of a record. */
export const instant = (about: string) => column(z.string(), "instant", about);
/** A calendar month, YYYY-MM, kept as its first day. */
export const month = (about: string) => column(z.iso.date(), "month", about);
/** An amount without a sign, DECIMAL(18,4); two decimals unless a mapping allows four. */
export const money = (about: string) => column(z.string(), "money", about);
/** A positive factor with up to 10 decimals, DECIMAL(20,10). */
export const rate = (about: string) => column(z.string(), "rate", about);
/** A number of zero or more. */
export const number = (about: string) => column(z.string(), "number", about);
/** A percentage from 0 to 100. */
export const percent = (about: string) => column(z.string(), "percent", about);
/** A whole number of zero or more; true and false count as 1 and 0. */
export const count = (about: string) => column(z.int(), "count", about);
/** An ISO 4217 code, three capital letters. */
export const currency = (about: string) => column(z.string().length(3), "currency", about);
/** One of the listed words, exactly. */
export const category = <const V extends readonly [string, ...string[]]>(values: V, about: string) =>
  column(z.enum(values), "category", about, values);

/** One canonical table: a file in loaders/tables each. */
export interface CanonicalTable {
  name: string;
  about: string;
  /** The columns that identify a record. */
  key: readonly string[];
  /** What people decide or write down, not what happened: it dates no figures, may be newer than them or lie ahead, and has no rhythm. */
  written?: true;
  /** The column of which one record may have several values, a row each, as a partner has several roles on a deal. */
  several?: string;
  /** A row; a column that is not nullable must be present in the header and filled in every record. */
  row: z.ZodObject;
}

/** Declares a canonical table; the key can only name columns of the row. */
export const table = <S extends z.ZodObject>(t: {
  name: string;
  about: string;
  key: readonly (keyof S["shape"] & string)[];
  written?: true;
  several?: keyof S["shape"] & string;
  row: S;
}): CanonicalTable => t;

/** A column as the pipeline uses it. */
export interface Column extends ColumnMeta {
  name: string;
  required: boolean;
}

/** The columns of a table in the order of its file. */
export function columnsOf(t: CanonicalTable): Column[] {
  return Object.entries(t.row.shape as Record<string, z.ZodType>).map(([name, type]) => {
    const inner = type instanceof z.ZodNullable ? (type.unwrap() as z.ZodType) : type;
    return {name, required: !(type instanceof z.ZodNullable), ...metas.get(inner)!};
  });
}

/** Days that may lie ahead of the data: due or expected, not happened. */
const ahead = new Set(["due_on", "expected_close_on", "until"]);

/** Whether a column says when something happened, and so can't lie ahead of the data. */
export const isPast = (c: Pick<Column, "kind" | "name">): boolean => c.kind === "day" && !ahead.has(c.name);
