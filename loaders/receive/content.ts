/** What the first bytes of a file say that it is. */
export type Content = "parquet" | "gzip" | "zip" | "pdf" | "office" | "html" | "empty" | "text" | "binary";

const starts = (bytes: Uint8Array, signature: string): boolean =>
  bytes.length >= signature.length && Array.from(signature, (c) => c.charCodeAt(0)).every((c, i) => bytes[i] === c);

/** Recognises a file by its magic bytes; `head` is its beginning, 512 bytes or more where it has them. */
export function contentOf(head: Uint8Array): Content {
  if (!head.length) return "empty";
  if (starts(head, "PAR1")) return "parquet";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (starts(head, "PK\x03\x04") || starts(head, "PK\x05\x06")) return "zip";
  if (starts(head, "%PDF-")) return "pdf";
  if (starts(head, "\xd0\xcf\x11\xe0")) return "office";
  const text = new TextDecoder("latin1").decode(head.subarray(0, 512)).trimStart().toLowerCase();
  if (/^(ï»¿)?<(!doctype html|html|head|body)/.test(text)) return "html";
  if (isUtf16(head)) return "text";
  return head.includes(0) ? "binary" : "text";
}

/** Whether a text begins with a UTF-16 byte-order mark. */
export const isUtf16 = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

/** What a person calls it, for a message. */
export const contentNames: Record<Content, string> = {
  parquet: "a Parquet file",
  gzip: "a gzip archive",
  zip: "a zip archive or an Excel workbook",
  pdf: "a PDF document",
  office: "an old Office document",
  html: "a web page",
  empty: "empty",
  text: "text",
  binary: "binary data"
};
