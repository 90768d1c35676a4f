import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import path from "node:path";
import {z} from "zod";
import {HandshakeError} from "../errors.ts";
import {hashFile, isAsNoted, type FileFacts} from "../keep/hash.ts";
import {readVersioned, writeVersioned} from "../keep/versioned.ts";
import type {Settings} from "../settings.ts";
import {columnsOf} from "../tables/columns.ts";
import type {LookupFile} from "../mappings/engine/lookups.ts";
import {readingVersion} from "./readingVersion.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import type {FileToStage} from "./stagedFile.ts";
import {lookupNames} from "../mappings/engine/walk.ts";

const shortHash = (parts: unknown) => createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);

/** Path, without extension, of what a file becomes: one for each content, mapping, looked-up file and setting that matters. */
export function stagedBase(
  folder: string,
  file: FileToStage,
  as: TableFile,
  settings: Settings,
  lookupFiles: LookupFile[]
): string {
  const names = as.mapping ? lookupNames(as.mapping) : [];
  const looked = lookupFiles.filter((f) => names.includes(f.mapping)).map((f) => f.sha256);
  const {amount_max, reporting_currency, reporting_time_zone} = settings;
  const key = [
    readingVersion(),
    file.extension,
    file.expectedRows,
    as.table.name,
    columnsOf(as.table),
    as.mapping,
    as.first,
    amount_max,
    reporting_currency,
    reporting_time_zone,
    looked
  ];
  return path.join(folder, `${file.sha256.slice(0, 32)}-${shortHash(key)}`);
}

/** Path, without extension, of what is known of a file whatever becomes of it; its name says the first word of what it is. */
export const knownBase = (folder: string, file: {sha256: string; extension: string}, what: string): string =>
  path.join(
    folder,
    `${file.sha256.slice(0, 32)}-${shortHash([readingVersion(), file.extension, what])}-${/^[a-z]+/.exec(what)![0]}`
  );

/** How what is known of a file is kept; what can't be read, for whatever reason, is found out again. */
const kind = {name: "staged", format: 1, schema: z.unknown(), migrations: {}};

/** What this process has asked for, without extension. */
const used = new Set<string>();

/** Whether a file of the folder of staged files, by its path, is one that this process has asked for. */
export const isInUse = (file: string): boolean => used.has(file.replace(/\.(json|parquet)$/, ""));

/** What an earlier run has found out and left as JSON, else what `make` finds out now; a failure is not kept. */
export async function remembered<T>(base: string, make: () => Promise<T>): Promise<T> {
  used.add(base);
  const known = await readKnown<T>(`${base}.json`);
  if (known !== null) return known;
  const made = await make();
  await writeVersioned(`${base}.json`, kind, made);
  return made;
}

interface WithRows<T> {
  staged: T;
  /** What the Parquet file beside is. */
  parquet: FileFacts;
}

/** As `remembered`, with the Parquet file of rows that `make` leaves beside: rows that are not as they were are made again. */
export async function rememberedRows<T>(base: string, make: () => Promise<T>): Promise<T> {
  used.add(base);
  const rows = `${base}.parquet`;
  const known = await readKnown<WithRows<T>>(`${base}.json`);
  if (known !== null && (await isAsNoted(rows, known.parquet))) return known.staged;
  const staged = await make();
  await writeVersioned(`${base}.json`, kind, {staged, parquet: await hashFile(rows)} satisfies WithRows<T>);
  return staged;
}

async function readKnown<T>(file: string): Promise<T | null> {
  if (!existsSync(file)) return null;
  try {
    return (await readVersioned(file, kind)) as T;
  } catch (error) {
    if (error instanceof HandshakeError) return null;
    throw error;
  }
}
