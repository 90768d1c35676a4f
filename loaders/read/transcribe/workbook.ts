import {readFile} from "node:fs/promises";
import type {Cell, CellValue, ReadOptions, Sheet} from "hucre/xlsx";
import {isMachineTrouble} from "../../errors.ts";
import {headerText, isHeaderLine, titleLimit, type Layout} from "../layout.ts";
import {Refusal} from "../refusal.ts";
import {csvLine} from "./clean.ts";
import {currencyHeader, currencyOfFormat, currencyOfSheet, shownNumber, shownSpan} from "./numberFormats.ts";
import {mergedNotes, rowsOfValues} from "./mergedCells.ts";
import type {Walk} from "./records.ts";
import {hiddenRows, isFilled, notRead, severalRead, type Placed} from "./sheetNotes.ts";
import {checkZipSize} from "./zipSize.ts";

/** Rows that hold anything, as texts, of one sheet or of several with the same headers. */
export interface SheetRows {
  headers: string[];
  walk: Walk;
  warnings: {reason: string; detail: string}[];
}

/**
 * Reads the sheets of an Excel workbook by the types of their cells: days and times as ISO text, numbers as their shortest text (with the
 * zeros before it, or as the percentage, that its format shows), formulas by the value that was saved with them.
 * What is merged over several rows is in each of them, unless it is a number. Numbers that are shown in a currency, by their formats or by the
 * names of several sheets, have another column that says which.
 * Where no sheet is named the first that is neither hidden nor a cover is read, and with it all others that have the same headers, one
 * after the other.
 * @throws Refusal (unsupported, too_large, header, empty)
 */
export async function readSheets(file: string, layout: Layout): Promise<SheetRows> {
  checkZipSize(file);
  const {sheets, from1904} = await openSheets(file, layout);
  const all = sheets.map((sheet) => placed(sheet, layout));
  const visible = all.filter(({sheet}) => !sheet.hidden && !sheet.veryHidden);
  const first = visible.find(isTable) ?? visible[0] ?? all[0];
  if (!first?.headers.length)
    throw new Refusal(
      "empty",
      `Its ${layout.sheet === undefined ? "first sheet" : `sheet ${JSON.stringify(layout.sheet)}`} is empty. Save it again, or name another sheet.`
    );
  const same = (one: Placed) =>
    one.headers.length === first.headers.length && one.headers.every((h, i) => sameHeader(h, first.headers[i]!));
  const read = all.filter(same);
  const left = all.filter((o) => o.headers.length > 0 && !same(o));
  const currencies = currenciesOf(read);
  const shown = columnsShown(read, currencies);
  const walk: Walk = async (columns, visit) => {
    for (const one of read) await walkRows(one, shown, currencies)(columns, visit);
  };
  const warnings = [
    ...severalRead(read),
    ...notRead(left),
    ...hiddenRows(read),
    ...mergedNotes(read, first.headers),
    ...(from1904 ? [counts1904] : [])
  ];
  const headers = [...read[0]!.headers, ...shown.map((c) => currencyHeader(read[0]!.headers[c]!))];
  return {headers, walk, warnings};
}

/** What is said of a workbook whose day numbers are four years and a day off those of others. */
export const counts1904 = {
  reason: "days_from_1904",
  detail:
    "the workbook counts days from 1904; days that are formatted as such are read rightly, bare numbers by excel_serial_1904"
};

/** Whether any of its first rows has two cells or more: a cover sheet has one below the other. */
const isTable = ({sheet}: Placed): boolean =>
  sheet.rows.slice(0, titleLimit).some((row) => row.filter((v) => v !== null && v !== "").length > 1);

const sameHeader = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function placed(sheet: Sheet, {skip = 0, header, headerLine}: Layout): Placed {
  if (header) return {sheet, headers: header, from: skip};
  const isHeader = (row: CellValue[]) =>
    !headerLine ||
    isHeaderLine(
      row.map((v) => textOf(v) ?? ""),
      headerLine
    );
  const first = sheet.rows
    .slice(0, headerLine ? titleLimit : undefined)
    .findIndex((row, i) => i >= skip && isFilled(row) && isHeader(row));
  if (first < 0) return {sheet, headers: [], from: 0};
  return {sheet, headers: trimEnd(sheet.rows[first]!).map((value) => headerText(textOf(value) ?? "")), from: first + 1};
}

/** The currency that a number is shown in; null where none is, or it is no number. */
type Currencies = (one: Placed, row: number, column: number) => string | null;

