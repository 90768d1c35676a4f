import {closeSync, openSync, writeSync} from "node:fs";
import {rawLimit, recordLimit, type Bad, type Columns, type SourceRecord, type Walk} from "./records.ts";

/** What writing a clean file found. */
export interface Written {
  /** All records of the source. */
  records: number;
  bad: Bad[];
  /** The ordinals of those bad records that have an empty line in the clean file, to be left out by whoever reads it. */
  voided: number[];
}

/** One line of a clean CSV file (RFC 4180): quoted only where it must be; a lone empty cell is quoted, so that it is a record. */
export function csvLine(cells: readonly (string | null)[]): string {
  if (cells.length === 1 && !cells[0]) return '""\n';
  let line = "";
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? "";
    line += i ? "," : "";
    line += /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
  return `${line}\n`;
}

/** The line of a record in the clean file, null where it has none, and why it is bad; writing and finding again decide alike. */
function lineOf(record: SourceRecord, header: string): {line: string | null; reason: string | null} {
  if (!record.cells) return {line: null, reason: record.reason};
  const line = csvLine(record.cells);
  const reason = record.reason ?? unfit(line, header);
  return {line: reason ? csvLine(record.cells.map(() => null)) : line, reason};
}

function unfit(line: string, header: string): string | null {
  if (/[\ud800-\udfff]/.test(line) && /\p{Surrogate}/u.test(line)) return "encoding";
  if (line.includes("\0")) return "control_character";
  if (line.length > recordLimit || Buffer.byteLength(line) > recordLimit) return "too_long";
  return line === header ? "repeated_header" : null;
}

const chunk = 1 << 20;

/** Writes the records of a walk to `file` as clean CSV with a header line, and counts them. */
export async function writeClean(file: string, columns: Columns, walk: Walk): Promise<Written> {
  const header = csvLine(columns.headers);
  const bad: Bad[] = [];
  const fd = openSync(file, "w");
  const voided: number[] = [];
  let records = 0;
  let lines = 0;
  let waiting = header;
  try {
    await walk(columns, (record) => {
      records++;
      const {line, reason} = lineOf(record, header);
      if (line !== null) lines++;
      if (reason) bad.push({line: record.line, raw: rawOf(record), reason, key: null});
      if (reason && line !== null) voided.push(lines);
      waiting += line ?? "";
      if (waiting.length > chunk) {
        writeSync(fd, waiting);
        waiting = "";
      }
    });
    writeSync(fd, waiting);
  } finally {
    closeSync(fd);
  }
  return {records, bad, voided};
}

/** Where records of the clean file are in the source, by their ordinals from 1. */
export async function locateRecords(
  columns: Columns,
  walk: Walk,
  ordinals: number[]
): Promise<Map<number, {line: number; raw: string}>> {
  const header = csvLine(columns.headers);
  const wanted = new Set(ordinals);
  const found = new Map<number, {line: number; raw: string}>();
  let ordinal = 0;
  if (wanted.size)
    await walk(columns, (record) => {
      if (lineOf(record, header).line === null) return;
      ordinal++;
      if (wanted.has(ordinal)) found.set(ordinal, {line: record.line, raw: rawOf(record)});
    });
  return found;
}

const rawOf = (record: SourceRecord): string => record.raw().slice(0, rawLimit);
