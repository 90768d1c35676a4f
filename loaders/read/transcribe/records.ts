/**
 * A record of a source: where it stands, and its cells in the order of the headers, or why it can't be taken. It has both where its
 * shape is sound and only what is in the wanted columns is not: so its ordinal does not depend on which columns are wanted.
 */
export type SourceRecord = {line: number; raw: () => string} & (
  {cells: readonly (string | null)[]; reason?: string | undefined} | {cells?: undefined; reason: string}
);

/** Which columns a walk reads: the cells of the others are left empty, whatever is in them. */
export interface Columns {
  headers: string[];
  wanted: boolean[];
}

/** Goes over all records of a source from the first to the last; it can be repeated, so that nothing has to be remembered. */
export type Walk = (columns: Columns, visit: (record: SourceRecord) => void) => void | Promise<void>;

/** A record that can't be taken, for quarantine. */
export interface Bad {
  line: number;
  raw: string;
  reason: string;
  key: null;
}

/** Raw text is kept up to here. */
export const rawLimit = 100_000;

/** The most headers a file may have. */
export const headerLimit = 2000;

/** The most bytes a record may have. */
export const recordLimit = 2_000_000;
