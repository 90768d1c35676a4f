import type {CanonicalTable, ColumnKind} from "./columns.ts";
import {columnsOf} from "./columns.ts";

/** The DuckDB (and Spark) type that each kind of column has once it is read. */
export const sqlTypes: Record<ColumnKind, string> = {
  id: "VARCHAR",
  text: "VARCHAR",
  category: "VARCHAR",
  currency: "VARCHAR",
  day: "DATE",
  month: "DATE",
  instant: "TIMESTAMP",
  money: "DECIMAL(18,4)",
  rate: "DECIMAL(20,10)",
  number: "DOUBLE",
  percent: "DOUBLE",
  count: "INTEGER"
};

/** A column's name in SQL, where it may be a word of the language (by). */
export const columnSql = (name: string): string => `"${name}"`;

/** `name TYPE, …` of a canonical table. */
export const ddlColumns = (t: CanonicalTable): string =>
  columnsOf(t)
    .map((c) => `${columnSql(c.name)} ${sqlTypes[c.kind]}`)
    .join(", ");
