import {classesFor, classNames} from "./csvGrammar.ts";

/* What the bytes of a line of CSV add up to, by which a whole line is judged at once. */

const space = 32;
const lineFeed = 10;
const carriageReturn = 13;

/** What bytes mean where cells end in commas. */
export interface ByteMarks {
  classes: Uint8Array;
  /** What each byte adds to the count of its line's cells: 1 where it ends one, `odd` where the line wants a closer look. */
  marks: Int32Array;
  /** What each two bytes add. */
  pairMarks: Int32Array;
}

let made: ByteMarks | undefined;

/** The tables, made when they are first asked for. */
export const byteMarks = (): ByteMarks => (made ??= makeMarks());

function makeMarks(): ByteMarks {
  const classes = classesFor(",");
  const marks = Int32Array.from(classes, (c) => (c === classNames.delimiter ? 1 : isOdd(c) ? odd : 0));
  const pairMarks = Int32Array.from({length: 65_536}, (_, two) => marks[two & 255]! + marks[two >> 8]!);
  return {classes, marks, pairMarks};
}

/** More than a line has cells. */
export const odd = 2 ** 22;
const isOdd = (kind: number) => kind === classNames.control || kind === classNames.cr || kind === classNames.nul;

/** Whether a space is next to a delimiter or a line end. */
export function isPadded(lines: Buffer, marks: Int32Array): boolean {
  const bounds = marks.map((mark, byte) => (mark === 1 || byte === lineFeed || byte === carriageReturn ? 1 : 0));
  let before = 1;
  for (const byte of lines) {
    if (before === 1 ? byte === space : before === 2 && bounds[byte] === 1) return true;
    before = byte === space ? 2 : bounds[byte]!;
  }
  return false;
}
