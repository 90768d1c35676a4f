import {isUtf8} from "node:buffer";
import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import {roomFor} from "../../files.ts";
import {Refusal} from "../refusal.ts";
import {readFlatJson, type FlatRecord} from "./flatJson.ts";
import {aroundProblem, listIn, moreFollow} from "./envelope.ts";
import {JsonElements, type JsonElement} from "./jsonElements.ts";
import {headerLimit, rawLimit, recordLimit, type Columns, type SourceRecord, type Walk} from "./records.ts";

/** A JSON text of the source: read as a record, or why it can't be. */
type Found = {line: number; raw: () => string} & ({record: FlatRecord} | {reason: string});

/** Goes over all records, however they are parted. */
export type JsonWalk = (visit: (found: Found) => void) => void;

/**
 * Records of a JSON array, or of the list in an answer such as {"results": [{…}]}. What is no JSON refuses the file, since where a record ends can't be told any more.
 * @param onMore called where the answer says that more records follow on another page
 */
export function walkArray(file: string, onMore: () => void = () => {}): JsonWalk {
  return (visit) => {
    try {
      const decoder = new TextDecoder("utf-8");
      const texts = function* (): Generator<string, undefined> {
        for (const piece of piecesOf(file)) yield decoder.decode(piece, {stream: true});
        return undefined;
      };
      const visitOne = ({line, text, tooLong}: JsonElement) => {
        const raw = () => text;
        if (tooLong) visit({line, raw, reason: "too_long"});
        else if (text.startsWith("{")) visit({line, raw, record: readFlatJson(text)});
        else visit({line, raw, reason: jsonOrThrow(text, line)});
      };
      if (takeList(texts(), visitOne)) onMore();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new Refusal("json", `It can't be read as a JSON array of records: ${error.message}. ${notAnArray(file)}`);
    }
  };
}

/**
 * Goes over the records, and says whether more of them follow on another page.
 * @throws SyntaxError where the texts are no array, and no whole answer with one list
 */
function takeList(texts: Generator<string, undefined>, visit: (element: JsonElement) => void): boolean {
  const first = texts.next().value ?? "";
  const place = listIn(first);
  const before = place === null ? "" : first.slice(0, place);
  const elements = new JsonElements(visit, {enclosed: place !== null, line: before.split("\n").length});
  elements.take(first.slice(before.length));
  for (const text of texts) elements.take(text);
  elements.end();
  const problem = place === null ? null : aroundProblem(before, elements.rest);
  if (problem) throw new SyntaxError(problem);
  return place !== null && moreFollow(before, elements.rest);
}

/** What is said of one page of several. */
export const morePages = {
  reason: "more_pages",
  detail: "it says that more records follow on another page; deliver each page as a file of its own, or all records in one"
};

/** @throws SyntaxError that tells the line and not, as the engine's own does, what is there */
function jsonOrThrow(text: string, line: number): "json" {
  try {
    JSON.parse(text);
  } catch {
    throw new SyntaxError(`what begins on line ${line} is not JSON`);
  }
  return "json";
}

function notAnArray(file: string): string {
  const head = new TextDecoder().decode(piecesOf(file, 4096).next().value).trimStart();
  if (!/^[[{]/.test(head.replace(/^\ufeff/, "")))
    return "It begins as no JSON does: if it is CSV, name it .csv; else export it again.";
  return head.startsWith("{")
    ? "Export an array (or an answer whose list is called results, data, records or value), or name the file .ndjson if it holds one object a line."
    : "Export it again, whole.";
}

/** Records of newline-delimited JSON: a line that can't be read costs itself only. Lines without a text are no records. */
export function walkLines(file: string): JsonWalk {
  return (visit) => {
    let line = 0;
    for (const {bytes, tooLong} of linesOf(file)) {
      line++;
      const raw = () => bytes.toString("utf8", 0, rawLimit);
      const text = isUtf8(bytes) ? bytes.toString("utf8").replace(line === 1 ? /^\ufeff/ : "", "") : null;
      if (tooLong) visit({line, raw, reason: "too_long"});
      else if (text === null) visit({line, raw, reason: "encoding"});
      else if (/[^ \t\r]/.test(text)) visit({line, raw, ...readLine(text)});
    }
  };
}

function readLine(text: string): {record: FlatRecord} | {reason: string} {
  try {
    return {record: readFlatJson(text)};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {reason: "json"};
  }
}

/** Paths below keys that become columns; those beyond are read by nobody, and refuse nothing. */
const mostPaths = 1000;

/**
 * The keys of all records, and the paths below them, in the order in which they first appear.
 * @throws Refusal (empty) where there is no record, (json) where none can be read, (header) where there are too many keys.
 */
export function jsonHeaders(walk: JsonWalk): string[] {
  const headers = new Map<string, string>();
  let records = 0;
  let paths = 0;
  walk((found) => {
    records++;
    if ("record" in found)
      for (const {key, nested} of found.record.entries) {
        if (headers.has(key) || (nested && (++paths > mostPaths || headers.size >= headerLimit))) continue;
        headers.set(key, key.trim());
      }
    if (headers.size > headerLimit)
      throw new Refusal("header", `Its records have more than ${headerLimit} keys. Export only the columns that are needed.`);
  });
  if (!records) throw new Refusal("empty", "It holds no record. Export it again.");
  if (!headers.size) throw new Refusal("json", "None of its records is a JSON object with a key. Export it again.");
  return [...headers.values()];
}

/** Walks over JSON records as rows of cells; what is under a key that nobody reads costs nothing, whatever it is. */
export function walkJson(walk: JsonWalk): Walk {
  return (columns, visit) => {
    const places = new Map<string, number>();
    columns.headers.forEach((header, i) => places.set(header, i));
    walk((found) => visit("record" in found ? rowOf(found, found.record, columns, places) : found));
  };
}

function rowOf(
  {line, raw}: {line: number; raw: () => string},
  {entries, sound}: FlatRecord,
  {headers, wanted}: Columns,
  places: Map<string, number>
): SourceRecord {
  const cells = new Array<string | null>(headers.length).fill(null);
  let reason = sound ? undefined : "json";
  for (const entry of entries) {
    const place = places.get(entry.key.trim());
    if (place === undefined || !wanted[place]) continue;
    cells[place] = entry.value;
    if (!entry.sound) reason = "json";
  }
  return {line, raw, cells, reason};
}

/** A file's bytes, a piece at a time. */
function* piecesOf(file: string, size = 1 << 20): Generator<Buffer, undefined> {
  const fd = openSync(file, "r");
  try {
    const room = roomFor(fstatSync(fd).size, size);
    for (;;) {
      const piece = Buffer.alloc(room);
      const read = readSync(fd, piece, 0, room, null);
      if (!read) return undefined;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(fd);
  }
}

/** The lines of a file without their LF; of one that is too long, only the beginning. */
function* linesOf(file: string): Generator<{bytes: Buffer; tooLong: boolean}> {
  let kept: Buffer[] = [];
  let length = 0;
  const line = () => {
    const bytes = Buffer.concat(kept);
    const tooLong = length > recordLimit;
    kept = [];
    length = 0;
    return {bytes, tooLong};
  };
  const keep = (part: Buffer) => {
    if (length <= recordLimit) kept.push(part);
    length += part.length;
  };
  for (const piece of piecesOf(file)) {
    let from = 0;
    for (let to = piece.indexOf(10); to >= 0; to = piece.indexOf(10, from)) {
      keep(piece.subarray(from, to));
      yield line();
      from = to + 1;
    }
    keep(piece.subarray(from));
  }
  if (length) yield line();
}
