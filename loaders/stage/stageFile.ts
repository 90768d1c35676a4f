import {existsSync} from "node:fs";
import {mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import path from "node:path";
import {identifier, literal, type DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {columnsOf} from "../tables/columns.ts";
import {claimRecords} from "./claim.ts";
import type {Lookups} from "./lookups.ts";
import {checkPromise} from "./promise.ts";
import {readRaw, type Raw} from "./raw.ts";
import type {TableFile} from "./recognise.ts";
import {rowsSql} from "./rows.ts";

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
  /** The typed rows: canonical columns, _ordinal, _ordinals of a group, and _name_… for names carried beside ids. */
  rows: string;
}

/** Changed whenever the same file would be staged differently, so that older results are not taken for new. */
const version = 2;

export interface StageContext {
  db: DuckDB;
  folder: string;
  work: string;
  settings: Settings;
  lookups: Lookups;
}

/**
 * Maps, validates and types one file: rows to Parquet, the rest to quarantine with file, line, raw text and reason.
 * Done once for each content, mapping and setting that matters; later runs find the result.
 * @throws Refusal where the file as a whole can't be read.
 */
export async function stageFile(
  file: {stored: string; sha256: string; extension: string; expectedRows: number | undefined},
  as: TableFile,
  context: StageContext
): Promise<Staged> {
  const {db, folder, work, settings} = context;
  const key = await context.lookups.keyFor(as.mapping, [
    version,
    file.extension,
    file.expectedRows,
    as.table.name,
    as.mapping,
    as.first,
    settings.amount_ceiling,
    settings.reporting_time_zone
  ]);
  const base = path.join(folder, `${file.sha256.slice(0, 32)}-${key}`);
  const rows = `${base}.parquet`;
  if (existsSync(`${base}.json`)) return {...(JSON.parse(await readFile(`${base}.json`, "utf8")) as Omit<Staged, "rows">), rows};
  await mkdir(folder, {recursive: true});
  const read = await readRaw(db, "raw", {...file, work}, as.read);
  const lookups = await context.lookups.load(as.mapping);
  checkPromise(read.records, file.expectedRows);
  const {raw, warnings} = await claimRecords(db, read, as, lookups);
  await db.run(`create or replace table typed as ${rowsSql(as, raw.headers, settings, lookups)}`);
  const quarantined = await badRows(db, raw);
  const names = Object.keys(as.mapping?.names ?? {});
  const kept = ["_ordinal", "_ordinals", ...columnsOf(as.table).map((c) => c.name), ...names.map((n) => `_name_${n}`)];
  await db.run(
    `copy (select ${kept.map(identifier).join(", ")} from typed where _reason is null order by _ordinal) to ${literal(`${rows}.part`)} (format parquet, compression zstd)`
  );
  await rename(`${rows}.part`, rows);
  const result = {
    records: raw.records,
    quarantined,
    warnings: [...read.warnings, ...warnings, ...unknownColumns(as, raw.headers)],
    names
  };
  await writeFile(`${base}.json.part`, JSON.stringify(result));
  await rename(`${base}.json.part`, `${base}.json`);
  await db.run("drop table raw; drop table typed");
  await rm(work, {recursive: true, force: true});
  return {...result, rows};
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

/** Columns that no mapping names are not read past this point; the data page names them. */
function unknownColumns(as: TableFile, headers: string[]): Warning[] {
  const known = new Set(as.known.map((h) => h.toLowerCase()));
  const unused = [...new Set(headers.filter((h) => !known.has(h.toLowerCase())))];
  return unused.length && as.first ? [{reason: "unknown_column", detail: unused.slice(0, 50).join(", ")}] : [];
}
