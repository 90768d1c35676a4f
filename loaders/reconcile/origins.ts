import {mkdir, rename, rm} from "node:fs/promises";
import path from "node:path";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {DropFile} from "../stage/dropFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {tables} from "../tables/index.ts";
import {columnSql} from "../tables/sqlTypes.ts";

/** Notes for the files reconciled, by their index, from which delivery they came. */
export async function noteFiles(db: DuckDB, dropFiles: readonly DropFile[]): Promise<void> {
  const rows = dropFiles.map((p, i) => `(${i}, ${literal(p.received.path)}, ${literal(p.received.sha256)})`);
  await db.run("create or replace temp table origin_files (_file integer, path varchar, sha256 varchar)");
  if (rows.length) await db.run(`insert into origin_files values ${rows.join(", ")}`);
}

/** Notes from which file and which records of it the versions came that stand. */
export async function noteOrigins(db: DuckDB, table: CanonicalTable): Promise<void> {
  const key = table.key.map(columnSql).join(", ");
  await db.run(`create or replace temp table origins_of_${table.name} as
    select ${key}, _file, _ordinals as ordinals from reconciling where _state = 'accepted' order by ${key}`);
}

/** The same of a table of which no file has come. */
export const noteNoOrigins = (db: DuckDB, {name, key}: CanonicalTable): Promise<void> =>
  db.run(`create or replace temp table origins_of_${name} as
    select ${key.map(columnSql).join(", ")}, cast(null as integer) as _file, cast(null as bigint[]) as ordinals
    from facts.${name} where false`);

/** Leaves <build>/origins: per table the key of every record that stands, the file it came from, and its places in it. */
export async function saveOrigins(db: DuckDB, build: string): Promise<void> {
  const folder = path.join(build, "origins");
  const beside = `${folder}.part`;
  await rm(beside, {recursive: true, force: true});
  await mkdir(beside, {recursive: true});
  for (const {name} of tables) {
    await db.run(`copy (select * exclude (_file) from origins_of_${name} join origin_files using (_file))
      to ${literal(path.join(beside, `${name}.parquet`))} (format parquet, compression zstd)`);
    await db.run(`drop table origins_of_${name}`);
  }
  await rm(folder, {recursive: true, force: true});
  await rename(beside, folder);
}
