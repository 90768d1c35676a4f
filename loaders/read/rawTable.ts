import type {Bad} from "./transcribe/records.ts";

/** A file as text in a DuckDB table: `ordinal` and one VARCHAR column per header (c0, c1, …), trimmed of spaces, empty cells null. */
export interface Raw {
  headers: string[];
  /** Records counted independently of the reader, the unreadable ones included. */
  records: number;
  bad: Pick<Bad, "line" | "reason" | "raw">[];
  /** What the operator should know of the file as a whole. */
  warnings: {reason: string; detail: string}[];
  /** Where the records of these ordinals stand, with their text. */
  locate(ordinals: number[]): Promise<Map<number, {line: number; raw: string}>>;
}

/** Column name of the i-th header in a raw table. */
export const rawColumn = (i: number): string => `c${i}`;
