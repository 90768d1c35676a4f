import {createHash} from "node:crypto";
import {open, rename, rm, stat, type FileHandle} from "node:fs/promises";
import {hostname} from "node:os";
import path from "node:path";
import {makeFolder, fsync, roomFor} from "../files.ts";
import {storedPath} from "../keep/inventory.ts";

/**
 * Copies an open file into the store, as delivered, under the hash of its bytes.
 * The copy is complete and on disk before it gets its name, so that a killed run leaves no half file under a hash.
 * @param whole asked once the copy is made: whether the file has not changed meanwhile
 * @param options.replace the hash of a copy in the store that is known to be damaged
 * @param options.onCopied told of the copy as soon as it has all bytes, before it is on disk
 * @returns null where it has, and nothing is kept.
 */
export async function putIntoStore(
  file: FileHandle,
  store: string,
  whole: () => Promise<boolean>,
  {onCopied = () => undefined, replace, folders}: StoreOptions = {}
): Promise<{sha256: string; bytes: number} | null> {
  const known = await knownSmall(file, store);
  if (known && known.sha256 !== replace) {
    if (!(await whole())) return null;
    await named(path.dirname(storedPath(store, known.sha256)), store, folders);
    return known;
  }
  await makeFolder(store);
  const beside = path.join(store, `.incoming-${hostname()}-${process.pid}`);
  try {
    const {sha256, bytes} = await copyHashed(file, beside);
    if (!(await whole())) return null;
    const target = storedPath(store, sha256);
    await makeFolder(path.dirname(target));
    if (sha256 === replace || !(await isThere(target, bytes))) {
      onCopied(beside);
      await fsync(beside);
      await rename(beside, target);
    }
    await named(path.dirname(target), store, folders);
    return {sha256, bytes};
  } finally {
    await rm(beside, {force: true});
  }
}

export interface StoreOptions {
  onCopied?: ((copy: string) => void) | undefined;
  replace?: string;
  /** Collects folders whose entries the caller puts on the disk, once for all files; without it each is written when it comes. */
  folders?: Set<string>;
}

/** Also where an earlier run put the file there: it may have been stopped before its name was on the disk. */
async function named(folder: string, store: string, folders: Set<string> | undefined): Promise<void> {
  for (const f of [folder, store]) await (folders ? folders.add(f) : fsync(f));
}

/** A small file that is in the store already, told without writing anything; null for any other. */
async function knownSmall(file: FileHandle, store: string): Promise<{sha256: string; bytes: number} | null> {
  const {size} = await file.stat();
  if (size > smallBytes) return null;
  const chunk = Buffer.allocUnsafe(roomFor(size, smallBytes + 1));
  const {bytesRead: bytes} = await file.read(chunk, 0, chunk.length, 0);
  if (bytes > smallBytes) return null;
  const sha256 = createHash("sha256").update(chunk.subarray(0, bytes)).digest("hex");
  return (await isThere(storedPath(store, sha256), bytes)) ? {sha256, bytes} : null;
}

const smallBytes = 1 << 16;

/** A copy that lost its end when the power failed is no copy. */
const isThere = (file: string, bytes: number): Promise<boolean> =>
  stat(file).then(
    (found) => found.size === bytes,
    () => false
  );

const chunkBytes = 1 << 20;

/** Copies a file and hashes it on the way: a chunk is written while it is hashed. */
async function copyHashed(file: FileHandle, target: string): Promise<{sha256: string; bytes: number}> {
  const hash = createHash("sha256");
  const room = roomFor((await file.stat()).size, chunkBytes);
  const chunk = Buffer.allocUnsafe(room);
  const copy = await open(target, "w");
  try {
    for (let bytes = 0; ;) {
      const {bytesRead} = await file.read(chunk, 0, room, bytes);
      if (!bytesRead) return {sha256: hash.digest("hex"), bytes};
      const part = chunk.subarray(0, bytesRead);
      const written = copy.writeFile(part);
      hash.update(part);
      await written;
      bytes += bytesRead;
    }
  } finally {
    await copy.close();
  }
}
