import {createReadStream, createWriteStream} from "node:fs";
import {mkdir, rename, rm, stat} from "node:fs/promises";
import path from "node:path";
import {Transform} from "node:stream";
import {pipeline} from "node:stream/promises";
import {createGunzip} from "node:zlib";
import {Refusal} from "../refusal.ts";

/** How far a file may grow when it is inflated: bytes in all, and times its size once it is beyond `ratioFrom`. */
const inflation = {bytes: 4 * 2 ** 30, ratio: 200, ratioFrom: 10 * 2 ** 20};

/**
 * Inflates a gzip file into `work`, stopping as soon as it grows beyond measure.
 * @throws Refusal (gzip) where it is cut, damaged or followed by other bytes; (too_large) where it grows too much.
 */
export async function inflate(stored: string, work: string): Promise<string> {
  const target = path.join(work, `${path.basename(stored)}.inflated`);
  await mkdir(work, {recursive: true});
  const {size} = await stat(stored);
  const most = Math.min(inflation.bytes, Math.max(inflation.ratioFrom, size * inflation.ratio));
  const gunzip = createGunzip();
  let bytes = 0;
  const capped = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > most) done(new Refusal("too_large", tooLarge(size, most)));
      else done(null, piece);
    }
  });
  try {
    await pipeline(createReadStream(stored), gunzip, capped, createWriteStream(`${target}.part`));
    if (gunzip.bytesWritten !== size)
      throw new Refusal("gzip", `${size - gunzip.bytesWritten} bytes follow the end of its gzip data. Compress it again.`);
    await rename(`${target}.part`, target);
    return target;
  } catch (error) {
    await rm(`${target}.part`, {force: true});
    if (!isZlibError(error)) throw error;
    throw new Refusal("gzip", `Its gzip data is cut or damaged (${error.message}). Deliver it again.`);
  }
}

const tooLarge = (size: number, most: number): string =>
  `Its ${size} bytes inflate to more than ${most}, the most that is taken. Deliver it in parts, or uncompressed.`;

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && /^Z_/.test(String((error as {code?: unknown}).code));
