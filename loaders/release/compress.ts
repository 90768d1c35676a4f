import {readFile, writeFile} from "node:fs/promises";
import path from "node:path";
import {promisify} from "node:util";
import {brotliCompress, constants, gzip} from "node:zlib";
import type {Contents} from "./contents.ts";

const worthwhile = /\.(html|js|css|json|svg|txt|xml|csv|wasm)$/;
const least = 1024;
/** Beyond this size the last few per cent take minutes. */
const large = 2_000_000;
/** Code, which stays as it is from drop to drop; all else follows from the data and is compressed anew with them. */
const lasting = /^_(npm|node|jsr|import|observablehq)\/.*\.(js|css|wasm)$/;

/**
 * Puts a .gz and a .br beside every file of text, for web servers that give out what is compressed already. Not on the disk yet, as all of
 * the folder: activate and hold see to that.
 * @param has whether a compressed copy is there already, by its path
 */
export async function compressSite(folder: string, contents: Contents, has: (file: string) => boolean): Promise<void> {
  for (const [file, {bytes}] of Object.entries(contents)) {
    if (!worthwhile.test(file) || bytes < least || has(`${file}.gz`)) continue;
    const content = await readFile(path.join(folder, file));
    const [level, quality] = bytes <= large && lasting.test(file) ? [9, 11] : [6, 5];
    const [gz, br] = await Promise.all([
      promisify(gzip)(content, {level}),
      promisify(brotliCompress)(content, {
        params: {[constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes}
      })
    ]);
    await writeFile(path.join(folder, `${file}.gz`), gz);
    await writeFile(path.join(folder, `${file}.br`), br);
  }
}
