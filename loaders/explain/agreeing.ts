import type {MetricRow} from "./pick.ts";

type Index = Map<string, MetricRow>;

/** The same rows of all partners are asked for each of them: looked up they cost as much as they are, searched as much as their square. */
const indexes = new WeakMap<readonly MetricRow[], Map<string, Index>>();

/** So few are as soon searched. */
const few = 8;

/** The first of some rows that agrees with another row in these columns; null where none does. */
export function firstAgreeing(rows: readonly MetricRow[], columns: readonly string[], own: MetricRow): MetricRow | null {
  if (rows.length <= few) return rows.find((row) => columns.every((c) => row[c] === own[c])) ?? null;
  const byColumns = indexes.get(rows) ?? new Map<string, Index>();
  indexes.set(rows, byColumns);
  const named = columns.join(" ");
  const index = byColumns.get(named) ?? indexOf(rows, columns);
  byColumns.set(named, index);
  return index.get(textOf(own, columns)) ?? null;
}

function indexOf(rows: readonly MetricRow[], columns: readonly string[]): Index {
  const index: Index = new Map();
  for (const row of rows) {
    const text = textOf(row, columns);
    if (!index.has(text)) index.set(text, row);
  }
  return index;
}

const textOf = (row: MetricRow, columns: readonly string[]): string => JSON.stringify(columns.map((c) => row[c]));
