import {createReadStream, createWriteStream} from "node:fs";
import {mkdir, open} from "node:fs/promises";
import path from "node:path";
import {Readable, Writable} from "node:stream";
import {isUtf16} from "../receive/content.ts";
import {Refusal} from "./refusal.ts";

/**
 * A UTF-8 version of a text file: the file itself, or a copy in `work` where a byte-order mark says UTF-16.
 * @throws Refusal (encoding) where a byte does not fit; no other encoding is guessed.
 */
export async function asUtf8(file: string, work: string): Promise<string> {
  const encoding = await markedEncoding(file);
  const decoder = new TextDecoderStream(encoding, {fatal: true, ignoreBOM: false});
  const utf16 = encoding !== "utf-8";
  const copy = path.join(work, `${path.basename(file)}.utf8`);
  if (utf16) await mkdir(work, {recursive: true});
  const out: WritableStream<string> = utf16 ? Writable.toWeb(createWriteStream(copy, "utf8")) : new WritableStream<string>();
  try {
    await (Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>)
      .pipeThrough(decoder as ReadableWritablePair<string, Uint8Array>)
      .pipeTo(out);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal("encoding", "Its bytes are not UTF-8 throughout. Export it as UTF-8, or as UTF-16 with a byte-order mark.");
  }
  return utf16 ? copy : file;
}

async function markedEncoding(file: string): Promise<"utf-8" | "utf-16le" | "utf-16be"> {
  const handle = await open(file, "r");
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (!isUtf16(buffer.subarray(0, bytesRead))) return "utf-8";
    return buffer[0] === 0xff ? "utf-16le" : "utf-16be";
  } finally {
    await handle.close();
  }
}
