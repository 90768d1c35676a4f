import {metaOf, type ColumnMeta, type Table, type Tells} from "../../src/contract/columns.ts";
import {publishedTables as declared} from "../../src/contract/publishedTables.ts";
import {HandshakeError} from "../errors.ts";

/**
 * What each column of a table reveals about partners, customers and people, as src/contract declares it.
 * @throws HandshakeError that names the columns of which nobody has said it
 */
export const classesOf = (table: string, rows: readonly object[] = []): Record<string, Tells> =>
  classesIn(table, declared[table], rows);

/** The same of a table that is not of src/contract, such as a company's own metric. */
export function classesIn(table: string, declaration: Table | undefined, rows: readonly object[] = []): Record<string, Tells> {
  const row = declaration?.row ?? {};
  const metas = Object.entries(row).map(([column, schema]) => [column, metaOf(schema)?.tells] as const);
  const classes = Object.fromEntries(metas.flatMap(([column, tells]) => (tells ? [[column, tells]] : [])));
  const unknown = [...new Set([...Object.keys(row), ...Object.keys(rows[0] ?? {})])].filter((column) => !(column in classes));
  if (!unknown.length) return classes;
  throw new HandshakeError(
    `What ${table}.${unknown.join(`, ${table}.`)} reveals is not declared, so nobody may see it yet. Declare it with a disclosure class (src/contract/columns.ts).`
  );
}

/** The columns of a table with what they were declared with. */
export const metasOf = (table: string): Record<string, ColumnMeta> => metasIn(declared[table]);

export const metasIn = (table: Table | undefined): Record<string, ColumnMeta> =>
  Object.fromEntries(Object.entries(table?.row ?? {}).map(([column, schema]) => [column, metaOf(schema)!]));

/** A table by its name. */
export const tableNamed = (name: string): Table | undefined => declared[name];

const columnsOf = (kind: Tells): string[] =>
  Object.entries(classesOf("partners")).flatMap(([column, tells]) => (tells === kind ? [column] : []));

/** What people outside know of a partner (quasi-identifiers), but for its account manager, who is in no row about a coded partner. */
export const attributes: readonly string[] = [...columnsOf("trait"), "parent", "parent_id"];

/** What we conclude of a partner (sensitive attributes). By which forecast is no conclusion. */
export const outcomes: readonly string[] = columnsOf("outcome").filter((column) => column !== "inactivity_by");
