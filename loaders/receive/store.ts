import {createHash} from "node:crypto";
import {createWriteStream} from "node:fs";
import {rename, rm, stat, type FileHandle} from "node:fs/promises";
import path from "node:path";
import {Transform} from "node:stream";
import {pipeline} from "node:stream/promises";
import {makeFolder, toDisk} from "../disk.ts";

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
  await makeFolder(store);
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
    await pipeline(file.createReadStream({start: 0, autoClose: false}), count, createWriteStream(beside, {start: 0}));
    if (!(await whole())) return null;
    const sha256 = hash.digest("hex");
    const target = storedPath(store, sha256);
    await makeFolder(path.dirname(target));
    if (!(await isThere(target, bytes))) {
      await toDisk(beside);
      await rename(beside, target);
    }
    // also where an earlier run put it there: it may have been stopped before its name was on the disk
    await toDisk(path.dirname(target));
    await toDisk(store);
    return {sha256, bytes};
  } finally {
    await rm(beside, {force: true});
  }
}

/** A copy that lost its end when the power failed is no copy. */
const isThere = (file: string, bytes: number): Promise<boolean> =>
  stat(file).then(
    (found) => found.size === bytes,
    () => false
  );
