import type {CellValue, Sheet} from "hucre/xlsx";

/** A sheet, its headers, and the row after them; no headers where it is empty. */
export interface Placed {
  sheet: Sheet;
  headers: string[];
  from: number;
}

interface Note {
  reason: string;
  detail: string;
}

/** Whether a row holds anything. */
export const isFilled = (row: CellValue[]): boolean => row.some((value) => value !== null && value !== "");

/** The sheets that are read one after the other. */
export const severalRead = (read: readonly Placed[]): Note[] =>
  read.length > 1
    ? [{reason: "several_sheets", detail: `${read.map(named).join(", ")} have the same headers and are read one after the other`}]
    : [];

/** The sheets that have other headers, and are not read. */
export const notRead = (left: readonly Placed[]): Note[] =>
  left.length
    ? [{reason: "sheets_not_read", detail: `${left.map(named).join(", ")}: other headers than those that are read`}]
    : [];

function named(one: Placed): string {
  const rows = one.sheet.rows.slice(one.from).filter(isFilled).length;
  return `${JSON.stringify(one.sheet.name)} (${rows} ${rows === 1 ? "row" : "rows"})`;
}
