import {tables} from "../tables/index.ts";
import {isDay} from "./day.ts";

/** How the records of a file are written. */
export type Format = "csv" | "tsv" | "json" | "ndjson" | "parquet" | "xlsx";

/** What a file's name says of it. */
export interface FileName {
  /** The canonical table whose name it begins with. */
  table: string | null;
  /** YYYY-MM-DD where the name holds a date that exists. */
  date: string | null;
  /** csv, parquet, …: what follows the last dot, lower case, and for .gz what is before it too; "" where there is none. */
  extension: string;
}

const byLength = tables.map((t) => t.name).sort((a, b) => b.length - a.length);

/** Reads table, date and extension out of a file's name such as `deals_2026-09-30.csv.gz`; its table in whatever capitals. */
export function readName(name: string): FileName {
  const small = name.toLowerCase();
  const table = byLength.find((t) => small.startsWith(t) && !/[a-z]/.test(small.charAt(t.length))) ?? null;
  const extension = /\.([A-Za-z0-9]+(?:\.gz)?)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return {table, date: dateIn(name), extension};
}

const written: Record<string, {format: Format; gz: boolean}> = {
  csv: {format: "csv", gz: false},
  tsv: {format: "tsv", gz: false},
  json: {format: "json", gz: false},
  ndjson: {format: "ndjson", gz: false},
  jsonl: {format: "ndjson", gz: false},
  parquet: {format: "parquet", gz: false},
  xlsx: {format: "xlsx", gz: false},
  "csv.gz": {format: "csv", gz: true},
  "tsv.gz": {format: "tsv", gz: true},
  "json.gz": {format: "json", gz: true},
  "ndjson.gz": {format: "ndjson", gz: true},
  "jsonl.gz": {format: "ndjson", gz: true}
};

/** The extensions that can be read, for a message; jsonl is another name of ndjson. */
export const extensions = Object.keys(written).filter((e) => !e.startsWith("jsonl"));

/** How a file with that extension is written; null where it can't be read. */
export const formatOf = (extension: string): {format: Format; gz: boolean} | null =>
  Object.hasOwn(written, extension) ? written[extension]! : null;

/**
 * The first calendar day in a name, or null: YYYY-MM-DD before all else, then YYYY_MM_DD, YYYY.MM.DD and YYYYMMDD, a day and a month before
 * the year where only one of them can be the month, 31-Aug-2026 and Aug_31_2026, and the milliseconds since 1970 that Salesforce puts into the names of its reports.
 */
export function dateIn(text: string): string | null {
  for (const [pattern, day] of writings)
    for (const m of text.matchAll(pattern)) {
      const found = day(m);
      if (found && isDay(found)) return found;
    }
  return null;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const named = (day: string, month: string, year: string): string =>
  `${year}-${String(months.indexOf(month.toLowerCase()) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;

const writings: [RegExp, (m: RegExpExecArray) => string | null][] = [
  [/(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/g, (m) => m[1]!],
  [/(?<!\d)(\d{4})([_.])(\d{2})\2(\d{2})(?!\d)/g, (m) => `${m[1]}-${m[3]}-${m[4]}`],
  [/(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)/g, (m) => `${m[1]}-${m[2]}-${m[3]}`],
  [/(?<!\d)(\d{2})([-_.])(\d{2})\2(\d{4})(?!\d)/g, (m) => yearLast(m[1]!, m[3]!, m[4]!)],
  [
    new RegExp(`(?<![\\dA-Za-z])(\\d{1,2})[-_.]?(${months.join("|")})[a-z]*[-_.]?(20\\d{2})(?!\\d)`, "gi"),
    (m) => named(m[1]!, m[2]!, m[3]!)
  ],
  [
    new RegExp(`(?<![A-Za-z])(${months.join("|")})[a-z]*[-_.](\\d{1,2})[-_.](20\\d{2})(?!\\d)`, "gi"),
    (m) => named(m[2]!, m[1]!, m[3]!)
  ],
  [/(?<!\d)(1\d{12})(?!\d)/g, (m) => new Date(Number(m[1])).toISOString().slice(0, 10)]
];

/** 31-08-2026 and 08-31-2026 are the same day; 05-08-2026 may be two. */
function yearLast(first: string, second: string, year: string): string | null {
  if (first === second || Number(first) > 12) return `${year}-${second}-${first}`;
  return Number(second) > 12 ? `${year}-${first}-${second}` : null;
}

/** A file that somebody is still writing, or that is hidden: left for the next run. */
export const isUnfinished = (name: string): boolean => name.startsWith(".") || /\.(part|tmp|filepart|crdownload)$/i.test(name);

/** What Windows and macOS keep in folders and archives for themselves: nobody has delivered it. */
export const isBySystem = (path: string): boolean =>
  path.split("/").some((part) => /^(desktop\.ini|thumbs\.db|__macosx)$/i.test(part));

/** What Excel leaves beside a workbook that somebody has open. */
export const isExcelsLock = (name: string): boolean => /^~\$.+\.xls[xmb]?$/i.test(name);

/** Names are letters, digits, dot, underscore and hyphen, so that no name can mean anything to a shell, a glob or a path. */
export const isPlainName = (name: string): boolean => /^[A-Za-z0-9._-]+$/.test(name) && !name.includes("..");
