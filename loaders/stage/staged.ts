import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {writeWhole} from "../disk.ts";
import type {Settings} from "../settings.ts";
import type {LookupFile} from "./lookups.ts";
import type {TableFile} from "./recognise.ts";
import type {FileToStage} from "./stageFile.ts";
import {lookupNames} from "./walk.ts";

/** Changed whenever the same file would be read otherwise, so that older results are not taken for new. */
const version = 9;

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
  const {amount_ceiling, reporting_time_zone} = settings;
  const key = [
    version,
    file.extension,
    file.expectedRows,
    as.table.name,
    as.mapping,
    as.first,
    amount_ceiling,
    reporting_time_zone,
    looked
  ];
  return path.join(folder, `${file.sha256.slice(0, 32)}-${shortHash(key)}`);
}

/** Path, without extension, of what is known of a file whatever becomes of it. */
export const knownBase = (folder: string, file: {sha256: string; extension: string}, what: string): string =>
  path.join(folder, `${file.sha256.slice(0, 32)}-${shortHash([version, file.extension, what])}-${what}`);

/** What an earlier run has found out and left as JSON, else what `make` finds out now; a failure is not kept. */
export async function remembered<T>(base: string, make: () => Promise<T>): Promise<T> {
  const file = `${base}.json`;
  if (existsSync(file)) return JSON.parse(await readFile(file, "utf8")) as T;
  const made = await make();
  await writeWhole(file, JSON.stringify(made));
  return made;
}
