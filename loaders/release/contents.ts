import {createHash} from "node:crypto";
import {readFileSync, statSync} from "node:fs";
import {readdir} from "node:fs/promises";
import path from "node:path";
import {setImmediate as others} from "node:timers/promises";
import type {FileFacts} from "../keep/hash.ts";

/** Files by path, with forward slashes, in the order of their paths. */
export type Contents = Record<string, FileFacts>;

/** After this number of files what else waits gets its turn: asking for each file apart costs several times the reading. */
const atOnce = 64;

/** The same items one by one, with a turn for what else waits now and then. */
export async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let i = 0;
  for (const item of items) {
    if (i++ % atOnce === 0) await others();
    yield item;
  }
}

/** Every file below a folder. */
export async function contentsOf(folder: string): Promise<Contents> {
  const names = (await readdir(folder, {recursive: true, encoding: "utf8"})).map((f) => f.split(path.sep).join("/")).sort();
  const contents: Contents = {};
  for await (const name of inTurns(names)) {
    const file = path.join(folder, name);
    if (statSync(file).isFile()) contents[name] = factsOf(file);
  }
  return contents;
}

export function factsOf(file: string): FileFacts {
  const bytes = readFileSync(file);
  return {bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex")};
}

/** Compressed copies follow from the files beside them, and their bytes from the machine's zlib: they don't count for the name. */
const isCompressed = (file: string): boolean => /\.(gz|br)$/.test(file);

/** What of a site is its own: the pages of partners follow from their number, which is compared by itself. */
export const isOwn = (file: string): boolean => !file.startsWith("partner/");

/** Copies of packages: a database comes whole with the first page that asks for it, and says nothing of the site's pages and data. */
const isPackage = (file: string): boolean => /^_(npm|node|jsr)\//.test(file);

/**
 * The bytes by which a release is compared with the previous one: those of its own pages and data, without packages and without the
 * compressed copies, which the note of a release lists and a site that was just built doesn't have yet.
 */
export const comparedBytes = (contents: Contents): number =>
  Object.entries(contents)
    .filter(([file]) => isOwn(file) && !isPackage(file) && !(isCompressed(file) && file.replace(/\.\w+$/, "") in contents))
    .reduce((sum, [, {bytes}]) => sum + bytes, 0);

/** The name of a site with these files: the same for the same files, whatever the time and place. */
export function idOf(contents: Contents): string {
  const lines = Object.entries(contents)
    .filter(([file]) => !isCompressed(file))
    .map(([file, {sha256}]) => `${sha256} ${file}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex").slice(0, 16);
}

/** Files whose name says their content (Framework puts a hash of it into the name), so that they may outlive their release. */
export const isImmutable = (file: string): boolean => /^_(file|import|node|npm|observablehq|jsr)\//.test(file);

/** The files of `contents` that are missing from a folder or not as they were. */
export async function damageIn(folder: string, contents: Contents): Promise<string[]> {
  const damaged: string[] = [];
  for await (const [file, {sha256}] of inTurns(Object.entries(contents)))
    if (!isWhole(path.join(folder, file), sha256)) damaged.push(file);
  return damaged;
}

/** Whether a file is there with the content of that hash. */
export function isWhole(file: string, sha256: string): boolean {
  try {
    return factsOf(file).sha256 === sha256;
  } catch {
    return false;
  }
}
