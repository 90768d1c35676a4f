import {alerts} from "../../src/contract/alerts.ts";
import {metaOf, type ColumnMeta, type Table, type Tells} from "../../src/contract/columns.ts";
import {tables} from "../../src/contract/tables.ts";
import {HandshakeError} from "../errors.ts";

const declared: Record<string, Table> = {...tables, alerts};

/**
 * What each column of a table tells of whom, as src/contract declares it.
 * @throws HandshakeError that names the columns of which nobody has said it
 */
export function classesOf(table: string, rows: readonly object[] = []): Record<string, Tells> {
  const row = declared[table]?.row ?? {};
  const metas = Object.entries(row).map(([column, schema]) => [column, metaOf(schema)?.tells] as const);
  const classes = Object.fromEntries(metas.flatMap(([column, tells]) => (tells ? [[column, tells]] : [])));
  const unknown = [...new Set([...Object.keys(row), ...Object.keys(rows[0] ?? {})])].filter((column) => !(column in classes));
  if (!unknown.length) return classes;
  throw new HandshakeError(
    `What ${table}.${unknown.join(`, ${table}.`)} tells of whom is not said, so nobody may see it yet. Declare it with a disclosure class (src/contract/columns.ts).`
  );
}

/** The columns of a table with what they were declared with. */
export const metasOf = (table: string): Record<string, ColumnMeta> =>
  Object.fromEntries(Object.entries(declared[table]?.row ?? {}).map(([column, schema]) => [column, metaOf(schema)!]));

/** A table by its name. */
export const tableNamed = (name: string): Table | undefined => declared[name];
