import {existsSync} from "node:fs";
import {mkdir, rename, rm} from "node:fs/promises";
import path from "node:path";
import {allOnDisk, renameSynced, fsync} from "../files.ts";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {noteDerived} from "../keep/derived.ts";

/** From as many rows in one table on, blocks of the usual size hold them better than small ones, of which few rows fill only one. */
const manyRows = 100_000;

/**
 * Leaves schemas facts and metrics as <build>/handshake.duckdb, and the facts as one Parquet file a table in <build>/facts.
 * Both are written beside and renamed, so that a reader finds the old or the new one, whole.
 * @param comments SQL that comments on the tables of catalog "saved"
 */
export async function saveDatabase(db: DuckDB, build: string, comments = ""): Promise<void> {
  const names = await db.rows<{schema: string; name: string; rows: number}>(
    "select schema_name as schema, table_name as name, cast(estimated_size as double) as rows from duckdb_tables() where database_name = 'memory' and schema_name in ('facts', 'metrics') order by 1, 2"
  );
  const small = names.every(({rows}) => rows < manyRows);
  const file = path.join(build, "handshake.duckdb");
  const beside = `${file}.part`;
  for (const f of [beside, `${beside}.wal`]) await rm(f, {force: true});
  await db.run(`attach ${literal(beside)} as saved (storage_version 'v1.5.0'${small ? ", block_size 16384" : ""})`);
  // one transaction: each table's own would be flushed to the disk by itself
  const made = names.map(({schema, name}) => `create table saved.${schema}.${name} as from memory.${schema}.${name}`);
  await inOneTransaction(db, [
    "create schema saved.facts; create schema saved.metrics",
    ...made,
    ...(comments ? [comments] : [])
  ]);
  await db.run("checkpoint saved");
  await db.run("detach saved");
  if (existsSync(`${beside}.wal`))
    throw new HandshakeError(`${beside}.wal was left behind: the database was not closed whole. Rebuild again.`);
  await fsync(beside);
  await renameSynced(beside, file);
  const facts = names.filter((n) => n.schema === "facts").map((n) => n.name);
  await saveFacts(db, path.join(build, "facts"), facts);
  await noteDerived(build, ["handshake.duckdb", ...facts.map((name) => `facts/${name}.parquet`)]);
}

async function inOneTransaction(db: DuckDB, statements: readonly string[]): Promise<void> {
  await db.run("begin transaction");
  try {
    for (const statement of statements) await db.run(statement);
  } catch (error) {
    await db.run("rollback");
    throw error;
  }
  await db.run("commit");
}

async function saveFacts(db: DuckDB, folder: string, names: string[]): Promise<void> {
  const beside = `${folder}.part`;
  const old = `${folder}.old.part`;
  for (const f of [beside, old]) await rm(f, {recursive: true, force: true});
  await mkdir(beside, {recursive: true});
  for (const name of names) {
    const file = path.join(beside, `${name}.parquet`);
    await db.run(`copy facts.${name} to ${literal(file)} (format parquet, compression zstd)`);
  }
  await allOnDisk(beside);
  if (existsSync(folder)) await rename(folder, old);
  await renameSynced(beside, folder);
  await rm(old, {recursive: true, force: true});
}
