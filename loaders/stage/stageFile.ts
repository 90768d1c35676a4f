import {rm} from "node:fs/promises";
import {makeFolder} from "../files.ts";
import {identifier, literal, type DuckDB} from "../engines/duckdb.ts";
import {columnsOf} from "../tables/columns.ts";
import {claimRecords} from "./claim.ts";
import {loadLookups} from "../mappings/engine/lookups.ts";
import {checkRowCount} from "./manifestCounts.ts";
import {readRaw} from "../read/raw.ts";
import {type Raw} from "../read/rawTable.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import {rowsSql} from "./rows.ts";
import {markRounded} from "./roundedIds.ts";
import {findingsOf} from "./findings.ts";
import {rejectsOf} from "./rejects.ts";
import {stageClean} from "./stageClean.ts";
import {stagedBase} from "./staged.ts";
import type {FileToStage, StageContext, Staged} from "./stagedFile.ts";
import {marksOf} from "./tombstones.ts";
import {headersRead, keep, namesOf, parquet, unknownColumns} from "./stagedRows.ts";

/**
 * Maps, validates and types one file: rows to Parquet, the rest to quarantine with file, line, raw text and reason.
 * @throws Refusal where the file as a whole can't be read.
 */
export async function stageFile(file: FileToStage, as: TableFile, context: StageContext): Promise<Staged> {
  const {folder, work, settings, lookupFiles} = context;
  const rows = `${stagedBase(folder, file, as, settings, lookupFiles)}.parquet`;
  await makeFolder(folder);
  const result = (await stageClean(file, as, rows, context)) ?? (await stageExactly(file, as, rows, context));
  await rm(work, {recursive: true, force: true});
  return {...result, rows};
}

/** Any file, record by record: what can't be taken is found with its line and raw text. */
async function stageExactly(
  file: FileToStage,
  as: TableFile,
  rows: string,
  context: StageContext
): Promise<Omit<Staged, "rows">> {
  const {db, work} = context;
  try {
    const read = await readRaw(db, "raw", {...file, work}, as.read);
    return await db.unplannedIfFew(read.records, () => stageRead(read, file, as, rows, context));
  } catch (error) {
    // in the next file's way; where the engine itself has failed, that is what is told
    await db.run("drop table if exists raw; drop table if exists typed").catch(() => undefined);
    throw error;
  }
}

async function stageRead(
  read: Raw,
  file: FileToStage,
  as: TableFile,
  rows: string,
  {db, work, settings, lookupFiles}: StageContext
): Promise<Omit<Staged, "rows">> {
  const lookups = await loadLookups(db, as.mapping, lookupFiles, work);
  checkRowCount(read.records, file.expectedRows);
  const {raw, warnings, mapping} = await claimRecords(db, read, as, lookups, settings);
  const source = {table: as.table, mapping};
  await db.run(`create or replace table typed as ${rowsSql(source, raw.headers, settings, lookups)}`);
  const rounded = await markRounded(db, source, {headers: raw.headers, lookups, mapping});
  const quarantined = await rejectsOf(db, raw, await findingsOf(db, source, raw.headers, settings, lookups, rounded.columns));
  await copyGood(db, as, rows);
  await db.run("drop table raw; drop table typed");
  return {
    records: raw.records,
    read: read.records,
    quarantined,
    warnings: [...read.warnings, ...warnings, ...rounded.warnings, ...unknownColumns(as, raw.headers)],
    names: namesOf(as),
    marks: marksOf(as.mapping),
    headers: headersRead(as, raw.headers),
    columns: columnsOf(as.table).map((c) => c.name),
    placed: true
  };
}

/** Writes the rows that have no reason against them, in the order of their records. */
async function copyGood(db: DuckDB, as: TableFile, rows: string): Promise<void> {
  const names = namesOf(as).map((n) => `_name_${n}`);
  const columns = ["_ordinals", ...columnsOf(as.table).map((c) => c.name), ...names, ...marksOf(as.mapping)]
    .map(identifier)
    .join(", ");
  await db.run(
    `copy (select ${columns} from typed where _reason is null order by _ordinal) to ${literal(`${rows}.part`)} (${parquet})`
  );
  await keep(rows);
}
