import type {DuckDB} from "../../engines/duckdb.ts";
import {headersOf, type RawFile} from "../../read/raw.ts";
import {Refusal} from "../../read/refusal.ts";

const linesLookedAt = 20;
const filled = (cells: string[]): number => cells.filter(Boolean).length;

/**
 * The headers of an export, and how many lines of a title are above them: where its first line has one or two cells, the first line
 * below that names four columns or more.
 */
export async function headerPlace(db: DuckDB, source: RawFile): Promise<{headers: string[]; skip: number}> {
  const first = await headersOf(db, source);
  if (filled(first) > 2 || !/^(csv|tsv|xlsx)/.test(source.extension)) return {headers: first, skip: 0};
  let found: {headers: string[]; skip: number} | null = null;
  for (let skip = 1; skip <= linesLookedAt; skip++) {
    const headers = await headersAt(db, source, skip);
    if (!headers) break;
    // of a workbook the next row that holds anything is given, so the last of equal answers is the row itself
    if (found && headers.join("\u0001") === found.headers.join("\u0001")) found.skip = skip;
    else if (found) break;
    else if (filled(headers) >= 4 && new Set(headers.filter(Boolean)).size === filled(headers)) found = {headers, skip};
  }
  return found ?? {headers: first, skip: 0};
}

async function headersAt(db: DuckDB, source: RawFile, skip: number): Promise<string[] | null> {
  try {
    return await headersOf(db, {...source, skip});
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
