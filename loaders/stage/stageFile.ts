import {rm} from "node:fs/promises";
import {makeFolder} from "../files.ts";
import {identifier, literal, type DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {columnsOf} from "../tables/columns.ts";
import {claimRecords} from "./claim.ts";
import {loadLookups, type LookupFile} from "../mappings/engine/lookups.ts";
import {checkPromise} from "./manifestCounts.ts";
import {readRaw, type Raw} from "../read/raw.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import {rowsSql} from "./rows.ts";
import type {Scans} from "../read/scans.ts";
import {stageClean} from "./stageClean.ts";
import {stagedBase} from "./staged.ts";
import {keep, namesOf, parquet, unknownColumns} from "./stagedRows.ts";

/** A record that was not taken; the raw text stays with the operator and never reaches the site. */
export interface Quarantined {
  line: number;
  key: string | null;
  reason: string;
  raw: string;
}

export interface Warning {
  reason: string;
  detail: string;
}

/** What staging a file leaves: a Parquet file of typed rows, and this. */
export interface Staged {
  /** Records of the source, counted independently. */
  records: number;
  quarantined: Quarantined[];
  warnings: Warning[];
  /** Canonical columns that names are carried beside. */
  names: string[];
  /** The canonical columns in the rows; the others are empty. */
  columns: string[];
  /** Whether the rows list the records that they stand for in _ordinals; else the n-th row is the n-th record. */
  placed: boolean;
  /** The typed rows as Parquet: canonical columns, and _name_… for names carried beside ids. */
  rows: string;
}

export interface FileToStage {
  stored: string;
  sha256: string;
  extension: string;
  /** The sheet of a workbook; the first where none is named. */
  sheet?: string | undefined;
  /** What a manifest promises. */
  expectedRows: number | undefined;
}

export interface StageContext {
  db: DuckDB;
  folder: string;
  work: string;
  settings: Settings;
  lookupFiles: LookupFile[];
  scans: Scans;
}

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
  const {db, work, settings, lookupFiles} = context;
  const read = await readRaw(db, "raw", {...file, work}, as.read);
  const lookups = await loadLookups(db, as.mapping, lookupFiles, work);
  checkPromise(read.records, file.expectedRows);
  const {raw, warnings} = await claimRecords(db, read, as, lookups);
  await db.run(`create or replace table typed as ${rowsSql(as, raw.headers, settings, lookups)}`);
  const quarantined = await badRows(db, raw);
  await copyGood(db, as, rows);
  await db.run("drop table raw; drop table typed");
  return {
    records: raw.records,
    quarantined,
    warnings: [...read.warnings, ...warnings, ...unknownColumns(as, raw.headers)],
    names: namesOf(as),
    columns: columnsOf(as.table).map((c) => c.name),
    placed: true
  };
}

/** Writes the rows that have no reason against them, in the order of their records. */
async function copyGood(db: DuckDB, as: TableFile, rows: string): Promise<void> {
  const columns = ["_ordinals", ...columnsOf(as.table).map((c) => c.name), ...namesOf(as).map((n) => `_name_${n}`)]
    .map(identifier)
    .join(", ");
  await db.run(
    `copy (select ${columns} from typed where _reason is null order by _ordinal) to ${literal(`${rows}.part`)} (${parquet})`
  );
  await keep(rows);
}

async function badRows(db: DuckDB, raw: Raw): Promise<Quarantined[]> {
  const rows = await db.rows<{ordinals: string[]; key: string | null; reason: string}>(
    "select _ordinals as ordinals, _key as key, _reason as reason from typed where _reason is not null order by _ordinal"
  );
  const places = await raw.locate(rows.flatMap((r) => r.ordinals.map(Number)));
  const unread: Quarantined[] = raw.bad.map((b) => ({line: b.line, key: null, reason: b.reason, raw: b.raw}));
  const unfit = rows.flatMap((r) => r.ordinals.map((o) => ({...places.get(Number(o))!, key: r.key, reason: r.reason})));
  return [...unread, ...unfit].sort((a, b) => a.line - b.line);
}
