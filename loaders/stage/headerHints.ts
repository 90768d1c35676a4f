import {counted} from "../../src/shared/formats.ts";
import {columnNumbers, groupsHeaders} from "../mappings/engine/headerNames.ts";
import {fits} from "../mappings/engine/recognise.ts";
import type {NamedMapping} from "../mappings/engine/mappings.ts";
import {isHeaderLine, layoutOf} from "../read/layout.ts";
import {Refusal} from "../read/refusal.ts";
import {columnsOf} from "../tables/columns.ts";
import {tables} from "../tables/index.ts";
import type {Reader, StoredFile} from "./reader.ts";

const linesLookedAt = 20;

/**
 * What may be wrong with a file that nothing recognises, from the shape of its first lines alone: headers that stand further down, records
 * that have not as many cells as the header line, a pivot table. A sentence that begins with a space, "" where its shape says nothing.
 * No cell of the file is in it.
 */
export async function headerHint(reader: Reader, file: StoredFile, mappings: NamedMapping[]): Promise<string> {
  if (!/^(csv|tsv|xlsx)/.test(file.extension)) return "";
  const first = await cellsAt(reader, file, 0);
  if (!first) return "";
  const other = otherText(first, file.extension);
  if (other) return other;
  if (isPivot(first)) return ` It is a pivot table: export the records that it was made from.${await otherSheets(reader, file)}`;
  return (
    (await groupLine(reader, file, first)) ||
    (await titleLines(reader, file, first, mappings)) ||
    (await otherSheets(reader, file)) ||
    (await cellCounts(reader, file, first))
  );
}

/** Text of another format than its name says. */
function otherText([first = "", ...others]: string[], extension: string): string {
  if (/^\[?\s*\{\s*"/.test(first)) return " It is JSON: name it .json if it is an array, .ndjson if it is one object a line.";
  if (others.length || !extension.startsWith("tsv")) return "";
  return /[,;]/.test(first) ? ` Its cells are parted by ${first.includes(";") ? "semicolons" : "commas"}: name it .csv.` : "";
}

async function cellsAt(reader: Reader, file: StoredFile, skip: number): Promise<string[] | null> {
  try {
    return await reader.headers(skip ? {...file, skip} : file);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const filled = (cells: string[]): number => cells.filter(Boolean).length;

const period =
  /^((jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*[ .'-]*(\d{2}|\d{4})|q[1-4][ '-]*(\d{2}|\d{4})|(19|20)\d{2}[- ]?(q[1-4]|[01]\d)?)$/i;

/** Whether columns stand for months, quarters or years, or a header is what a spreadsheet writes over a pivot table. */
export const isPivot = (cells: string[]): boolean =>
  cells.filter((c) => period.test(c)).length >= Math.max(2, (cells.length - 2) / 2) ||
  cells.some((c) => /^(row labels|zeilenbeschriftungen|étiquettes de lignes|etiquetas de fila)$/i.test(c)) ||
  // a table of Power BI has its records and says so too
  (cells.some((c) => /^(sum|count|average) of \S/i.test(c)) && !cells.some((c) => recordIds.test(c)));

const recordIds =
  /^((deal|opportunity|opp|order|registration|ticket|case|issue|incident|conversation|referral|lead)[ _]?(id|no|nr|number|key)|id)$/i;

/** Lines of a report's title and filters before its headers: these fit a mapping or a table, or fill far more cells than the first line. */
async function titleLines(reader: Reader, file: StoredFile, first: string[], mappings: NamedMapping[]): Promise<string> {
  if (filled(first) > 2) return "";
  let found: {line: number; cells: string; known: boolean} | null = null;
  for (let skip = 1; skip <= linesLookedAt; skip++) {
    const cells = await cellsAt(reader, file, skip);
    if (!cells) break;
    // of a workbook the next row that holds anything is given, so the last of equal answers is the row itself
    if (found && cells.join("\u0001") === found.cells) found.line = skip + 1;
    else if (found?.known) break;
    else {
      const known = isKnown(cells, mappings);
      if (known || (!found && filled(cells) >= 4 && new Set(cells.filter(Boolean)).size === filled(cells)))
        found = {line: skip + 1, cells: cells.join("\u0001"), known};
    }
  }
  // a mapping that knows the line by its headers has read it there
  if (!found || (found.known && isFound(found.cells.split("\u0001"), mappings))) return "";
  return ` Its headers seem to be in line ${found.line}: delete the lines above and export "details only" where there is a choice, or set skip: ${found.line - 1} in a mapping.`;
}

/** A workbook of several sheets, of which the records may be on one that is not read. */
async function otherSheets(reader: Reader, file: StoredFile): Promise<string> {
  const names = await reader.sheets(file);
  if (names.length < 2) return "";
  const listed = names.slice(0, 10).map((n) => JSON.stringify(n));
  return ` If its records are on another of its sheets (${listed.join(", ")}${names.length > 10 ? ", …" : ""}), move that to the front, or name it by sheet: in a mapping.`;
}

/** Two lines of headers, of which the first groups the columns of the second. */
async function groupLine(reader: Reader, file: StoredFile, first: string[]): Promise<string> {
  const below = await cellsAt(reader, file, 1);
  if (!below || !groupsHeaders(first, below)) return "";
  const unnamed = below.flatMap((h, i) => (h || !first[i] ? [] : [i + 1]));
  const names = unnamed.length ? ` (the name of ${columnNumbers(unnamed)} is in line 1 only: write it in line 2)` : "";
  return ` It has two header lines, of which line 1 only groups the columns of line 2${names}: delete line 1, or set skip: 1 in a mapping.`;
}

const isFound = (cells: string[], mappings: NamedMapping[]): boolean =>
  mappings.some(({mapping}) => {
    const {headerLine} = layoutOf(mapping);
    return (
      headerLine !== undefined && isHeaderLine(cells, headerLine) && fits(mapping, new Set(cells.map((c) => c.toLowerCase())))
    );
  });

function isKnown(cells: string[], mappings: NamedMapping[]): boolean {
  const present = new Set(cells.map((c) => c.toLowerCase()));
  return (
    mappings.some((m) => fits(m.mapping, present)) ||
    tables.some((t) =>
      columnsOf(t)
        .filter((c) => c.required)
        .every((c) => present.has(c.name))
    )
  );
}

/** Records that all have the same number of cells, which is not the header line's. */
async function cellCounts(reader: Reader, file: StoredFile, first: string[]): Promise<string> {
  if (file.extension.startsWith("xlsx")) return "";
  const counts: number[] = [];
  for (let skip = 1; skip <= 5; skip++) {
    const cells = await cellsAt(reader, file, skip);
    if (!cells?.length) break;
    // the line was taken apart at another mark than the headers: a comma in an amount
    if (cells.some((c) => /[;\t|]/.test(c))) return "";
    counts.push(cells.length);
  }
  const [count] = counts;
  return count !== undefined && counts.every((n) => n === count) && count !== first.length
    ? ` Every record has ${counted(count, "cell")}, the header ${first.length}: the cells are under the wrong headers. Export it again.`
    : "";
}
