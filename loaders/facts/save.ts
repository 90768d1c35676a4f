import {existsSync} from "node:fs";
import {mkdir, rename, rm} from "node:fs/promises";
import path from "node:path";
import {allOnDisk, renameSynced, fsync} from "../files.ts";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {noteDerived} from "../keep/derived.ts";

/** From as many rows in one table on, blocks of the usual size hold them better than small ones, of which few rows fill only one. */
const manyRows = 100_000;

/** From as many rows of facts in one table on, the metrics at all dates take more memory than writing them takes time. */
const manyFacts = 20_000;

const fileIn = (build: string): string => path.join(build, "handshake.duckdb");
const besideIn = (build: string): string => `${fileIn(build)}.part`;

/**
 * Moves many facts from memory into the file that saveDatabase leaves, and makes it what statements name: the metrics' tables are written
 * as they are computed, and what is not at work may leave memory. Few stay where they are: a statement waits for no disk then.
 * @returns whether they were moved
 */
export async function moveToFile(db: DuckDB, build: string): Promise<boolean> {
  const facts = await tablesNow(db);
  if (facts.every(({rows}) => rows < manyFacts)) return false;
  // whose metrics have more rows than manyRows
  await attachNew(db, build, "");
  for (const {schema, name} of facts)
    await db.run(`create table saved.${schema}.${name} as from ${schema}.${name}; drop table ${schema}.${name}`);
  await db.run("use saved");
  return true;
}

/**
 * Leaves schemas facts and metrics as <build>/handshake.duckdb, and the facts as one Parquet file a table in <build>/facts.
 * Both are written beside and renamed, so that a reader finds the old or the new one, whole. Tables that are in the file already are read
 * from it from then on.
 * @param comments SQL that comments on the tables of catalog "saved"
 */
export async function saveDatabase(db: DuckDB, build: string, comments = ""): Promise<void> {
  const names = await tablesNow(db);
  const moved = await areInFile(db);
  if (!moved) await attachNew(db, build, names.every(({rows}) => rows < manyRows) ? ", block_size 16384" : "");
  const made = names.map(({schema, name}) => `create table saved.${schema}.${name} as from ${schema}.${name}`);
  // one transaction: each table's own would be flushed to the disk by itself
  await inOneTransaction(db, [...(moved ? [] : made), ...(comments ? [comments] : [])]);
  await db.run("checkpoint saved");
  await db.run(`${moved ? "use memory; " : ""}detach saved`);
  const [beside, file] = [besideIn(build), fileIn(build)];
  if (existsSync(`${beside}.wal`))
    throw new HandshakeError(`${beside}.wal was left behind: the database was not closed whole. Rebuild again.`);
  await fsync(beside);
  await renameSynced(beside, file);
  if (moved) await db.run(`attach ${literal(file)} as saved (read_only); use saved`);
  const facts = names.filter((n) => n.schema === "facts").map((n) => n.name);
  await saveFacts(db, path.join(build, "facts"), facts);
  await noteDerived(build, ["handshake.duckdb", ...facts.map((name) => `facts/${name}.parquet`)]);
}

/** Whether statements read the tables from the file, as they do where there are many facts. */
const areInFile = async (db: DuckDB): Promise<boolean> =>
  (await db.rows<{catalog: string}>("select current_catalog() as catalog"))[0]!.catalog === "saved";

/** Gives back to the system the memory of blocks that can be read again from the file. Tables in memory stay there: they would be written out. */
export async function forgetBlocks(db: DuckDB): Promise<void> {
  if (!(await areInFile(db))) return;
  const [now] = await db.rows<{most: string}>("select current_setting('memory_limit') as most");
  // what can't leave memory is told as an error, once the rest has left; `reset` would name the old limit and keep the new one
  await db.run("set memory_limit = '1MB'").catch(() => undefined);
  await db.run(`set memory_limit = ${literal(now!.most)}`);
}

/** The tables of facts and metrics that statements name, with their numbers of rows. */
const tablesNow = (db: DuckDB) =>
  db.rows<{schema: string; name: string; rows: number}>(
    "select schema_name as schema, table_name as name, cast(estimated_size as double) as rows from duckdb_tables() where database_name = current_catalog() and schema_name in ('facts', 'metrics') order by 1, 2"
  );

/** An empty file beside the one of the last run, as catalog "saved". */
async function attachNew(db: DuckDB, build: string, blocks: string): Promise<void> {
  const beside = besideIn(build);
  for (const f of [beside, `${beside}.wal`]) await rm(f, {force: true});
  await db.run(`attach ${literal(beside)} as saved (storage_version 'v1.5.0'${blocks})`);
  await db.run("create schema saved.facts; create schema saved.metrics");
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
