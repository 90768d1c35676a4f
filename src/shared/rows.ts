import type {RowOf} from "../contract/index.js";

/** The rows of a table that is stored by column. */
export function rowsOf<C extends Record<string, unknown[]>>(table: C): RowOf<C>[] {
  const names = Object.keys(table);
  const length = table[names[0] ?? ""]?.length ?? 0;
  return Array.from({length}, (_, i) => Object.fromEntries(names.map((name) => [name, table[name]![i]])) as RowOf<C>);
}

/** What all rows come to. */
export const sum = <R>(rows: readonly R[], of: (row: R) => number): number => rows.reduce((total, row) => total + of(row), 0);