/** By the format of the number's cell, else by the sheet's name where sheets of several currencies are read. */
function currenciesOf(read: Placed[]): Currencies {
  const named = new Map(read.map((one) => [one, currencyOfSheet(one.sheet.name)]));
  const several = new Set([...named.values()].filter(Boolean)).size > 1;
  return (one, row, column) => {
    if (typeof one.sheet.rows[row]![column] !== "number") return null;
    const format = formatAt(one.sheet, row, column);
    return (format === undefined ? null : currencyOfFormat(format)) ?? (several ? named.get(one)! : null);
  };
}

const formatAt = ({cells}: Sheet, row: number, column: number) => cells?.get(`${row},${column}`)?.style?.numFmt;

/** The columns of which any number is shown in a currency, unless the workbook has a column named like the one that would say so. */
function columnsShown(read: Placed[], currencies: Currencies): number[] {
  const {headers} = read[0]!;
  const isShown = (c: number) =>
    read.some((one) => one.sheet.rows.some((_, i) => i >= one.from && currencies(one, i, c) !== null));
  return headers.flatMap((h, c) => (h && !headers.some((o) => sameHeader(o, currencyHeader(h))) && isShown(c) ? [c] : []));
}

const walkRows =
  (one: Placed, shown: number[], currencies: Currencies): Walk =>
  ({wanted}, visit) => {
    const {sheet, headers, from} = one;
    const rowOf = rowsOfValues(sheet, from);
    for (let i = from; i < sheet.rows.length; i++) {
      const row = sheet.rows[i]!;
      if (!isFilled(row)) continue;
      const text = (value: CellValue, c: number) => textOf(value, formatAt(sheet, i, c));
      const cell = (c: number) => {
        const at = rowOf(i, c);
        return textOf(sheet.rows[at]![c] ?? null, formatAt(sheet, at, c));
      };
      const place = {line: i + 1, raw: () => csvLine(trimEnd(row).map(text)).trimEnd()};
      if (trimEnd(row).length > headers.length) visit({...place, reason: "column_count"});
      else {
        const cells = headers.map((_, c) => (wanted[c] ? cell(c) : null));
        // the header line again is known by all of its cells
        const again = headers.every((h, c) => cells[c] === h);
        const made = shown.map((c, at) =>
          again ? currencyHeader(headers[c]!) : wanted[headers.length + at] ? currencies(one, i, c) : null
        );
        visit({...place, cells: [...cells, ...made], reason: wrongCell(sheet, i, headers, wanted)});
      }
    }
  };

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

interface Opened {
  sheets: Sheet[];
  /** Whether numbers that are no dates by their format count days from 1904, as those of some old workbooks do. */
  from1904: boolean;
}

/** The library is loaded by the first workbook only: it would make every run start later. */
async function openWorkbook(file: string, sheets: NonNullable<ReadOptions["sheets"]>): Promise<Opened> {
  try {
    const {readXlsx} = await import("hucre/xlsx");
    const {sheets: read, dateSystem} = await readXlsx(await readFile(file), {sheets, readStyles: true});
    return {sheets: read, from1904: dateSystem === "1904"};
  } catch (error) {
    if (isMachineTrouble(error)) throw error;
    // what the library says may quote a cell
    throw new Refusal("unsupported", `It can't be read as an Excel workbook. Save it as .xlsx without a password, or as CSV.`);
  }
}

async function openSheets(file: string, {sheet, sheets}: Layout): Promise<Opened> {
  const pattern = sheets === undefined ? null : new RegExp(`^(?:${sheets})$`, "iu");
  const wanted: NonNullable<ReadOptions["sheets"]> =
    sheet !== undefined ? [sheet] : pattern ? (s) => pattern.test(s.name) : () => true;
  const opened = await openWorkbook(file, wanted);
  if (opened.sheets.length) return opened;
  throw new Refusal("header", `It has no sheet ${sheet ?? sheets ?? ""}. Name one that it has in the mapping.`);
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

function trimEnd(row: CellValue[]): CellValue[] {
  let length = row.length;
  while (length > 0 && (row[length - 1] === null || row[length - 1] === "")) length--;
  return row.slice(0, length);
}

/** A day where the time is midnight, else a time without an offset: a workbook knows no zones. */
function textOf(value: CellValue, format?: string): string | null {
  if (value === null) return null;
  if (typeof value === "number" && format !== undefined) return shownNumber(value, format);
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return "#DATE!";
  const span = format === undefined ? null : shownSpan(value, format);
  if (span !== null) return span;
  return value
    .toISOString()
    .replace(/\.000Z$|Z$/, "")
    .replace(/T00:00:00$/, "");
}
