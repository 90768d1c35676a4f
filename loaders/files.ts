import {execFile} from "node:child_process";
import {existsSync, lstatSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync} from "node:fs";
import {link, mkdir, open, readdir, rename, rm, statfs} from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import {promisify} from "node:util";

/** What is wrong with a place that was given for a file or a folder: "… is a file, expected a folder."; null where nothing is. */
export function otherKind(place: string, wanted: "file" | "folder"): string | null {
  const found = statSync(place, {throwIfNoEntry: false});
  if (!found || (wanted === "folder" ? found.isDirectory() : !found.isDirectory())) return null;
  return `${place} is a ${found.isDirectory() ? "folder" : "file"}, expected a ${wanted}.`;
}

/**
 * Whether something has that name, also a link that leads nowhere.
 * @throws what the system says where it can't tell: taken for absence, that would have kept files begun anew and what they say undone
 */
export function isThere(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

/** Whether an error says that nothing has that name, rather than that it can't be looked at. */
export const isAbsence = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

/** Waits until a file's or folder's content is on the disk. */
export async function fsync(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file and waits until its content is on the disk. Written by position, so that no write depends on the one before. */
export async function writeSynced(file: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const handle = await open(file, "w");
  try {
    for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at, bytes.length - at, at)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** File systems of this machine, by the numbers that statfs(2) lists, of which one call puts all on the disk: ext, XFS, Btrfs, F2FS, ZFS, tmpfs. */
const local = new Set([0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x2fc12fc1, 0x01021994]);

/** From this version on Linux tells whoever waits for a whole file system of an error of the disk. */
const tellsErrors = [5, 8];

/**
 * Waits until all that was written in a folder, and in those within, is on the disk. Where it can be had, by one call for the file system
 * (syncfs, which sync -f of coreutils makes): a thousand small files, each waited for, take up to fifty times as long. Elsewhere file by file.
 * @param options.whole the call for the file system; false where it can't be had
 * @throws what fsync throws when the disk reports an error
 */
export async function allOnDisk(
  folder: string,
  {whole = syncFileSystem}: {whole?: (folder: string) => Promise<boolean>} = {}
): Promise<void> {
  if (!(await whole(folder))) await syncTree(folder);
}

async function syncFileSystem(folder: string): Promise<boolean> {
  if (process.platform !== "linux" || !isSince(os.release(), tellsErrors)) return false;
  if (!local.has((await statfs(folder)).type)) return false;
  // where it fails, the files are waited for one by one, which tells of the error
  return promisify(execFile)("sync", ["-f", path.resolve(folder)]).then(
    () => true,
    () => false
  );
}

/** Whether a version such as "6.1.0-13" is as new as one of two numbers. */
export function isSince(version: string, [wantedMajor, wantedMinor]: readonly number[]): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major > wantedMajor! || (major === wantedMajor && minor >= wantedMinor!);
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, {withFileTypes: true})) {
    const file = path.join(folder, entry.name);
    await (entry.isDirectory() ? syncTree(file) : fsync(file));
  }
  await fsync(folder);
}

/** Writes a file beside, waits until it is on the disk and renames it, so that it is the old or the new one, whole, at every moment. */
export async function writeFileAtomic(file: string, content: string | Uint8Array): Promise<void> {
  await makeFolder(path.dirname(file));
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeSynced(beside, content);
    await rename(beside, file);
  } catch (error) {
    // where the disk is full, it would take what room there is
    await rm(beside, {force: true}).catch(() => undefined);
    throw error;
  }
  await fsync(path.dirname(file));
}

let puts = 0;

/** What the system answers where a disk has no hard links, as FAT and some shares. */
const noLinks = /^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EINVAL|EMLINK)$/;

/**
 * Writes a file whole, as `writeFileAtomic` does, under a name that nothing has: of two that want it at once, one gets it.
 * @returns whether it was written; false where something has that name
 */
export async function writeNewAtomic(file: string, content: string): Promise<boolean> {
  const beside = `${file}.${process.pid}-${++puts}.part`;
  try {
    await writeSynced(beside, content);
    await link(beside, file).catch(async (error: unknown) => {
      if (!noLinks.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
      await (await open(file, "wx")).close();
      await rename(beside, file);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(beside, {force: true}).catch(() => undefined);
  }
  await fsync(path.dirname(file));
  return true;
}

/** Whether a file holds just this. Read at once: to wait for each of hundreds of small files costs several times the reading. */
export const holds = (file: string, content: string | Uint8Array): boolean =>
  existsSync(file) && readFileSync(file).equals(typeof content === "string" ? Buffer.from(content) : content);

/**
 * Puts a file in its place whole, for who watches or reads the place meanwhile; not for what must outlive a power cut. A file that is the
 * same is not touched.
 */
export function putWhole(file: string, content: Uint8Array): void {
  if (holds(file, content)) return;
  mkdirSync(path.dirname(file), {recursive: true});
  // of its own, so that two that put the same file there at once don't share it
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}-${++puts}.part`);
  writeFileSync(beside, content);
  renameSync(beside, file);
}

/** Renames what is on the disk already, and waits until its new name is too. */
export async function renameSynced(from: string, to: string): Promise<void> {
  await rename(from, to);
  await fsync(path.dirname(to));
  if (path.dirname(from) !== path.dirname(to)) await fsync(path.dirname(from));
}

/** Makes a folder with those above it, and waits until each is entered in the one above. */
export async function makeFolder(folder: string): Promise<void> {
  for (const made of await foldersMade(path.resolve(folder))) await fsync(path.dirname(made));
}

/**
 * Makes a folder with those above it, one by one: where the system takes none, as in /proc, Node's own recursive call never ends.
 * @returns those that were not there
 */
async function foldersMade(folder: string): Promise<string[]> {
  const above = path.dirname(folder);
  const wasThere = isThere(above);
  try {
    await mkdir(folder);
    return [folder];
  } catch (error) {
    if (statSync(folder, {throwIfNoEntry: false})?.isDirectory()) return [];
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || wasThere) throw error;
    // where another makes it at the same time, nothing is left to do above
    return [...(await foldersMade(above)), ...(await foldersMade(folder))];
  }
}

/**
 * How many bytes of room a file of that size is read into: all of it where it is small, with one byte more by which its end is seen.
 * Most deliveries are small, and memory outside of JavaScript's heap costs a collection each few pieces.
 * @param most the size of a piece of a large file
 */
export const roomFor = (size: number, most: number): number => Math.min(most, size + 1);
