import path from "node:path";
import {z} from "zod";
import {isThere} from "../files.ts";
import {hashFile, isAsNoted} from "./hash.ts";
import {readVersioned, writeVersioned} from "./versioned.ts";

/** The hash of each derived file that others read, by its path from the build folder. */
const kind = {name: "checksums", format: 1, schema: z.record(z.string(), z.string()), migrations: {}};
const noteFile = (build: string) => path.join(build, "checksums.json");

/** Notes the checksums of what a rebuild derives and others read: the database and the facts. */
export async function noteDerived(build: string, files: string[]): Promise<void> {
  const sums: Record<string, string> = {};
  for (const file of files) sums[file] = (await hashFile(path.join(build, file))).sha256;
  await writeVersioned(noteFile(build), kind, sums);
}

/** The derived files that are not as they were noted; all of them where the note itself can't be read. */
export async function damagedDerived(build: string, only?: string): Promise<string[]> {
  if (!isThere(noteFile(build))) return [];
  const sums = await readVersioned(noteFile(build), kind).catch(() => null);
  if (sums === null) return [path.basename(noteFile(build))];
  const damaged: string[] = [];
  for (const [file, sha256] of Object.entries(sums))
    if ((only === undefined || file === only) && !(await isAsNoted(path.join(build, file), {sha256}))) damaged.push(file);
  return damaged;
}
