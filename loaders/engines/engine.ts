/** One result row; exact values as strings or numbers, dates as YYYY-MM-DD. */
export type Row = Record<string, unknown>;

/** The seam to the engine that holds the records: a few verbs, so that another engine can take its place. */
export interface Engine {
  /** Runs one or more statements. */
  run(sql: string): Promise<void>;
  /** Rows with exact values: DECIMAL and BIGINT as strings, DATE as YYYY-MM-DD, lists and structs as JSON. */
  rows<T = Row>(sql: string): Promise<T[]>;
  /** The same database by other connections, where it has them: a statement of each runs while one of this does. */
  others?: readonly Engine[];
  close(): void;
}
