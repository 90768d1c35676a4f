import type {Engine, Row} from "../engines/engine.ts";

/** An engine that answers what was asked before from memory. */
export interface Remembering extends Engine {
  /** The tables of these metrics, their columns, or settings are others now. */
  forget(metrics: readonly string[]): void;
}

/** Remembers the rows of each question until a table that its text names is another one. For tables that only its owner changes. */
export function remembering(engine: Engine, ...others: Engine[]): Remembering {
  const known = new Map<string, Row[]>();
  const over = (one: Engine): Engine => ({
    run: (sql) => one.run(sql),
    close: () => one.close(),
    async rows<T>(sql: string): Promise<T[]> {
      const rows = known.get(sql) ?? (await one.rows(sql));
      known.set(sql, rows);
      // whoever asks may change what it gets
      return structuredClone(rows) as T[];
    }
  });
  return {
    ...over(engine),
    others: others.map(over),
    forget(metrics) {
      const other = new RegExp(
        [...metrics.map((name) => `\\bmetrics\\.${name}\\b`), "\\bgetvariable\\(", "\\bduckdb_columns\\("].join("|")
      );
      for (const sql of known.keys()) if (other.test(sql)) known.delete(sql);
    }
  };
}
