import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import {roomFor} from "../files.ts";

/** A record of a CSV file: where it stands. Bytes are offsets into the file, lines count from 1. */
export interface CsvRecord {
  line: number;
  start: number;
  /** Without its line end. */
  end: number;
  /** Where the next record begins. */
  next: number;
}

/** A record that can't be read, with the reason of the closed list. */
export interface BadRecord extends CsvRecord {
  reason: "csv_syntax" | "column_count" | "control_character" | "repeated_header" | "too_long";
}

export interface CsvScan {
  /** Header cells as written, unquoted; empty where the file has no line. */
  header: string[];
  /** Why the header line can't be read, null where it can. */
  headerReason: BadRecord["reason"] | null;
  headerEnd: number;
  /** Records that are well formed; the reader must find exactly as many. */
  good: number;
  bad: BadRecord[];
}

const longest = 2_000_000;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const SPACE = 32;

/**
 * Counts the records of a CSV file (RFC 4180: delimiter, quote, doubled quotes) byte by byte, independently of the engine
 * that reads it. After a record that breaks the rules it goes on at the next line, so that one bad line costs one record.
 * Lines without a byte are no records. DuckDB's own table of rejects would not do: it loses every record after a quote that is never closed,
 * numbers records instead of lines, and takes a NUL (test/read/rejects.test.ts).
 * @param options.onGood is told each well-formed record and its ordinal, from 1
 */
export function scanCsv(
  file: string,
  options: {delimiter?: string; skip?: number; headerOnly?: boolean; onGood?: (ordinal: number, record: CsvRecord) => void} = {}
): CsvScan {
  const bytes = new Bytes(file);
  try {
    return scan(bytes, (options.delimiter ?? ",").charCodeAt(0), options);
  } finally {
    bytes.close();
  }
}

function scan(
  bytes: Bytes,
  delimiter: number,
  {skip = 0, headerOnly, onGood}: {skip?: number; headerOnly?: boolean; onGood?: (ordinal: number, record: CsvRecord) => void}
): CsvScan {
  const first = readRecord(bytes, skip, delimiter);
  const header = first.reason || first.empty ? [] : cells(bytes.text(skip, first.contentEnd), delimiter);
  const headerText = bytes.text(skip, first.contentEnd);
  const result: CsvScan = {header, headerReason: first.reason, headerEnd: first.next, good: 0, bad: []};
  if (headerOnly) return result;
  let line = 1 + first.lines;
  for (let at = first.next; at < bytes.size;) {
    const r = readRecord(bytes, at, delimiter);
    const record = {line, start: at, end: r.contentEnd, next: r.next};
    const wrong = r.empty ? null : (r.reason ?? (r.fields === header.length ? null : "column_count"));
    if (wrong) result.bad.push({...record, reason: wrong});
    else if (!r.empty && r.contentEnd - at === headerText.length && bytes.text(at, r.contentEnd) === headerText)
      result.bad.push({...record, reason: "repeated_header"});
    else if (!r.empty) {
      result.good++;
      onGood?.(result.good, record);
    }
    at = r.next;
    line += r.lines;
  }
  return result;
}

interface ReadRecord {
  fields: number;
  /** End of the record's bytes without its line end. */
  contentEnd: number;
  /** Where the next record begins. */
  next: number;
  /** Line ends consumed. */
  lines: number;
  empty: boolean;
  reason: BadRecord["reason"] | null;
}

/** Reads one record from `at`; a broken one ends with its first line. */
function readRecord(bytes: Bytes, at: number, delimiter: number): ReadRecord {
  let fields = 1;
  let lines = 0;
  let quoted = false;
  let fieldStart = true;
  let control = false;
  let i = at;
  for (; i < bytes.size; i++) {
    if (i - at > longest) return endOfLine(bytes, at, "too_long");
    const b = bytes.at(i);
    if (quoted) {
      if (b === QUOTE) {
        const after = i + 1 < bytes.size ? bytes.at(i + 1) : LF;
        if (after === QUOTE) i++;
        else if (after === delimiter || after === LF || (after === CR && (i + 2 >= bytes.size || bytes.at(i + 2) === LF)))
          quoted = false;
        else return endOfLine(bytes, at, "csv_syntax");
      } else if (b === LF) lines++;
      else if (b === 0) control = true;
    } else if (b === QUOTE) {
      // inside a cell that began without one it is a character like others (37'36"N); after a space readers disagree
      if (!fieldStart && bytes.at(i - 1) === SPACE) return endOfLine(bytes, at, "csv_syntax");
      quoted = fieldStart;
      fieldStart = false;
    } else if (b === delimiter) {
      fields++;
      fieldStart = true;
    } else if (b === LF) break;
    else if (b === CR) {
      if (i + 1 < bytes.size && bytes.at(i + 1) !== LF) return endOfLine(bytes, at, "csv_syntax");
    } else {
      fieldStart = false;
      if (b === 0) control = true;
    }
  }
  if (quoted) return endOfLine(bytes, at, "csv_syntax");
  const contentEnd = i > at && bytes.at(i - 1) === CR ? i - 1 : i;
  return {
    fields,
    contentEnd,
    next: i + 1,
    lines: lines + 1,
    empty: contentEnd === at,
    reason: control ? "control_character" : null
  };
}

function endOfLine(bytes: Bytes, at: number, reason: BadRecord["reason"]): ReadRecord {
  let i = at;
  while (i < bytes.size && bytes.at(i) !== LF) i++;
  const contentEnd = i > at && bytes.at(i - 1) === CR ? i - 1 : i;
  return {fields: 0, contentEnd, next: i + 1, lines: 1, empty: false, reason};
}

/** The cells of one record's text. */
function cells(text: string, delimiterCode: number): string[] {
  const delimiter = String.fromCharCode(delimiterCode);
  const found: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text.charAt(++i);
      else quoted = false;
    } else if (c === '"' && !cell) quoted = true;
    else if (c === delimiter) {
      found.push(cell);
      cell = "";
    } else cell += c;
  }
  return [...found, cell];
}

/** Whether a file begins with the UTF-8 byte-order mark. */
export function startsWithMark(file: string): boolean {
  const fd = openSync(file, "r");
  try {
    const head = Buffer.alloc(3);
    readSync(fd, head, 0, 3, 0);
    return head.equals(Buffer.from([0xef, 0xbb, 0xbf]));
  } finally {
    closeSync(fd);
  }
}

/** A file's bytes by position, held a window at a time. */
class Bytes {
  readonly size: number;
  readonly #fd: number;
  readonly #window: Buffer;
  #from = 0;
  #to = 0;

  constructor(file: string) {
    this.#fd = openSync(file, "r");
    this.size = fstatSync(this.#fd).size;
    this.#window = Buffer.allocUnsafe(roomFor(this.size, 4 << 20));
  }

  at(i: number): number {
    if (i < this.#from || i >= this.#to) this.#load(i);
    return this.#window[i - this.#from]!;
  }

  text(start: number, end: number): string {
    const part = Buffer.alloc(end - start);
    readSync(this.#fd, part, 0, part.length, start);
    return part.toString("utf8");
  }

  close(): void {
    closeSync(this.#fd);
  }

  #load(i: number): void {
    // a little before i too, since a broken record is read again from its start
    this.#from = Math.max(0, i - (1 << 16));
    this.#to = this.#from + readSync(this.#fd, this.#window, 0, this.#window.length, this.#from);
  }
}
