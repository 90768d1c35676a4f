import {createHash} from "node:crypto";
import {createReadStream, createWriteStream, existsSync} from "node:fs";
import {mkdir, open, rename, rm} from "node:fs/promises";
import path from "node:path";
import {Transform} from "node:stream";
import {pipeline} from "node:stream/promises";

/** Where the bytes of that hash stand in the store. */
export const storedPath = (store: string, sha256: string): string => path.join(store, sha256.slice(0, 2), sha256);

/**
 * Copies a file into the store, as delivered, under the hash of its bytes.
 * The copy is complete and on disk before it gets its name, so that a killed run leaves no half file under a hash.
 */
export async function putIntoStore(file: string, store: string): Promise<{sha256: string; bytes: number}> {
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
    await pipeline(createReadStream(file), count, createWriteStream(beside));
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
