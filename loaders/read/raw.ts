import {literal, type DuckDB} from "../engines/duckdb.ts";
import {formatOf, type Format} from "../receive/names.ts";
import type {CleanScan} from "./cleanScan.ts";
import {copyWithout, withTexts} from "./copyWithout.ts";
import {headerText, layoutOf, type Layout} from "./layout.ts";
import {parquetColumns, readParquet} from "./rawParquet.ts";
import {rawColumn, type Raw} from "./rawTable.ts";
import {isMachineTrouble} from "../errors.ts";
import {Refusal} from "./refusal.ts";
import {scanCsv, startsWithMark} from "./scanCsv.ts";
import {headersOfSource, transcribe, type Rewritten, type Source} from "./transcribe/transcribe.ts";
import {sheetNames} from "./transcribe/workbook.ts";

/** The headers of a file, outer spaces and a byte-order mark stripped. */
export async function headersOf(db: DuckDB, file: RawFile): Promise<string[]> {
  const source = sourceOf(file);
  return source ? headersOfSource(source, file.work) : (await parquetColumns(db, file.stored)).map((c) => c.name);
}

/** The names of a workbook's sheets; none for any other file. */
export const sheetsOf = (file: RawFile): Promise<string[]> =>
  sourceOf(file)?.format === "xlsx" ? sheetNames(file.stored) : Promise.resolve([]);

/** A stored file that is to be read, and a folder for a copy without its unreadable records, should there be any. */
export interface RawFile extends Layout {
  stored: string;
  extension: string;
  work: string;
}

/** A file that is transcribed to CSV before it is read; null for Parquet. */
function sourceOf({stored, extension, ...file}: RawFile): Source | null {
  const {format, gz}: {format: Format; gz: boolean} = formatOf(extension) ?? {format: "csv", gz: false};
  return format === "parquet" ? null : {stored, format, gz, ...layoutOf(file)};
}

/** A file whose text is CSV as it stands, which may be clean. */
export interface CsvSource {
  csv: string;
  headers: string[];
  warnings: Raw["warnings"];
}

/**
 * The text of a CSV file that nothing has to be done to; null for any other file.
 * @param wanted as in readRaw
 */
export async function csvSource(file: RawFile, wanted: string[]): Promise<CsvSource | null> {
  const source = sourceOf(file);
  if (source?.format !== "csv") return null;
  const {csv, rewritten, warnings} = await transcribe(source, file.work, wanted);
  const {headers, skip} = csvHeader(csv);
  return rewritten || skip ? null : {csv, headers, warnings};
}

/**
 * A view `name` of the wanted columns of a clean CSV file, which costs nothing yet. Its ordinals are 0, and the reader has yet to find
 * as many records as were counted.
 */
export async function viewClean(db: DuckDB, name: string, source: CsvSource, wanted: string[], scan: CleanScan): Promise<void> {
  const {csv, headers} = source;
  const names = new Set(wanted.map((w) => w.toLowerCase()));
  const trimmed = scan.padded || scan.quotes;
  const cells = headers
    .map((h, i) => (names.has(h.toLowerCase()) ? `, ${trimmed ? cell(rawColumn(i)) : rawColumn(i)}` : ""))
    .join("");
  await db.run(
    `create or replace view ${name} as select 0 as ordinal ${cells} from ${csvRelation(csv, headers)} ${unlessHeader(headers, names, trimmed)}`
  );
}

/** Leaves out what may be the header line again; the counts then differ, and the exact path finds out. */
function unlessHeader(headers: string[], wanted: Set<string>, trimmed: boolean): string {
  const first = headers.findIndex((h) => wanted.has(h.toLowerCase()));
  if (first < 0) return "";
  const column = rawColumn(first);
  return `where ${trimmed ? `trim(${column}, ' ')` : column} is distinct from ${literal(headers[first]!)}`;
}

const cell = (column: string) => `nullif(trim(${column}, ' '), '') as ${column}`;

const csvRelation = (file: string, headers: string[]) =>
  `read_csv(${literal(file)}, columns = {${headers.map((_, i) => `'${rawColumn(i)}': 'VARCHAR'`).join(", ")}}, header = true, auto_detect = false,
    delim = ',', quote = '"', escape = '"', comment = '', strict_mode = true, null_padding = false, max_line_size = 4000000)`;

