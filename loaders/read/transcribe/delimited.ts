import {isUtf8} from "node:buffer";
import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import {scanCsv, startsWithMark, type CsvRecord} from "../scanCsv.ts";
import {headerText} from "../layout.ts";
import {rawLimit, type Walk} from "./records.ts";

export type Delimiter = "," | ";" | "\t" | "|";

/**
 * The delimiter of a CSV file where it is certain: a comma, unless the header line is a single cell by commas and by exactly one of
 * semicolon, tab and pipe holds several cells, all of them filled and different. Whether these are the headers that a table needs is
 * found out after that, as for any file.
 */
export function certainDelimiter(file: string): Delimiter {
  if (headersOfText(file, ",").length > 1) return ",";
  const fitting = ([";", "\t", "|"] as const).filter((delimiter) => {
    const headers = headersOfText(file, delimiter);
    return headers.length > 1 && headers.every(Boolean) && new Set(headers).size === headers.length;
  });
  return fitting.length === 1 ? fitting[0]! : ",";
}

/** The header cells of a text file, outer spaces and a byte-order mark stripped; none where the line can't be read. */
export const headersOfText = (file: string, delimiter: string): string[] => headerLine(file, delimiter).header.map(headerText);

/** Why the header line of a text file can't be read, null where it can. */
export const headerReason = (file: string, delimiter: string): string | null => headerLine(file, delimiter).headerReason;

const headerLine = (file: string, delimiter: string) =>
  scanCsv(file, {delimiter, skip: startsWithMark(file) ? 3 : 0, headerOnly: true});

/**
 * Walks over the records of delimited text; one that holds an encoded surrogate can't be taken.
 * @param options.shift how many lines the file that was delivered has before the text
 * @param options.emptyTail whether empty cells at the end of a line may be missing, or too many
 */
export function walkDelimited(
  file: string,
  delimiter: string,
  options: {shift?: number; emptyTail?: boolean | undefined} = {}
): Walk {
  const {shift = 0, emptyTail = false} = options;
  return ({wanted}, visit) => {
    const bytes = new Pieces(file);
    try {
      const onGood = (_: number, record: CsvRecord) => {
        const piece = bytes.between(record.start, record.end);
        const raw = () => piece.toString("utf8", 0, rawLimit);
        if (!isUtf8(piece)) visit({line: record.line + shift, raw, reason: "encoding"});
        else
          visit({
            line: record.line + shift,
            raw,
            cells: cellsOf(piece.toString("utf8"), delimiter).map((c, i) => (wanted[i] ? c : null))
          });
      };
      const {bad} = scanCsv(file, {delimiter, skip: startsWithMark(file) ? 3 : 0, onGood});
      for (const record of bad) {
        const raw = () => bytes.between(record.start, record.end).toString("utf8", 0, rawLimit);
        const cells = emptyTail && record.reason === "column_count" ? fitted(raw(), delimiter, wanted.length) : null;
        if (cells) visit({line: record.line + shift, raw, cells: cells.map((c, i) => (wanted[i] ? c : null))});
        else visit({line: record.line + shift, raw, reason: record.reason});
      }
    } finally {
      bytes.close();
    }
  };
}

/** The cells of a record that has too few, or too many of which the last are empty; null where a cell would be lost. */
function fitted(text: string, delimiter: string, columns: number): string[] | null {
  const cells = cellsOf(text, delimiter);
  if (cells.slice(columns).some((c) => c.trim())) return null;
  return Array.from({length: columns}, (_, i) => cells[i] ?? "");
}

/** The cells of one well-formed record. */
export function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= text.length;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      at = end < 0 ? text.length + 1 : end + 1;
      continue;
    }
    let close = text.indexOf('"', at + 1);
    while (text[close + 1] === '"') close = text.indexOf('"', close + 2);
    cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
    at = close + 2;
  }
  return cells;
}

/** A file's bytes by position, read a window at a time. */
class Pieces {
  readonly #fd: number;
  readonly #size: number;
  #window = Buffer.alloc(0);
  #from = 0;

  constructor(file: string) {
    this.#fd = openSync(file, "r");
    this.#size = fstatSync(this.#fd).size;
  }

  between(start: number, end: number): Buffer {
    if (start < this.#from || end > this.#from + this.#window.length) {
      this.#from = start;
      this.#window = Buffer.alloc(Math.min(Math.max(end - start, 1 << 22), this.#size - start));
      readSync(this.#fd, this.#window, 0, this.#window.length, start);
    }
    return this.#window.subarray(start - this.#from, end - this.#from);
  }

  close(): void {
    closeSync(this.#fd);
  }
}
