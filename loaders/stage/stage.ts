import path from "node:path";
import type {DuckDB} from "../engines/duckdb.ts";
import {literal} from "../engines/duckdb.ts";
import {readName} from "../receive/names.ts";
import type {Received} from "../receive/receive.ts";
import type {Settings} from "../settings.ts";
import {columnsOf, isPast} from "../tables/columns.ts";
import {tableNamed, tables} from "../tables/index.ts";
import type {LookupFile} from "../mappings/engine/lookups.ts";
import type {NamedMapping} from "../mappings/engine/mappings.ts";
import type {DropFile} from "./dropFile.ts";
import {checkRowCount, refuseOtherCounts, severalPlaces} from "./manifestCounts.ts";
import type {Reader} from "./reader.ts";
import {recognise, type Recognised} from "../mappings/engine/recognise.ts";
import {Refusal} from "../read/refusal.ts";
import {headerHint} from "./headerHints.ts";
import {refuseEmpty} from "./nothingTaken.ts";
import {headersByPlace} from "./sheets.ts";
import {knownBase, remembered, rememberedRows, stagedBase} from "./staged.ts";
import {layoutKey, type Layout} from "../read/layout.ts";
import type {FileToStage, Staged} from "./stagedFile.ts";

export interface StageOptions {
  reader: Reader;
  /** Where staged files are kept from run to run. */
  folder: string;
  settings: Settings;
  mappings: NamedMapping[];
  say: (text: string) => void;
  /** Which deliveries are staged, by their path; without it all are. */
  only?: (file: string) => boolean;
}

/**
 * Recognises every delivery by its headers and stages each; one that can't be taken stops with its reason, the others go on.
 * What an earlier run has read is not read again.
 */
export async function stage(received: Received[], options: StageOptions): Promise<DropFile[]> {
  const {reader, folder, settings, say, only = () => true} = options;
  const order = [...received].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.revision - b.revision));
  reader.others(order.map((r) => fileOf(r)));
  const recognised: [DropFile, Recognised | null][] = [];
  for (const r of order) recognised.push(...(await recogniseFile(r, options)));
  const lookupFiles = recognised.flatMap(([p, as]) => (as?.kind === "table" && !as.first ? [] : lookupFile(p, as)));
  const dropFiles = recognised.map(([p]) => p);
  const inSheets = severalPlaces(dropFiles);
  for (const [dropFile, as] of recognised) {
    if (!as || as.kind === "ignored" || !only(dropFile.received.path)) continue;
    const whole = fileOf(dropFile.received, dropFile.layout);
    const file = inSheets.has(dropFile) ? {...whole, expectedRows: undefined} : whole;
    const read = () => say(dropFile.received.path);
    await refusing(dropFile, async () => {
      if (as.kind === "lookup") dropFile.staged = await countedOnly(reader, folder, file, read);
      else {
        const base = stagedBase(folder, file, as, settings, lookupFiles);
        // where the rows are is not part of what is remembered: it differs from folder to folder
        const work = async () => (read(), {...(await reader.stage(file, as, lookupFiles)), rows: ""});
        dropFile.staged = await rememberedRows(base, work);
        dropFile.staged.rows = `${base}.parquet`;
        if (as.doubt) dropFile.staged.warnings.push({reason: "mapping_not_used", detail: as.doubt});
      }
    });
  }
  refuseOtherCounts(inSheets.values());
  refuseEmpty(dropFiles);
  return dropFiles;
}

/** A file that is only looked up in: its records are counted, and all of them are taken. */
async function countedOnly(reader: Reader, folder: string, file: FileToStage, read: () => void): Promise<Staged> {
  const records = await remembered(knownBase(folder, file, `count${layoutKey(file)}`), () => (read(), reader.count(file)));
  checkRowCount(records, file.expectedRows);
  return {
    records,
    read: records,
    quarantined: [],
    warnings: [],
    names: [],
    marks: [],
    headers: [],
    columns: [],
    placed: true,
    rows: ""
  };
}

