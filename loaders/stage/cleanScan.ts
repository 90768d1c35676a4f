import {isAscii, isUtf8} from "node:buffer";
import {closeSync, openSync, readSync} from "node:fs";
import {actions, classesFor, states, transitions} from "./csvGrammar.ts";

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
  /** Spaces at the edge of a cell. */
  padded: boolean;
}

const chunkBytes = 1 << 20;
const longest = 2_000_000;

/**
 * Reads a CSV file once, at the speed of its disk, and counts its records independently of the engine that will read it.
 * @returns null unless every record is well formed (RFC 4180), has as many cells as the header, is shorter than 2 MB and has no
 *   NUL, and the whole is UTF-8; the exact scan then finds out which records are not.
 */
export function cleanScan(file: string, delimiter = ",", skip = 0): CleanScan | null {
  const fd = openSync(file, "r");
  try {
    return new Scanner(classesFor(delimiter)).run(fd, skip);
  } finally {
    closeSync(fd);
  }
}

class Scanner {
  readonly #classes: Uint8Array;
  readonly #chunk = Buffer.allocUnsafe(chunkBytes);
  #state: number = states.start;
  #cells = 1;
  #fields = 0;
  #records = -1;
  #recordStart = 0;
  #seen = 0;
  #foreign = false;

  constructor(classes: Uint8Array) {
    this.#classes = classes;
  }

  run(fd: number, skip: number): CleanScan | null {
    this.#recordStart = skip;
    let at = skip;
    for (let kept = 0; ;) {
      const read = readSync(fd, this.#chunk, kept, chunkBytes - kept, at + kept);
      const size = kept + read;
      const whole = read ? wholeCharacters(this.#chunk, size) : size;
      if (!this.#isText(this.#chunk.subarray(0, whole)) || !this.#take(whole, at)) return null;
      if (!read) break;
      this.#chunk.copy(this.#chunk, 0, whole, size);
      kept = size - whole;
      at += whole;
      if (at - this.#recordStart > longest) return null;
    }
    return this.#end(at);
  }

  #isText(bytes: Buffer): boolean {
    this.#foreign ||= !isAscii(bytes);
    return !this.#foreign || isUtf8(bytes);
  }

  /** Walks over the first bytes of the chunk, which stand at `at` in the file; false where the file is not clean. */
  #take(bytes: number, at: number): boolean {
    const chunk = this.#chunk;
    const classes = this.#classes;
    let state = this.#state;
    for (let i = 0; i < bytes; i++) {
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
    const fits = place - this.#recordStart <= longest && this.#record(step);
    this.#recordStart = place + 1;
    return fits;
  }

  #record(step: number): boolean {
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
    if (this.#state === states.quoted || this.#state === states.ending) return null;
    if (at > this.#recordStart && !this.#record(0)) return null;
    const saw = (action: number) => (this.#seen & action) !== 0;
    const {quotes, controls, padded} = actions;
    return {
      records: this.#records,
      fields: this.#fields,
      quotes: saw(quotes),
      foreign: this.#foreign,
      controls: saw(controls),
      padded: saw(padded) || this.#state === states.spaced
    };
  }
}

/** How many bytes of a chunk are whole UTF-8 characters: the last may be cut. */
function wholeCharacters(chunk: Buffer, size: number): number {
  let start = size - 1;
  while (start > size - 4 && start > 0 && (chunk[start]! & 0xc0) === 0x80) start--;
  const lead = chunk[start]!;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length > size ? start : size;
}
