import type {DuckDB} from "../../engines/duckdb.ts";
import {groupsHeaders} from "../engine/headerNames.ts";
import {headersOf, type RawFile} from "../../read/raw.ts";
import {Refusal} from "../../read/refusal.ts";

interface HeaderPlace {
  headers: string[];
  skip: number;
  /** The line of groups above the headers, where there is one. */
  above?: string[];
}

const linesLookedAt = 20;
const filled = (cells: string[]): number => cells.filter(Boolean).length;

/**
 * The headers of an export, and how many lines are above them: a title, where its first line has one or two cells, above the first line
 * that names four columns or more; or one line of groups.
 */
export async function headerPlace(db: DuckDB, source: RawFile): Promise<HeaderPlace> {
  const first = await headersOf(db, source);
  if (filled(first) > 2) return (await belowGroups(db, source, first)) ?? {headers: first, skip: 0};
  if (!/^(csv|tsv|xlsx)/.test(source.extension)) return {headers: first, skip: 0};
  let found: HeaderPlace | null = null;
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

/** The headers in the second line, where the first only groups them. */
async function belowGroups(db: DuckDB, source: RawFile, first: string[]): Promise<HeaderPlace | null> {
  if (!/^(csv|tsv|xlsx)/.test(source.extension)) return null;
  const below = await headersAt(db, source, 1);
  return below && groupsHeaders(first, below) ? {headers: below, skip: 1, above: first} : null;
}

async function headersAt(db: DuckDB, source: RawFile, skip: number): Promise<string[] | null> {
  try {
    return await headersOf(db, {...source, skip});
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
