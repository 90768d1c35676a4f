import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {mkdir, open, rename, rm, type FileHandle, writeFile} from "node:fs/promises";
import path from "node:path";

/** Where the bytes of that hash stand in the store. */
export const storedPath = (store: string, sha256: string): string => path.join(store, sha256.slice(0, 2), sha256);

/**
 * Copies an open file into the store, as delivered, under the hash of its bytes.
 * The copy is complete and on disk before it gets its name, so that a killed run leaves no half file under a hash.
 * @param whole asked once the copy is made: whether the file has not changed meanwhile
 * @param onCopied told of the copy as soon as it has all bytes, before it is on disk
 * @returns null where it has, and nothing is kept.
 */
export async function putIntoStore(
  file: FileHandle,
  store: string,
  whole: () => Promise<boolean>,
  onCopied: (copy: string) => void = () => undefined
): Promise<{sha256: string; bytes: number} | null> {
  await mkdir(store, {recursive: true});
  const beside = path.join(store, `.incoming-${process.pid}`);
  try {
    const {sha256, bytes} = await copyHashed(file, beside);
    if (!(await whole())) return null;
    const target = storedPath(store, sha256);
    if (!existsSync(target)) {
      onCopied(beside);
      await toDisk(beside);
      await mkdir(path.dirname(target), {recursive: true});
      await rename(beside, target);
      await toDisk(path.dirname(target));
    }
    return {sha256, bytes};
  } finally {
    await rm(beside, {force: true});
  }
}

const chunkBytes = 1 << 20;

/** Copies a file and hashes it on the way: a chunk is written while it is hashed. */
async function copyHashed(file: FileHandle, target: string): Promise<{sha256: string; bytes: number}> {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const copy = await open(target, "w");
  try {
    for (let bytes = 0; ;) {
      const {bytesRead} = await file.read(chunk, 0, chunkBytes, bytes);
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

/** Waits until a file's or folder's content is on the disk. */
export async function toDisk(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a text beside a file, waits until it is on the disk and renames it, so that the file is whole at every moment. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), {recursive: true});
  const beside = `${file}.${process.pid}.part`;
  await writeFile(beside, text);
  await toDisk(beside);
  await rename(beside, file);
  await toDisk(path.dirname(file));
}