export const fileOf = (r: Received, layout: Layout = {}): FileToStage => ({
  stored: r.stored,
  sha256: r.sha256,
  extension: readName(path.basename(r.path)).extension,
  expectedRows: r.expected_rows,
  ...layout
});

/** Only files that a lookup mapping recognised, or that fill a table another mapping looks up in, can answer lookups. */
function lookupFile(dropFile: DropFile, as: Recognised | null): LookupFile[] {
  const name = as && "name" in as ? as.name : null;
  return name ? [{mapping: name, ...fileOf(dropFile.received, dropFile.layout)}] : [];
}

/** What a delivery is: one dropFile, or one for each of the tables that its mapping fills from it. */
async function recogniseFile(
  received: Received,
  {reader, folder, mappings}: StageOptions
): Promise<[DropFile, Recognised | null][]> {
  const name = path.basename(received.path);
  const {table} = readName(name);
  const file = fileOf(received);
  const dropFile = dropFileOf(received, null, mappings);
  const found: Recognised[] = [];
  await refusing(dropFile, async () => {
    found.push(...recognise({name, table}, await headersByPlace(reader, folder, {...file, name}, mappings), mappings));
  });
  if (dropFile.stop && ["unknown_table", "header"].includes(dropFile.stop.reason ?? ""))
    dropFile.stop.message += await headerHint(reader, file, mappings);
  return found.length ? found.map((as) => [dropFileOf(received, as, mappings), as]) : [[dropFile, null]];
}

const fileOfMapping = (name: string | null, mappings: NamedMapping[]): string =>
  mappings.find((m) => m.name === name)?.file ?? `loaders/mappings/${name}.ts`;

function dropFileOf(received: Received, as: Recognised | null, mappings: NamedMapping[]): DropFile {
  return {
    received,
    table: as?.kind === "table" ? as.table.name : null,
    mapping: as?.name ?? null,
    through: as?.kind === "table" && as.mapping ? {part: as.mapping, file: fileOfMapping(as.name, mappings)} : null,
    layout: as && "layout" in as ? as.layout : {},
    stop: as?.kind === "ignored" ? {outcome: "ignore", reason: null, message: as.message} : null,
    lookup: as?.kind === "lookup",
    snapshot: as?.kind === "table" && as.snapshot,
    staged: null,
    reconciled: null,
    reconciledQuarantine: []
  };
}

/** Turns a Refusal into the dropFile's end; other errors are the program's own. */
async function refusing(dropFile: DropFile, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    dropFile.stop = {outcome: "refuse", reason: error.reason, message: `${dropFile.received.path}: ${error.message}`};
    dropFile.table ??= error.table;
  }
}

/**
 * The day that the figures are for when none is asked for: the newest date that a file or folder name carries, or, where no name
 * carries one, the newest day in the records. Dates after today are left out: they are refused as future drops.
 */
export async function defaultAsOf(db: DuckDB, dropFiles: DropFile[], today: string): Promise<string | null> {
  const taken = dropFiles.filter((p) => !p.stop && p.table && !tableNamed(p.table)!.written);
  const dated = taken.filter((p) => p.received.dated && p.received.drop_date <= today).map((p) => p.received.drop_date);
  if (dated.length) return dated.sort().at(-1)!;
  const days: string[] = [];
  for (const p of taken) {
    const columns = columnsOf(tables.find((t) => t.name === p.table)!).filter(
      (c) => isPast(c) && p.staged!.columns.includes(c.name)
    );
    for (const c of columns) {
      const [row] = await db.rows<{day: string | null}>(
        `select max(${c.name}) as day from read_parquet(${literal(p.staged!.rows)}) where ${c.name} <= date ${literal(today)}`
      );
      if (row?.day) days.push(row.day);
    }
  }
  return days.sort().at(-1) ?? null;
}
