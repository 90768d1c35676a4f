import {literal, type DuckDB} from "../../engines/duckdb.ts";
import type {Layout} from "../../read/layout.ts";
import type {TableMapping} from "./mapping.ts";
import {readRaw} from "../../read/raw.ts";
import {rawColumn} from "../../read/rawTable.ts";
import {Refusal} from "../../read/refusal.ts";
import type {Headers, Lookup} from "./rule.ts";
import {foldedSql, isSalesforceId} from "./ids.ts";
import {severalFound} from "./unread.ts";
import {listOf, lookupsIn as lookupsOf} from "./walk.ts";

/** A file that lookups may read. */
export interface LookupFile extends Layout {
  mapping: string;
  sha256: string;
  stored: string;
  extension: string;
}

/**
 * Finds the DuckDB table that answers a lookup, and with _folded behind its name the one that answers names without regard to case and
 * spaces: key, value (the greatest of several in one file), and found, the value or a mark that there are several.
 */
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
    await settle(db, table);
  }
  return {get: (lookup) => names.get(JSON.stringify(lookup))!};
}

/** Of each key the answer of the last file that has one; where there is none, the answer is "": the key is known all the same. */
async function settle(db: DuckDB, table: string): Promise<void> {
  await db.run(`create or replace table ${table}_named as select rank, key, coalesce(value, '') as value from ${table}
    where key is not null qualify rank = coalesce(max(rank) filter (value is not null) over (partition by key), max(rank) over (partition by key))`);
  const found = `max(value) as value, case when count(distinct nullif(value, '')) > 1 then ${severalFound} || any_value(written) else max(value) end as found`;
  await db.run(
    `create or replace table ${table} as select key, ${found} from (select *, key as written from ${table}_named) group by key`
  );
  await db.run(`create or replace table ${table}_folded as select key, ${found}
    from (select ${foldedSql("key")} as key, value, key as written from ${table}_named where not ${isSalesforceId("key")}) group by key`);
  await db.run(`drop table ${table}_named`);
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
