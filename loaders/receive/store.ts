import {createHash} from "node:crypto";
import {createWriteStream, existsSync} from "node:fs";
import {mkdir, open, rename, rm, type FileHandle, writeFile} from "node:fs/promises";
import path from "node:path";
import {Transform} from "node:stream";
import {pipeline} from "node:stream/promises";

/** Where the bytes of that hash stand in the store. */
export const storedPath = (store: string, sha256: string): string => path.join(store, sha256.slice(0, 2), sha256);

/**
 * Copies an open file into the store, as delivered, under the hash of its bytes.
 * The copy is complete and on disk before it gets its name, so that a killed run leaves no half file under a hash.
 * @param whole asked once the copy is made: whether the file has not changed meanwhile
 * @returns null where it has, and nothing is kept.
 */
export async function putIntoStore(
  file: FileHandle,
  store: string,
  whole: () => Promise<boolean>
): Promise<{sha256: string; bytes: number} | null> {
  await mkdir(store, {recursive: true});
  const beside = path.join(store, `.incoming-${process.pid}`);
  const hash = createHash("sha256");
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    }
  });
  try {
    await pipeline(file.createReadStream({start: 0, autoClose: false}), count, createWriteStream(beside));
    if (!(await whole())) return null;
    const sha256 = hash.digest("hex");
    const target = storedPath(store, sha256);
    if (!existsSync(target)) {
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
