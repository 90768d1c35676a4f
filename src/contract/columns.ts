import {z} from "zod";

/*
 * How a column of a published table is declared: once, with its type, its unit, what it means, and what it reveals. Pages import
 * only types from here. Shares and probabilities are fractions of 1, scores 0 to 100, money in the reporting currency, dates YYYY-MM-DD.
 */

/**
 * The disclosure class of a column: what somebody learns who may see it. docs/disclosure.md says what becomes of each.
 * - partner, customer, person: who the row is about, by id or name; group: of the kind that the row's dimension says
 * - trait: an attribute that people outside know (region, tier, …), by which a coded partner may be found (a quasi-identifier)
 * - money; amount: money where the row's unit says so; share: a part of a total of money, or what follows from one
 * - count: how many records; day: when; rank: a place in an order; score: a rate or an estimate from records
 * - outcome: what we conclude of one partner, customer or person, or of a record of theirs: grade, verdict, segment, signal (the sensitive attribute)
 * - group_size: of how many partners a row is the sum
 * - open: nothing about anybody; withheld: made again for each audience
 */
export type Tells =
  | "partner"
  | "customer"
  | "person"
  | "group"
  | "trait"
  | "money"
  | "amount"
  | "share"
  | "count"
  | "day"
  | "rank"
  | "score"
  | "outcome"
  | "group_size"
  | "open"
  | "withheld";

export type SqlType = "integer" | "double" | "varchar" | "date" | "boolean";

/** What is known of a column beside its schema. */
export interface ColumnMeta {
  type: SqlType;
  /** What a value counts; null where it counts nothing. */
  unit: string | null;
  about: string;
  tells: Tells;
  /** Where the value comes from, where that is not the column of the same name of the table's metric: SQL over `m` (the metric), other metrics and facts by name. */
  from?: string;
  /** What this is the name of: a table of facts, and SQL of the id. */
  nameOf?: readonly [who: "partners" | "people" | "customers", id: string];
}

type Options = Partial<Pick<ColumnMeta, "unit" | "tells" | "from" | "nameOf">>;

/** What was declared with each schema. Zod's own meta() would copy every schema, which the start of the program would pay for. */
const metas = z.registry<ColumnMeta>();

/**
 * Declares a column; `from` and the others go with the schema, also where it becomes nullable.
 * @param schema of this column alone
 */
export function column<T extends z.ZodType>(schema: T, meta: ColumnMeta): T {
  metas.add(schema, meta);
  return schema;
}

/** Zero or more of something. */
export const count = (about: string, o: Options = {}) =>
  column(z.int().min(0), {type: "integer", unit: "records", about, tells: "count", ...o});
/** A place in an order, 1 the first. */
export const rank = (about: string, o: Options = {}) =>
  column(z.int().min(0), {type: "integer", unit: null, about, tells: "rank", ...o});
/** A rate or probability, 0 to 1. */
export const fraction = (about: string, o: Options = {}) =>
  column(z.number().min(0).max(1), {type: "double", unit: "fraction", about, tells: "score", ...o});
/** A part of a total, which may be more than 1 or below 0 where some of it is negative. */
export const share = (about: string, o: Options = {}) =>
  column(z.number(), {type: "double", unit: "fraction", about, tells: "share", ...o});
/** 0 to 100. */
export const score = (about: string, o: Options = {}) =>
  column(z.number().min(0).max(100), {type: "double", unit: "points", about, tells: "score", ...o});
/** An amount in the reporting currency. */
export const money = (about: string, o: Options = {}) =>
  column(z.number(), {type: "double", unit: "reporting currency", about, tells: "money", ...o});
/** Any other number; its class is named at the column. */
export const number = (about: string, unit: string, tells: Tells, o: Options = {}) =>
  column(z.number(), {type: "double", unit, about, tells, ...o});
export const day = (about: string, o: Options = {}) =>
  column(z.iso.date(), {type: "date", unit: null, about, tells: "day", ...o});
