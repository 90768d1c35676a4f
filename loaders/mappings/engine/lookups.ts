import {literal, type DuckDB} from "../../engines/duckdb.ts";
import type {Layout} from "../../read/layout.ts";
import type {TableMapping} from "./mapping.ts";
import {readRaw} from "../../read/raw.ts";
import {rawColumn} from "../../read/rawTable.ts";
import {Refusal} from "../../read/refusal.ts";
import type {Headers, Lookup} from "./rule.ts";
import {listOf, lookupsIn as lookupsOf} from "./walk.ts";

/** A file that lookups may read. */
export interface LookupFile extends Layout {
  mapping: string;
  sha256: string;
  stored: string;
  extension: string;
}

/** Finds the DuckDB table (key, value) that answers a lookup. */
export interface LookupTables {
  get(lookup: Lookup): string;
}

/** Lookups over files, in the order given: of two answers for a key the later file's stands. */
export const loadLookups = (
  db: DuckDB,
  mapping: TableMapping | null,
  files: LookupFile[],
  work: string
): Promise<LookupTables> => (mapping ? loadTables(db, mapping, files, work) : Promise.resolve({get: () => ""}));

async function loadTables(db: DuckDB, mapping: TableMapping, files: LookupFile[], work: string): Promise<LookupTables> {
  const names = new Map<string, string>();
  for (const lookup of lookupsOf(mapping)) {
    const id = JSON.stringify(lookup);
    if (names.has(id)) continue;
    const table = `lookup_${names.size}`;
    names.set(id, table);
    await db.run(`create or replace table ${table} (rank integer, key varchar, value varchar)`);
    for (const [rank, file] of files.filter((f) => f.mapping === lookup.in).entries())
      await addFile(db, table, rank, file, lookup, work);
    await db.run(
      `create or replace table ${table} as select key, max_by(value, rank) as value from ${table} where key is not null group by key`
    );
  }
  return {get: (lookup) => names.get(JSON.stringify(lookup))!};
}

async function addFile(db: DuckDB, table: string, rank: number, file: LookupFile, lookup: Lookup, work: string): Promise<void> {
  const wanted = [...listOf(lookup.key), ...listOf(lookup.value)];
  const raw = await readRaw(db, "lookup_raw", {...file, work}, wanted);
  const key = columnOf(lookup.key, raw.headers);
  const value = columnOf(lookup.value, raw.headers);
  if (key && value)
    await db.run(`insert into ${table} select ${literal(String(rank))}::integer, ${key}, ${value} from lookup_raw`);
  else if (!lookup.optional)
    throw new Refusal(
      "header",
      `A file of ${lookup.in} has no header ${listOf(key ? lookup.value : lookup.key).join(" or ")}, which a lookup needs. Export it too.`
    );
}

/** The cell under the first of the headers that is there. */
function columnOf(candidates: Headers, headers: string[]): string | null {
  for (const candidate of listOf(candidates)) {
    const i = headers.findIndex((h) => h.toLowerCase() === candidate.toLowerCase());
    if (i >= 0) return rawColumn(i);
  }
  return null;
}
