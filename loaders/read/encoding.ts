import {isUtf8} from "node:buffer";
import {closeSync, createReadStream, createWriteStream, fstatSync, openSync, readSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {Readable, Writable} from "node:stream";
import {roomFor} from "../files.ts";
import {isUtf16} from "../receive/content.ts";
import {damageIn, noDamage, warningsOf, type Damage} from "./transcribe/mojibake.ts";
import {identityOf} from "./identity.ts";
import {Refusal} from "./refusal.ts";
import {wholeCharacters, withoutSurrogates} from "./transcribe/utf8.ts";

/** A text file that can be read as UTF-8. */
export interface Text {
  /** The file itself, or a copy in UTF-8. */
  file: string;
  /** Whether surrogates are in it, each encoded as if it were a character: their records can't be taken, the others can. */
  surrogates: boolean;
  warnings: {reason: string; detail: string}[];
}

/**
 * A UTF-8 version of a text file: the file itself, or a copy in `work` where a byte-order mark says UTF-16.
 * @throws Refusal (encoding) where a byte does not fit; no other encoding is guessed.
 */
export async function readText(file: string, work: string): Promise<Text> {
  const encoding = markedEncoding(file);
  const utf8 = encoding === "utf-8" ? file : await convert(file, encoding, work);
  const {surrogates, damage} = inspectOnce(utf8);
  return {file: utf8, surrogates, warnings: warningsOf(damage)};
}

async function convert(file: string, encoding: "utf-16le" | "utf-16be", work: string): Promise<string> {
  const copy = path.join(work, `${path.basename(file)}.utf8`);
  await mkdir(work, {recursive: true});
  const decoder = new TextDecoderStream(encoding, {fatal: true, ignoreBOM: false});
  const out: WritableStream<string> = Writable.toWeb(createWriteStream(copy, "utf8"));
  try {
    await (Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>)
      .pipeThrough(decoder as ReadableWritablePair<string, Uint8Array>)
      .pipeTo(out);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw notUtf8();
  }
  return copy;
}

const notUtf8 = (): Refusal =>
  new Refusal(
    "encoding",
    "Its bytes are not UTF-8 throughout. Export it as UTF-8, or as UTF-16 with a byte-order mark; a spreadsheet calls it CSV UTF-8."
  );

const window = 1 << 20;

interface Inspected {
  surrogates: boolean;
  damage: Damage;
}

/** A file is asked for its headers first and for its records next: its bytes are gone over once for both. */
let last: {identity: string; inspected: Inspected} | null = null;

function inspectOnce(file: string): Inspected {
  const identity = identityOf(file);
  if (last && last.identity === identity) return last.inspected;
  const inspected = inspect(file);
  last = identity === null ? null : {identity, inspected};
  return inspected;
}

/** Goes once over a file's bytes, a piece of whole lines (or whole characters) at a time. */
function inspect(file: string): Inspected {
  const fd = openSync(file, "r");
  const room = roomFor(fstatSync(fd).size, window);
  const bytes = Buffer.allocUnsafe(room);
  let surrogates = false;
  let damage = noDamage;
  try {
    for (let kept = 0; ;) {
      const read = readSync(fd, bytes, kept, room - kept, null);
      const size = kept + read;
      const whole = read ? endOfPiece(bytes.subarray(0, size)) : size;
      const piece = bytes.subarray(0, whole);
      if (!isUtf8(piece)) {
        if (!isUtf8(withoutSurrogates(piece))) throw notUtf8();
        surrogates = true;
      }
      damage = damageIn(piece, damage);
      if (!read) return {surrogates, damage};
      bytes.copyWithin(0, whole, size);
      kept = size - whole;
    }
  } finally {
    closeSync(fd);
  }
}

/** After the last line end, or else the last whole character, so that nothing is cut in two. */
function endOfPiece(bytes: Buffer): number {
  const afterLine = bytes.lastIndexOf(10) + 1;
  return afterLine || wholeCharacters(bytes);
}

function markedEncoding(file: string): "utf-8" | "utf-16le" | "utf-16be" {
  const fd = openSync(file, "r");
  try {
    const head = Buffer.alloc(4);
    const marked = isUtf16(head.subarray(0, readSync(fd, head, 0, 4, 0)));
    return !marked ? "utf-8" : head[0] === 0xff ? "utf-16le" : "utf-16be";
  } finally {
    closeSync(fd);
  }
}
