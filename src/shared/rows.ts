import type {RowOf} from "../contract/index.js";

/** The rows of a table that is stored by column. */
export function rowsOf<C extends Record<string, unknown[]>>(table: C): RowOf<C>[] {
  const names = Object.keys(table);
  const length = table[names[0] ?? ""]?.length ?? 0;
  return Array.from({length}, (_, i) => Object.fromEntries(names.map((name) => [name, table[name]![i]])) as RowOf<C>);
}

/** A table by column from rows, with these columns in this order. */
export const columnsOf = <R extends object, K extends keyof R & string>(
  rows: readonly R[],
  names: readonly K[]
): {[P in K]: R[P][]} => Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as {[P in K]: R[P][]};
