import {createHash} from "node:crypto";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import {asUtf8} from "./encoding.ts";
import type {TableMapping} from "./mapping.ts";
import {lookupsOf} from "./mappings.ts";
import {rawColumn, readRaw} from "./raw.ts";
import {Refusal} from "./refusal.ts";

/** A file that lookups may read. */
export interface LookupFile {
  mapping: string;
  sha256: string;
  stored: string;
  extension: string;
}

/** Finds the DuckDB table (key, value) that answers a lookup. */
export interface LookupTables {
  get(lookup: {in: string; key: string; value: string}): string;
}

export interface Lookups {
  /** A short hash of `parts` and of every file that the mapping looks up in. */
  keyFor(mapping: TableMapping | null, parts: unknown[]): Promise<string>;
  load(mapping: TableMapping | null): Promise<LookupTables>;
}

/** Lookups over the files of this run, in the order given: of two answers for a key the later file's stands. */
export function lookupsIn(db: DuckDB, files: LookupFile[], work: string): Lookups {
  const filesOf = (mapping: TableMapping | null) => (mapping ? files.filter((f) => lookupsOf(mapping).includes(f.mapping)) : []);
  return {
    keyFor: (mapping, parts) => {
      const hash = createHash("sha256").update(JSON.stringify([parts, filesOf(mapping).map((f) => f.sha256)]));
      return Promise.resolve(hash.digest("hex").slice(0, 16));
    },
    load: (mapping) => (mapping ? loadTables(db, mapping, files, work) : Promise.resolve({get: () => ""}))
  };
}

async function loadTables(db: DuckDB, mapping: TableMapping, files: LookupFile[], work: string): Promise<LookupTables> {
  const wanted = [...Object.values(mapping.columns), ...Object.values(mapping.names ?? {})].flatMap((r) =>
    "from" in r && r.lookup ? [r.lookup] : []
  );
  const names = new Map<string, string>();
  for (const lookup of wanted) {
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

async function addFile(
  db: DuckDB,
  table: string,
  rank: number,
  file: LookupFile,
  lookup: {in: string; key: string; value: string},
  work: string
): Promise<void> {
  const readable = file.extension === "parquet" ? file.stored : await asUtf8(file.stored, work);
  const raw = await readRaw(db, "lookup_raw", {stored: readable, extension: file.extension, work}, [lookup.key, lookup.value]);
  const column = (header: string) => {
    const i = raw.headers.findIndex((h) => h.toLowerCase() === header.toLowerCase());
    if (i < 0) throw new Refusal("header", `${lookup.in} has no header ${header}, which a lookup needs. Export it too.`);
    return `nullif(trim(${rawColumn(i)}, ' '), '')`;
  };
  await db.run(
    `insert into ${table} select ${literal(String(rank))}::integer, ${column(lookup.key)}, ${column(lookup.value)} from lookup_raw`
  );
}
