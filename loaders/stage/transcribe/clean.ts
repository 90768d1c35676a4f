import {closeSync, openSync, writeSync} from "node:fs";
import {rawLimit, recordLimit, type Bad, type Columns, type SourceRecord, type Walk} from "./records.ts";

/** What writing a clean file found. */
export interface Written {
  /** All records of the source. */
  records: number;
  bad: Bad[];
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

/** The line of a record in the clean file, or why it has none; writing and finding records again decide alike. */
function lineOrReason(record: SourceRecord, header: string): {line: string} | {reason: string} {
  if (!record.cells) return {reason: record.reason};
  const line = csvLine(record.cells);
  if (/[\ud800-\udfff]/.test(line) && /\p{Surrogate}/u.test(line)) return {reason: "encoding"};
  if (line.includes("\0")) return {reason: "control_character"};
  if (line.length > recordLimit || Buffer.byteLength(line) > recordLimit) return {reason: "too_long"};
  return line === header ? {reason: "repeated_header"} : {line};
}

const chunk = 1 << 20;

/** Writes the records of a walk to `file` as clean CSV with a header line, and counts them. */
export async function writeClean(file: string, columns: Columns, walk: Walk): Promise<Written> {
  const header = csvLine(columns.headers);
  const bad: Bad[] = [];
  const fd = openSync(file, "w");
  let records = 0;
  let waiting = header;
  try {
    await walk(columns, (record) => {
      records++;
      const result = lineOrReason(record, header);
      if ("reason" in result) bad.push({line: record.line, raw: rawOf(record), reason: result.reason, key: null});
      else waiting += result.line;
      if (waiting.length > chunk) {
        writeSync(fd, waiting);
        waiting = "";
      }
    });
    writeSync(fd, waiting);
  } finally {
    closeSync(fd);
  }
  return {records, bad};
}

/** Where records of the clean file stand in the source, by their ordinals from 1. */
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
      if ("reason" in lineOrReason(record, header)) return;
      ordinal++;
      if (wanted.has(ordinal)) found.set(ordinal, {line: record.line, raw: rawOf(record)});
    });
  return found;
}

const rawOf = (record: SourceRecord): string => record.raw().slice(0, rawLimit);
