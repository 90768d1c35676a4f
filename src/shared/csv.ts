export type CsvValue = string | number | boolean | null | undefined;

/** A cell that a spreadsheet would run as a formula is kept text by a leading apostrophe. */
export const defused = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);

/** One cell: numbers as they are, text defused, quoted where it must be. */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = defused(String(value));
  return /[",\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV (RFC 4180): a header row, CRLF between lines. */
export const csvText = (names: readonly string[], rows: readonly (readonly CsvValue[])[]): string =>
  [names, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";

/** Lets the reader save a text as a file; the byte order mark tells spreadsheets that it is UTF-8. */
export const download = (name: string, text: string): void =>
  downloadBlob(name, new Blob(["\ufeff", text], {type: "text/csv;charset=utf-8"}));

/** Lets the reader save bytes as a file. */
export function downloadBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
