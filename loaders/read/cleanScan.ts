import {isAscii, isUtf8} from "node:buffer";
import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import {roomFor} from "../files.ts";
import {byteMarks, isPadded, odd, type ByteMarks} from "./byteMarks.ts";
import {actions, states, transitions} from "./csvGrammar.ts";

/** What the bytes of a well-formed CSV file are like; it says which checks its values need. */
export interface CleanScan {
  /** Records after the header. */
  records: number;
  /** Cells of each record. */
  fields: number;
  quotes: boolean;
  /** Bytes above 127. */
  foreign: boolean;
  /** Control characters besides the line ends of records. */
  controls: boolean;
  /** Spaces, wherever. */
  spaces: boolean;
  /** Spaces at the edge of a cell. */
  padded: boolean;
  /** Bytes of the longest record. */
  longest: number;
}

const chunkBytes = 1 << 20;
const limit = 2_000_000;
const space = 32;
const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Reads a CSV file once, at the speed of its disk, and counts its records independently of the engine that will read it.
 * @param most ends after the line or piece that reaches this number of bytes
 * @returns null unless every record is well formed (RFC 4180), has as many cells as the header, is shorter than 2 MB and has no
 *   NUL, and the whole is UTF-8; the exact scan then finds out which records are not.
 */
export function cleanScan(file: string, {most = Infinity} = {}): CleanScan | null {
  const fd = openSync(file, "r");
  try {
    return new Scanner(byteMarks(), fstatSync(fd).size).run(fd, most);
  } finally {
    closeSync(fd);
  }
}

class Scanner {
  readonly #classes: Uint8Array;
  readonly #marks: Int32Array;
  readonly #chunk: Buffer;
  /** The chunk, two bytes at a time. */
  readonly #pairs: Uint16Array;
  readonly #pairMarks: Int32Array;
  #state: number = states.start;
  #cells = 1;
  #fields = 0;
  #records = -1;
  #recordStart = 0;
  #seen = 0;
  #foreign = false;
  #spaces = false;
  #longest = 0;

  constructor({classes, marks, pairMarks}: ByteMarks, size: number) {
    // whole pairs
    this.#chunk = Buffer.from(new ArrayBuffer(roomFor(size + (size & 1) + 1, chunkBytes)));
    this.#pairs = new Uint16Array(this.#chunk.buffer);
    this.#classes = classes;
    this.#marks = marks;
    this.#pairMarks = pairMarks;
  }

  run(fd: number, most: number): CleanScan | null {
    let at = 0;
    for (let kept = 0; ;) {
      const read = readSync(fd, this.#chunk, kept, this.#chunk.length - kept, at + kept);
      const size = kept + read;
      const whole = read ? wholeLines(this.#chunk, size) : size;
      if (!this.#isText(this.#chunk.subarray(0, whole)) || !this.#take(whole, at)) return null;
      at += whole;
      if (!read || at >= most) break;
      this.#chunk.copy(this.#chunk, 0, whole, size);
      kept = size - whole;
      if (at - this.#recordStart > limit) return null;
    }
    return this.#end(at);
  }

  #isText(bytes: Buffer): boolean {
    this.#foreign ||= !isAscii(bytes);
    this.#spaces ||= bytes.includes(space);
    return !this.#foreign || isUtf8(bytes);
  }

  /** Walks over the first bytes of the chunk, which are at `at` in the file; false where the file is not clean. */
  #take(bytes: number, at: number): boolean {
    const lines = this.#chunk.subarray(0, bytes);
    const simple = this.#state === states.start && this.#cells === 1 && lines.at(-1) === lineFeed && !lines.includes(quote);
    return simple ? this.#takeLines(lines, at) : this.#walk(0, bytes, at);
  }

  /** Whole lines without quotes: each byte is only added up, and the lines where that shows a control character are walked over. */
  #takeLines(lines: Buffer, at: number): boolean {
    if (this.#spaces && isPadded(lines, this.#marks)) this.#seen |= actions.padded;
    for (let start = 0, next = 0; start < lines.length; start = next) {
      next = lines.indexOf(lineFeed, start) + 1;
      const end = lines[next - 2] === carriageReturn && next - 2 >= start ? next - 2 : next - 1;
      const sum = this.#sum(lines, start, end);
      if (sum >= odd ? !this.#walk(start, next, at) : !this.#line(sum, end === start, at + next - 1)) return false;
    }
    return true;
  }

  /** What the bytes from `start` to `end` add up to, two at a time. */
  #sum(lines: Buffer, start: number, end: number): number {
    const pairs = this.#pairs;
    const pairMarks = this.#pairMarks;
    let sum = 1;
    let i = start;
    if (i & 1 && i < end) sum += this.#marks[lines[i++]!]!;
    for (let k = i >> 1; k < end >> 1; k++) sum += pairMarks[pairs[k]!]!;
    return end & 1 && end > i ? sum + this.#marks[lines[end - 1]!]! : sum;
  }

  #line(cells: number, empty: boolean, place: number): boolean {
    this.#cells = cells;
    return this.#record(empty ? actions.empty : 0, place);
  }

  /** Walks byte by byte, whatever there is. */
  #walk(from: number, to: number, at: number): boolean {
    const chunk = this.#chunk;
    const classes = this.#classes;
    let state = this.#state;
    for (let i = from; i < to; i++) {
      const step = transitions[(state << 3) | classes[chunk[i]!]!]!;
      state = step & 7;
      if (step > 7 && !this.#act(step, at + i)) return false;
    }
    this.#state = state;
    return true;
  }

  #act(step: number, place: number): boolean {
    this.#seen |= step;
    if (step & actions.wrong) return false;
    if (step & actions.cell) this.#cells++;
    if (!(step & actions.record)) return true;
    return this.#record(step, place);
  }

  /** Ends a record at the line feed that is at `place` in the file. */
  #record(step: number, place: number): boolean {
    const bytes = place - this.#recordStart;
    this.#recordStart = place + 1;
    if (bytes > this.#longest) this.#longest = bytes;
    if (bytes > limit) return false;
    const empty = this.#cells === 1 && (step & actions.empty) !== 0;
    if (!empty) {
      if (this.#records < 0) this.#fields = this.#cells;
      else if (this.#cells !== this.#fields) return false;
      this.#records++;
    }
    this.#cells = 1;
    return true;
  }

  #end(at: number): CleanScan | null {
    if (([states.quoted, states.ending, states.endingEmpty] as number[]).includes(this.#state)) return null;
    if (at > this.#recordStart && !this.#record(0, at)) return null;
    const saw = (action: number) => (this.#seen & action) !== 0;
    const {quotes, controls, padded} = actions;
    return {
      records: this.#records,
      fields: this.#fields,
      quotes: saw(quotes),
      foreign: this.#foreign,
      controls: saw(controls),
      spaces: this.#spaces,
      padded: saw(padded) || this.#state === states.spaced,
      longest: this.#longest
    };
  }
}

/** How many bytes of a chunk are whole lines, or whole characters where it has no line end. */
function wholeLines(chunk: Buffer, size: number): number {
  const last = chunk.subarray(0, size).lastIndexOf(lineFeed);
  return last < 0 ? wholeCharacters(chunk, size) : last + 1;
}

/** How many bytes of a chunk are whole UTF-8 characters: the last may be cut. */
function wholeCharacters(chunk: Buffer, size: number): number {
  let start = size - 1;
  while (start > size - 4 && start > 0 && (chunk[start]! & 0xc0) === 0x80) start--;
  const lead = chunk[start]!;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length > size ? start : size;
}
