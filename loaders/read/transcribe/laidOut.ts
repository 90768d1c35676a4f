import {closeSync, createReadStream, createWriteStream, openSync, readSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {Transform} from "node:stream";
import {pipeline} from "node:stream/promises";
import {Refusal} from "../refusal.ts";
import {isHeaderLine, titleLimit, type Layout} from "../layout.ts";
import type {Delimiter} from "./delimited.ts";

/** A text whose first line is its header line. */
export interface LaidOut {
  /** The file itself, or a copy in `work`. */
  file: string;
  /** How many lines of the original are before the copy's first; negative where a header line was added. */
  shift: number;
  /** The delimiter that the file itself names, null where it names none. */
  delimiter: Delimiter | null;
}

const headSize = 1 << 16;

/**
 * Puts the header line of a delimited text first: leaves out the lines before it that a mapping names, and Excel's hint "sep=;", and adds
 * the headers of a file that has none. A text whose lines end with CR alone gets LF.
 */
export async function laidOut(file: string, layout: Layout, work: string): Promise<LaidOut> {
  const {header} = layout;
  const head = headOf(file);
  const onlyReturns = head.includes(13) && !head.includes(10);
  const skip = layout.headerLine ? titleLines(head, layout.headerLine) : (layout.skip ?? 0);
  const hint = /^(?:\ufeff)?"?sep=(.)"?\r?(?:\n|\r)/iu.exec(head.toString("utf8"));
  const delimiter = hint ? delimiterOf(hint[1]!) : null;
  const lines = skip + (hint ? 1 : 0);
  if (!lines && !header && !onlyReturns) return {file, shift: 0, delimiter: null};
  const start = afterLines(head, lines, onlyReturns ? 13 : 10);
  if (start === null)
    throw new Refusal(
      "header",
      `It has fewer than ${lines + 1} lines, or very long ones, but its mapping skips ${skip}. Correct skip in the mapping.`
    );
  await mkdir(work, {recursive: true});
  const copy = path.join(work, `${path.basename(file)}.laid-out`);
  const out = createWriteStream(copy);
  if (header) out.write(`${header.map(quoted).join(delimiter ?? delimiterIn(head.subarray(start)))}\n`);
  const asLines = new Transform({
    transform: (bytes: Buffer, _, done) => done(null, onlyReturns ? Buffer.from(bytes.map((b) => (b === 13 ? 10 : b))) : bytes)
  });
  await pipeline(createReadStream(file, {start}), asLines, out);
  return {file: copy, shift: lines - (header ? 1 : 0), delimiter};
}

const quoted = (header: string): string => (/[",;\t|]/.test(header) ? `"${header.replaceAll('"', '""')}"` : header);

const delimiterOf = (mark: string): LaidOut["delimiter"] => ([",", ";", "\t", "|"] as const).find((d) => d === mark) ?? null;

/** How many lines are above the header line. */
function titleLines(head: Buffer, headerLine: string[]): number {
  const lines = head.toString("utf8").split(/\r\n|\r|\n/, titleLimit);
  const cells = (line: string) =>
    line
      .replace(/^\ufeff/, "")
      .split(/[,;\t|]/)
      .map((c) => c.replace(/^ *"|" *$/g, ""));
  const found = lines.findIndex((line) => isHeaderLine(cells(line), headerLine));
  if (found < 0)
    throw new Refusal(
      "header",
      `None of its first ${titleLimit} lines has the headers ${headerLine.join(", ")}. Export it again.`
    );
  return found;
}

/** The mark that is most often in the first line of a file without headers. */
function delimiterIn(head: Buffer): string {
  const [line = ""] = head.toString("utf8").split(/[\r\n]/, 1);
  const count = (mark: string) => line.split(mark).length - 1;
  return [",", ";", "\t", "|"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Where the text goes on after n lines, null where the head has fewer. */
function afterLines(head: Buffer, lines: number, end: number): number | null {
  let at = 0;
  for (let n = 0; n < lines; n++) {
    const next = head.indexOf(end, at);
    if (next < 0) return null;
    at = next + 1;
  }
  return at;
}

function headOf(file: string): Buffer {
  const fd = openSync(file, "r");
  try {
    const head = Buffer.alloc(headSize);
    return head.subarray(0, readSync(fd, head, 0, headSize, 0));
  } finally {
    closeSync(fd);
  }
}