/**
 * Reads a file into the table `name`.
 * @param wanted the headers to read; what no mapping names may be personal and is left where it is
 * @throws Refusal where the file as a whole can't be read, or the reader finds another number of records than were counted.
 */
export async function readRaw(db: DuckDB, name: string, file: RawFile, wanted: string[]): Promise<Raw> {
  const names = new Set(wanted.map((w) => w.toLowerCase()));
  const isWanted = (header: string) => names.has(header.toLowerCase());
  const source = sourceOf(file);
  if (!source) return readParquet(db, name, file, isWanted);
  const plain = await transcribe(source, file.work, wanted);
  const raw = plain.rewritten ? null : await readAsCounted(db, name, {...file, stored: plain.csv}, isWanted);
  if (raw) return {...raw, warnings: plain.warnings};
  const {csv, rewritten, warnings} = plain.rewritten ? plain : await transcribe(source, file.work, wanted, true);
  const anew = await readCsv(db, name, {...file, stored: csv}, isWanted);
  return {...(await withoutVoided(db, name, anew, rewritten!)), warnings};
}

/**
 * A CSV file as it is; null where the engine can't read it or finds another number of records than were counted: well-formed files of
 * mixed line ends are such.
 */
async function readAsCounted(
  db: DuckDB,
  name: string,
  file: RawFile,
  isWanted: (header: string) => boolean
): Promise<Raw | null> {
  try {
    return await readCsv(db, name, file, isWanted);
  } catch (error) {
    if (isMachineTrouble(error)) throw error;
    return null;
  }
}

/** A file that was written anew has only sound lines, an empty one for each record that is bad for what it says. */
async function withoutVoided(db: DuckDB, name: string, raw: Raw, {records, bad, voided, locate}: Rewritten): Promise<Raw> {
  if (raw.records !== records - bad.length + voided.length)
    throw new Error(`${records} records were written anew, but ${raw.records} are read`);
  if (voided.length) await db.run(`delete from ${name} where ordinal in (select unnest([${voided.join(", ")}]))`);
  return {...raw, records, bad, locate};
}

/** UTF-8 mark or none; where the text begins. */
function csvHeader(stored: string): {headers: string[]; skip: number} {
  const skip = startsWithMark(stored) ? 3 : 0;
  return {headers: scanCsv(stored, {skip, headerOnly: true}).header.map(headerText), skip};
}

async function readCsv(db: DuckDB, name: string, {stored, work}: RawFile, isWanted: (header: string) => boolean): Promise<Raw> {
  const {headers, skip} = csvHeader(stored);
  const scan = scanCsv(stored, {skip});
  const clean = await copyWithout(stored, skip, scan.bad, work);
  const cells = headers.map((h, i) => (isWanted(h) ? `, ${cell(rawColumn(i))}` : "")).join("");
  await db.run(
    `create or replace table ${name} as select row_number() over () as ordinal ${cells} from ${csvRelation(clean, headers)}`
  );
  const [found] = await db.rows<{n: string}>(`select count(*) as n from ${name}`);
  if (Number(found!.n) !== scan.good)
    throw new Refusal(
      "csv_syntax",
      `${scan.good} records were counted, but the reader finds ${found!.n}. Export the file again with quotes doubled inside quotes.`
    );
  const bad = withTexts(stored, (textOf) => scan.bad.map((b) => ({...b, raw: textOf(b)})));
  return {
    headers,
    records: scan.good + scan.bad.length,
    bad,
    warnings: [],
    locate: (ordinals) => Promise.resolve(locateCsv(stored, skip, ordinals))
  };
}

function locateCsv(stored: string, skip: number, ordinals: number[]): Map<number, {line: number; raw: string}> {
  const wanted = new Set(ordinals);
  const found = new Map<number, {line: number; raw: string}>();
  if (wanted.size)
    withTexts(stored, (textOf) =>
      scanCsv(stored, {
        skip,
        onGood: (ordinal, record) => {
          if (wanted.has(ordinal)) found.set(ordinal, {line: record.line, raw: textOf(record)});
        }
      })
    );
  return found;
}