export const flag = (about: string, o: Options = {}) =>
  column(z.boolean(), {type: "boolean", unit: null, about, tells: "open", ...o});
/** One of a few words of our own, in the order in which they are listed. */
export const word = <const V extends readonly [string, ...string[]]>(values: V, about: string, o: Options = {}) =>
  column(z.enum(values), {type: "varchar", unit: null, about, tells: "open", ...o});
/** One of a closed list that is named elsewhere. */
export const category = <T extends z.ZodEnum>(values: T, about: string, o: Options = {}) =>
  column(values.clone(), {type: "varchar", unit: null, about, tells: "open", ...o});
/** A text as somebody wrote it; its class is named at the column. */
export const text = (about: string, tells: Tells, o: Options = {}) =>
  column(z.string(), {type: "varchar", unit: null, about, tells, ...o});

/** The partner that a row is about, and its name. */
export const partnerId = (o: Options = {}) => text("the partner", "partner", {from: "m.partner_id", ...o});
export const partnerName = (id = "m.partner_id", o: Options = {}) =>
  text("the partner's name", "partner", {nameOf: ["partners", id], ...o});
export const personName = (about: string, id: string) => text(about, "person", {nameOf: ["people", id]});

export type Columns = Readonly<Record<string, z.ZodType>>;

/** The class of a conclusion about the subject of the row. */
export const outcome = {tells: "outcome"} as const;

/** How a table is read. */
export interface Source {
  /** The metric whose rows it has, by its name; null where a query of loaders/publish/queries has to compute them. */
  metric: string | null;
  /** Its rows of every date; else those of now. */
  dates?: "all" | "none";
  /** SQL of the rows that are taken. */
  where?: string;
  /** What further metrics in `from` are joined by, beside the date. */
  key?: string;
  /** As in SQL: "revenue desc, name". Words are in the order in which they are listed. Nulls are last unless "nulls first" is said. */
  order: string;
  /** Who each row is about, where none of its columns says so. */
  rowsOf?: "person";
}

/** A table that pages are made from. */
export interface Table<S extends Columns = Columns> {
  source: Source;
  row: S;
}

export const table = <S extends Columns>(source: Source, row: S): Table<S> => ({source, row});

/** One row of a table. */
export type Row<T extends Table> = {[K in keyof T["row"]]: z.output<T["row"][K]>};

/** A published list of a table's rows. */
export const rows = <S extends Columns>({row}: {row: S}) => z.array(z.strictObject(row));

/** Some columns of a table, as declared there. */
export const pick = <S extends Columns, K extends keyof S & string>({row}: {row: S}, ...names: K[]): Pick<S, K> =>
  Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<S, K>;

/** A published table by column, which is a third of the size of rows; `rowsOf` in src/shared/rows.ts turns it round. */
export const columns = <S extends Columns>(row: S) =>
  z.strictObject(Object.fromEntries(Object.entries(row).map(([name, type]) => [name, z.array(type)]))) as unknown as z.ZodObject<
    {-readonly [K in keyof S]: z.ZodArray<S[K]>},
    z.core.$strict
  >;

/** One row of a table by column. */
export type RowOf<C> = {[K in keyof C]: C[K] extends (infer V)[] ? V : never};

/** The schema under nullable(), and what it was declared with; undefined where nobody declared it. */
export function metaOf(schema: z.ZodType): ColumnMeta | undefined {
  const inner = schema instanceof z.ZodNullable ? (schema.unwrap() as z.ZodType) : schema;
  return metas.get(inner);
}
/** The words of a column, in their order; none where it is not of words. */
export function wordsOf(schema: z.ZodType): readonly string[] | undefined {
  const inner = schema instanceof z.ZodNullable ? (schema.unwrap() as z.ZodType) : schema;
  return inner instanceof z.ZodEnum ? (inner.options as string[]) : undefined;
}
