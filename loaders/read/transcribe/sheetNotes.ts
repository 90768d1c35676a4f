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

/** The sheets that are read one after the other; one that nobody sees may be an archive, and is told as hidden. */
export function severalRead(read: readonly Placed[]): Note[] {
  if (read.length < 2) return [];
  const hidden = read.filter(isHidden).map(({sheet}) => JSON.stringify(sheet.name));
  const said = `${read.map(named).join(", ")} have the same headers and are read one after the other`;
  const also = hidden.length
    ? `. ${hidden.join(", ")} ${hidden.length === 1 ? "is" : "are"} hidden, and read all the same: if ${hidden.length === 1 ? "it isn't" : "they aren't"} meant to count, name the sheet that is, with "sheet" in the mapping`
    : "";
  return [{reason: "several_sheets", detail: said + also}];
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
