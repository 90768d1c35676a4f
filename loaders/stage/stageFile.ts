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
import {columnsFilled, rowsSql, type Mapped} from "./rows.ts";
import {roundedIds} from "./doubts.ts";
import {findingsOf, type Finding} from "./findings.ts";
import {stageClean} from "./stageClean.ts";
import {stagedBase} from "./staged.ts";
import type {FileToStage, Quarantined, StageContext, Staged} from "./stagedFile.ts";
import {cellSql, type Reading} from "../mappings/engine/text.ts";
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
  const read = await readRaw(db, "raw", {...file, work}, as.read);
  return db.unplannedIfFew(read.records, () => stageRead(read, file, as, rows, context));
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
  const quarantined = await badRows(db, raw, await findingsOf(db, source, raw.headers, settings, lookups, rounded));
  await copyGood(db, as, rows);
  await db.run("drop table raw; drop table typed");
  return {
    records: raw.records,
    quarantined,
    warnings: [...read.warnings, ...warnings, ...unknownColumns(as, raw.headers)],
    names: namesOf(as),
    marks: marksOf(as.mapping),
    headers: headersRead(as, raw.headers),
    columns: columnsOf(as.table).map((c) => c.name),
    placed: true
  };
}

/** Long ids that a spreadsheet has rounded go to quarantine; gives their columns. */
async function markRounded(db: DuckDB, source: Mapped, reading: Reading): Promise<string[]> {
  const ids = columnsFilled(source, reading.headers).flatMap((c) => {
    const rule = source.mapping ? source.mapping.columns[c.name]! : {from: c.name};
    return c.kind === "id" && rule.from && !rule.lookup ? [{column: c.name, text: cellSql(rule.from, reading)}] : [];
  });
  const rounded = await roundedIds(db, ids);
  for (const column of rounded)
    await db.run(
      `update typed set _reason = 'damaged_id' where _reason is null and regexp_full_match(${identifier(column)}, '[0-9]{15}0+') and length(${identifier(column)}) > 15`
    );
  return rounded;
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

async function badRows(db: DuckDB, raw: Raw, findings: Map<number, Finding>): Promise<Quarantined[]> {
  const rows = await db.rows<{ordinals: string[]; key: string | null; reason: string}>(
    "select _ordinals as ordinals, _key as key, _reason as reason from typed where _reason is not null order by _ordinal"
  );
  const places = await raw.locate(rows.flatMap((r) => r.ordinals.map(Number)));
  const unread: Quarantined[] = raw.bad.map((b) => ({line: b.line, key: null, reason: b.reason, raw: b.raw}));
  const unfit = rows.flatMap((r) =>
    r.ordinals.map((o) => ({...places.get(Number(o))!, key: r.key, reason: r.reason, ...findings.get(Number(o))}))
  );
  return [...unread, ...unfit].sort((a, b) => a.line - b.line);
}
