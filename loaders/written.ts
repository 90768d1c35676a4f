import {isUtf8} from "node:buffer";
import {readFileSync} from "node:fs";
import {HandshakeError} from "./errors.ts";

/**
 * The text of a file that a person writes, whatever editor saved it: without a byte-order mark, lines ended by \n.
 * @throws HandshakeError (78) that names the line where it is no UTF-8: letters would become others without a word
 */
export const writtenText = (file: string): string => textIn(file, readFileSync(file));

/**
 * The same of a file that has been read.
 * @param file as a message names it
 */
export function textIn(file: string, bytes: Buffer): string {
  if (!isUtf8(bytes)) throw notUtf8(file, bytes);
  return bytes
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n");
}

/**
 * @param file as a message names it
 * @throws HandshakeError (78) where git has left both sides of a change in a text, which would be published as they are
 */
export function refuseConflict(file: string, text: string): void {
  const found = /^<{7} .*\n(?:[^]*?\n)?={7}\n(?:[^]*?\n)?>{7} /m.exec(text);
  if (!found) return;
  const line = text.slice(0, found.index).split("\n").length;
  throw new HandshakeError(
    `${file} line ${line}: git has put both sides of a conflict there ("<<<<<<<", "=======", ">>>>>>>"). Keep one of them, or what is right of both, and take out these three lines.`,
    {exitCode: 78}
  );
}

function notUtf8(file: string, bytes: Buffer): HandshakeError {
  const isUtf16 = /^(?:fffe|feff)/.test(bytes.toString("hex", 0, 2));
  const lines = bytes.toString("latin1").split("\n");
  const line = lines.findIndex((text) => !isUtf8(Buffer.from(text, "latin1"))) + 1;
  return new HandshakeError(
    `${file}${isUtf16 ? " is UTF-16" : ` line ${line} is not UTF-8`}, and a text is read as UTF-8. Save it as UTF-8, which every editor offers.`,
    {exitCode: 78}
  );
}
