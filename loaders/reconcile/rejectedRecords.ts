import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {StagedFile} from "./rows.ts";

/** A record that came, was not taken, and is named by others. */
export interface RejectedRecord {
  key: string;
  path: string;
  /** Why its record was quarantined; null where its whole file was refused or held. */
  reason: string | null;
}

/** All files of a run, and what became of each so far. */
export interface SoFar {
  files: readonly StagedFile[];
  results: readonly Reconciled[];
}

/**
 * The records of a table that came and were not taken, among them those whose key is none: they are known by what was found there.
 * @param id the column that is the table's key
 */
export async function rejectedRecords(db: DuckDB, table: string, id: string, {files, results}: SoFar): Promise<RejectedRecord[]> {
  const all: RejectedRecord[] = [];
  for (const f of files.filter((x) => x.table === table)) {
    const result = results[f.index]!;
    for (const {key, reason, column, found} of [...f.quarantined, ...result.quarantined]) {
      const named = key ?? (column === id ? found : null);
      if (named) all.push({key: named, path: f.path, reason});
    }
    if (!result.refused && !result.held) continue;
    const rows = await db.rows<{key: string}>(
      `select distinct ${id} as key from read_parquet(${literal(f.rows)}) where ${id} is not null`
    );
    // one by one: no call takes as many arguments as a file may have records
    for (const {key} of rows) all.push({key, path: f.path, reason: null});
  }
  return all;
}
