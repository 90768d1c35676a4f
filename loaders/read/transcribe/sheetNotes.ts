import type {CellValue, Sheet} from "hucre/xlsx";
import {currencyOfSheet} from "./numberFormats.ts";

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

/** Sheets that are called by their currencies: that is read. */
const saysCurrency = ({sheet}: Placed): boolean => currencyOfSheet(sheet.name) !== null;
const unreadNames = "; their names are not read: if they say what the records don't, such as the partner, add a column for it";

/** Whether a row holds anything. */
export const isFilled = (row: CellValue[]): boolean => row.some((value) => value !== null && value !== "");

/** The sheets that are read one after the other; one that nobody sees may be an archive, and is told as hidden. */
export function severalRead(read: readonly Placed[]): Note[] {
  if (read.length < 2) return [];
  const hidden = read.filter(isHidden).map(({sheet}) => JSON.stringify(sheet.name));
  const said = `${read.map(named).join(", ")} have the same headers and are read one after the other`;
  const also = hidden.length
    ? `. ${hidden.join(", ")} ${hidden.length === 1 ? "is" : "are"} hidden, and read all the same: if ${hidden.length === 1 ? "it isn't" : "they aren't"} meant to count, name the sheet that is, with "sheet" in the mapping`
    : "";
  return [{reason: "several_sheets", detail: said + (read.some(saysCurrency) ? "" : unreadNames) + also}];
}

/** Rows that a filter or a person hides: whoever sent the workbook may not have meant them to count. */
export function hiddenRows(read: readonly Placed[]): Note[] {
  const counts = read.flatMap(({sheet, from}) => {
    const n = sheet.rows.filter((row, i) => i >= from && isFilled(row) && sheet.rowDefs?.get(i)?.hidden === true).length;
    return n ? [{n, said: `${n} ${n === 1 ? "row" : "rows"} of ${JSON.stringify(sheet.name)}`}] : [];
  });
  if (!counts.length) return [];
  const one = counts.length === 1 && counts[0]!.n === 1;
  const detail = `${counts.map((c) => c.said).join(", ")} ${one ? "is" : "are"} hidden, by a filter or by hand, and read all the same: if ${one ? "it isn't" : "they aren't"} meant to count, delete ${one ? "it" : "them"} from the workbook`;
  return [{reason: "hidden_rows", detail}];
}

/** The sheets that have other headers, and are not read. */
export const notRead = (left: readonly Placed[]): Note[] =>
  left.length
    ? [{reason: "sheets_not_read", detail: `${left.map(named).join(", ")}: other headers than those that are read`}]
    : [];

const isHidden = ({sheet}: Placed): boolean => (sheet.hidden ?? false) || (sheet.veryHidden ?? false);

function named(one: Placed): string {
  const rows = one.sheet.rows.slice(one.from).filter(isFilled).length;
  return `${JSON.stringify(one.sheet.name)} (${rows} ${rows === 1 ? "row" : "rows"}${isHidden(one) ? ", hidden" : ""})`;
}
