import {mkdtemp, mkdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import type {FarEngine} from "../../loaders/engines/far.ts";
import {receive} from "../../loaders/receive/receive.ts";
import {storeCheck} from "../../loaders/receive/whole.ts";
import {wholeReader} from "../../loaders/stage/wholeReader.ts";
import {fileReports, quarantineOf, type FileReport} from "../../loaders/run/report/report.ts";
import {type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {reconcileFiles} from "../../loaders/reconcile/apply.ts";
import {readMappings, type NamedMapping} from "../../loaders/mappings/engine/mappings.ts";
import {readerHere, type Reader} from "../../loaders/stage/reader.ts";
import {defaultAsOf, stage} from "../../loaders/stage/stage.ts";

export const root = path.resolve(import.meta.dirname, "../..");

/** A folder that lives as long as the test. */
export async function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "handshake-"));
}

export const removeFolder = (folder: string) => rm(folder, {recursive: true, force: true, maxRetries: 10});

/** Writes files by relative path. */
export async function writeFiles(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), {recursive: true});
    await writeFile(path.join(folder, name), content);
  }
}

export interface Ingested {
  db: DuckDB;
  asOf: string;
  files: FileReport[];
  file(name: string): FileReport;
  quarantine: ReturnType<typeof quarantineOf>;
}

const read = new Map<string, Promise<NamedMapping[]>>();

/** Folders of the project are read once; a test may change its own. */
function mappingsOf(folders: string[]): Promise<NamedMapping[]> {
  if (!folders.every((f) => f.startsWith(root + path.sep))) return readMappings(folders);
  const key = JSON.stringify(folders);
  const known = read.get(key) ?? readMappings(folders);
  read.set(key, known);
  return known;
}

/** Receive, stage and settle of a folder of drops, through the real parts; the caller closes db. */
export async function ingest(
  drops: string,
  build: string,
  options: {
    asOf?: string;
    acceptVolume?: string[];
    reader?: Reader;
    today?: string;
    acceptEarlier?: boolean;
    mappings?: string[];
    /** False for a library without any mapping. */
    library?: boolean;
    settings?: SettingsInput;
    timeZone?: string;
    threads?: number;
    far?: FarEngine;
  } = {}
): Promise<Ingested> {
  const settings = parseSettings(options.settings ?? {}, "test");
  const today = options.today ?? "2026-11-23";
  const mappings = await mappingsOf([
    ...(options.library === false ? [] : [path.join(root, "loaders/mappings")]),
    ...(options.mappings ?? [])
  ]);
  const work = path.join(build, ".work");
  const db = await DuckDB.open(":memory:", {
    tempDirectory: path.join(build, ".spill"),
    // what is read here is small: more threads would only be woken
    threads: options.threads ?? 1
  });
  const {acceptEarlier = false} = options;
  const kept = {store: path.join(build, "store"), ledger: path.join(build, "ledger.jsonl")};
  const receipt = await receive({drops, ...kept, today, acceptEarlier});
  const folder = path.join(build, "staged");
  const check = storeCheck({store: path.join(build, "store"), drops, received: receipt.received, say: () => undefined});
  const reader = wholeReader(options.reader ?? readerHere(db, {folder, work, settings}), check);
  const dropFiles = await stage(receipt.received, {reader, folder, settings, mappings, say: () => undefined});
  const asOf = options.asOf ?? (await defaultAsOf(db, dropFiles, today)) ?? today;
  await db.run("create schema facts; create schema metrics");
  const confirmed = new Set(receipt.received.flatMap((r) => ((options.acceptVolume ?? []).includes(r.path) ? [r.sha256] : [])));
  await reconcileFiles(db, dropFiles, {asOf, settings, reader, confirmed, far: options.far ?? null});
  const files = fileReports(receipt, dropFiles);
  const file = (name: string) => {
    const found = files.find((f) => f.path === name);
    if (!found) throw new Error(`no file ${name} in ${files.map((f) => f.path).join(", ")}`);
    return found;
  };
  return {db, asOf, files, file, quarantine: quarantineOf(dropFiles)};
}
