import type {Format} from "./names.ts";

/** What the first bytes of a file say that it is. */
export type Content =
  | "parquet"
  | "gzip"
  | "workbook"
  | "zip"
  | "pdf"
  | "office"
  | "html"
  | "xml"
  | "empty"
  | "text"
  | "framed"
  | "unmarked"
  | "binary";

const starts = (bytes: Uint8Array, signature: string): boolean =>
  bytes.length >= signature.length && Array.from(signature, (c) => c.charCodeAt(0)).every((c, i) => bytes[i] === c);

/** Recognises a file by its magic bytes; `head` is its beginning, 512 bytes or more where it has them. */
export function contentOf(head: Uint8Array): Content {
  if (!head.length) return "empty";
  if (starts(head, "PAR1")) return "parquet";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  const latin = new TextDecoder("latin1").decode(head);
  if (starts(head, "PK\x03\x04") || starts(head, "PK\x05\x06"))
    return /\[Content_Types\]\.xml|xl\/|_rels\//.test(latin) ? "workbook" : "zip";
  if (starts(head, "%PDF-")) return "pdf";
  if (starts(head, "\xd0\xcf\x11\xe0")) return "office";
  const begin = latin.replace(/^ï»¿/, "").trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|meta|table|style|div)[\s>]/.test(begin)) return "html";
  if (begin.startsWith("<?xml")) return /<html[\s>]/.test(begin) ? "html" : "xml";
  if (isUtf16(head)) return "text";
  if (isFramed(new TextDecoder().decode(head))) return "framed";
  return textOrBinary(head);
}

/**
 * A list as SAP or a database client prints it: upright strokes between its cells, lines of dashes above or below. One in a quoted cell
 * is a text.
 */
function isFramed(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).slice(0, -1);
  const rule = lines.findIndex(isRule);
  const isRow = (line: string | undefined) => line !== undefined && /[|│]/.test(line) && !isRule(line);
  const quoted = lines.slice(0, rule).some((l) => l.includes('"'));
  return (
    !quoted && lines.filter(isRow).length > 1 && lines.some((l, i) => isRule(l) && (isRow(lines[i - 1]) || isRow(lines[i + 1])))
  );
}

// an empty record between strokes is none
const isRule = (line: string): boolean => /^\s*(?=.*[-=─━]{3})[-+=|:─━┼├┤┌┐└┘┬┴│╞╪╡]+\s*$/.test(line);

/**
 * A stray NUL or control character is one record's matter. Text in which every second byte or more is NUL is UTF-16 or UTF-32
 * without its mark; where more than a tenth of the other bytes are control characters, it is no text at all.
 */
function textOrBinary(head: Uint8Array): "text" | "unmarked" | "binary" {
  const nuls = head.filter((b) => b === 0).length;
  const controls = head.filter((b) => b > 0 && b < 32 && b !== 9 && b !== 10 && b !== 13).length;
  if (controls > (head.length - nuls) / 10 || nuls === head.length) return "binary";
  if (nuls >= head.length * 0.4) return "unmarked";
  return nuls > head.length / 10 ? "binary" : "text";
}

/** Whether a text begins with a UTF-16 byte-order mark (that of UTF-32 begins alike and is none). */
export const isUtf16 = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe && !(head[2] === 0 && head[3] === 0)) || (head[0] === 0xfe && head[1] === 0xff);

/** What a person calls it, for a message. */
const contentNames: Record<Content, string> = {
  parquet: "a Parquet file",
  gzip: "a gzip archive",
  workbook: "an Excel workbook",
  zip: "a zip archive",
  pdf: "a PDF document",
  office: "an old or password-protected Office document",
  html: "a web page",
  xml: "XML",
  empty: "empty",
  text: "text",
  framed: "a list printed in a frame of strokes and dashes",
  unmarked: "UTF-16 or UTF-32 without a byte-order mark",
  binary: "binary data"
};

const expected: Record<Format, string> = {
  csv: "comma-separated text",
  tsv: "tab-separated text",
  json: "a JSON array of records",
  ndjson: "one JSON object a line",
  parquet: "a Parquet file",
  xlsx: "an Excel workbook"
};

/** What to do with a text file that is something else, where there is more to say than how to save it. */
const advice: Partial<Record<Content, string>> = {
  zip: "Unpack it into the drop.",
  workbook: "Rename it to .xlsx, or save it as CSV.",
  parquet: "Rename it to .parquet.",
  pdf: "A PDF holds no records: export CSV from the system that made it.",
  html: "Choose CSV in the export; where a browser saved it, the session may have ended: log in and export again.",
  xml: "Export it as CSV or JSON.",
  framed: "Export the records themselves: in SAP choose List, Export, Spreadsheet; in a database client its CSV output."
};

const adviceForWorkbooks: Partial<Record<Content, string>> = {
  pdf: advice.pdf!,
  html: "It is a table for a browser: choose CSV in the export, or open it in a spreadsheet and save it as .xlsx.",
  office: "Open it and save it as .xlsx without a password.",
  text: "Rename it to .csv, or .tsv where tabs are between its cells."
};

/**
 * Why a file whose content is not what its format says is refused, null where it is.
 * @returns a reason of the closed list, what the file is and what was expected, as the middle of a sentence
 */
export function contentProblem(format: Format, content: Content): {reason: string; message: string} | null {
  if (content === "empty") return {reason: "empty", message: "has no bytes. Export it again."};
  const says = `is ${contentNames[content]}, expected ${expected[format]}.`;
  if (format === "parquet") return content === "parquet" ? null : {reason: "parquet", message: `${says} Export it again.`};
  if (format === "xlsx")
    return content === "workbook" || content === "zip"
      ? null
      : {reason: "unsupported", message: `${says} ${adviceForWorkbooks[content] ?? "Save it as .xlsx."}`};
  if (content === "text") return null;
  if (content === "unmarked") return {reason: "encoding", message: `${says} Export it as UTF-8.`};
  return {reason: "not_text", message: `${says} ${advice[content] ?? `Save it as ${format.toUpperCase()}.`}`};
}
