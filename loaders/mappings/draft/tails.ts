import type {DuckDB} from "../../engines/duckdb.ts";
import {readRaw, type RawFile} from "../../read/raw.ts";
import {rawColumn, type Raw} from "../../read/rawTable.ts";
import {endsEmpty} from "../../stage/reasonSentences.ts";

/**
 * Reads an export whose lines may end in one delimiter too many, as reports write them: where that is all that is wrong with lines of
 * another number of cells, they are read.
 */
export async function readWithTails(db: DuckDB, source: RawFile, wanted: string[]): Promise<{raw: Raw; tails: number}> {
  const raw = await readRaw(db, "raw", source, wanted);
  const odd = raw.bad.filter((b) => b.reason === "column_count");
  if (!odd.length || !odd.every((b) => endsEmpty(b.raw))) return {raw, tails: 0};
  const fitted = await readRaw(db, "raw", {...source, emptyTail: true}, wanted);
  const tails = raw.bad.length - fitted.bad.length;
  return tails ? {raw: fitted, tails} : {raw: await readRaw(db, "raw", source, wanted), tails: 0};
}

/** The columns that hold values under no header, from 1. */
export async function unnamedColumns(db: DuckDB, {headers}: Raw): Promise<number[]> {
  const unnamed = headers.flatMap((h, i) => (h ? [] : [i]));
  if (!unnamed.length) return [];
  const [row] = await db.rows<Record<string, string>>(
    `select ${unnamed.map((i) => `count(${rawColumn(i)}) as n${i}`).join(", ")} from raw`
  );
  return unnamed.filter((i) => Number(row![`n${i}`])).map((i) => i + 1);
}
