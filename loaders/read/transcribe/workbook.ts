import {readFile} from "node:fs/promises";
import type {Cell, CellValue, ReadOptions, Sheet} from "hucre/xlsx";
import {isMachineTrouble} from "../../errors.ts";
import {Refusal} from "../refusal.ts";
import {csvLine} from "./clean.ts";
import type {Walk} from "./records.ts";
import {checkZipSize} from "./zipSize.ts";

/** A sheet's rows that hold anything, as texts; the first of them are the headers. */
export interface SheetRows {
  headers: string[];
  walk: Walk;
}

/**
 * Reads one sheet of an Excel workbook by the types of its cells: days and times as ISO text, numbers as their shortest text (a
 * percentage as the fraction that it is), formulas by the value that was saved with them. A merged cell's value stands in its first.
 * @param sheetName the sheet to read; the first one, hidden or not, where none is named
 * @throws Refusal (unsupported, too_large, header, empty)
 */
export async function readSheet(file: string, sheetName?: string): Promise<SheetRows> {
  checkZipSize(file);
  const sheet = await openSheet(file, sheetName);
  const first = sheet.rows.findIndex(isFilled);
  if (first < 0)
    throw new Refusal(
      "empty",
      `Its ${sheetName === undefined ? "first sheet" : `sheet ${JSON.stringify(sheetName)}`} is empty. Save it again, or name another sheet.`
    );
  const headers = trimEnd(sheet.rows[first]!).map((value) => (textOf(value) ?? "").trim());
  const walk: Walk = ({wanted}, visit) => {
    for (let i = first + 1; i < sheet.rows.length; i++) {
      const row = sheet.rows[i]!;
      if (!isFilled(row)) continue;
      const place = {line: i + 1, raw: () => csvLine(trimEnd(row).map(textOf)).trimEnd()};
      if (trimEnd(row).length > headers.length) visit({...place, reason: "column_count"});
      else {
        const cells = headers.map((_, c) => (wanted[c] ? textOf(row[c] ?? null) : null));
        visit({...place, cells, reason: wrongCell(sheet, i, headers, wanted)});
      }
    }
  };
  return {headers, walk};
}

/**
 * The names of a workbook's sheets in their order, the hidden ones included; no sheet is read.
 * @throws Refusal (unsupported, too_large)
 */
export async function sheetNames(file: string): Promise<string[]> {
  checkZipSize(file);
  const names: string[] = [];
  await openWorkbook(file, (sheet) => (names.push(sheet.name), false));
  return names;
}

/** The library is loaded by the first workbook only: it would make every run start later. */
async function openWorkbook(file: string, sheets: NonNullable<ReadOptions["sheets"]>): Promise<Sheet[]> {
  try {
    const {readXlsx} = await import("hucre/xlsx");
    return (await readXlsx(await readFile(file), {sheets})).sheets;
  } catch (error) {
    if (isMachineTrouble(error)) throw error;
    // what the library says may quote a cell
    throw new Refusal("unsupported", `It can't be read as an Excel workbook. Save it as .xlsx without a password, or as CSV.`);
  }
}

async function openSheet(file: string, name: string | undefined): Promise<Sheet> {
  const [sheet] = await openWorkbook(file, [name ?? 0]);
  if (sheet) return sheet;
  throw new Refusal(
    "header",
    `It has no sheet ${name === undefined ? "" : JSON.stringify(name)}. Name one that it has in the mapping.`
  );
}

/**
 * A cell that is read and holds an error, or a formula whose value was not saved: the reason is its header, since it is a value of that
 * column that can't be read. A number too long to be kept exactly is such a value too.
 */
function wrongCell(sheet: Sheet, row: number, headers: string[], wanted: boolean[]): string | undefined {
  const at = headers.findIndex((_, c) => {
    if (!wanted[c]) return false;
    const value = sheet.rows[row]![c] ?? null;
    const cell = sheet.cells?.get(`${row},${c}`);
    const inexact = typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value);
    return inexact || (cell !== undefined && (cell.type === "error" || isUnsaved(cell)));
  });
  return at < 0 ? undefined : headers[at]!.toLowerCase();
}

const isUnsaved = (cell: Cell): boolean => cell.formula !== undefined && cell.value === null;

const isFilled = (row: CellValue[]): boolean => row.some((value) => value !== null && value !== "");

function trimEnd(row: CellValue[]): CellValue[] {
  let length = row.length;
  while (length > 0 && (row[length - 1] === null || row[length - 1] === "")) length--;
  return row.slice(0, length);
}

/** A day where the time is midnight, else a time without an offset: a workbook knows no zones. */
function textOf(value: CellValue): string | null {
  if (value === null) return null;
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return "#DATE!";
  return value
    .toISOString()
    .replace(/\.000Z$|Z$/, "")
    .replace(/T00:00:00$/, "");
}
