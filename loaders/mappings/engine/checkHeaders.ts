import {Refusal} from "../../read/refusal.ts";
import {columnNumbers, headerlessHint} from "./headerNames.ts";
import {partsOf} from "./mapping.ts";
import type {NamedMapping} from "./mappings.ts";
import {headersRead, repeatedIn} from "./walk.ts";

const lower = (text: string) => text.toLowerCase();

/** @throws Refusal (empty, header) where a header line is missing, or can't be read */
export function checkHeaders(headers: string[]): void {
  if (!headers.length || headers.every((h) => !h))
    throw new Refusal("empty", "It has no header line. Export it again, with headers.");
  if (headers.length > 2000)
    throw new Refusal(
      "header",
      `It has ${headers.length} columns, expected at most 2,000. Export only the columns that are needed.`
    );
  const unreadable = headers.flatMap((h, i) => (/[\p{Cc}\p{Cf}\u00a0\u2028\u2029]/u.test(h) || h.length > 200 ? [i + 1] : []));
  if (unreadable.length)
    throw new Refusal(
      "header",
      `The header of ${columnNumbers(unreadable)} has characters that can't be seen, or more than 200. Type it again.`
    );
}

/** What a mapping says of headers that several columns have. */
export interface Repeats {
  file: string;
  /** Whether those that no rule reads are lawful. */
  unread: boolean;
  /** The headers that rules read. */
  read: string[];
  /** Those of rules that say which of the columns is taken. */
  settled: string[];
}

/** What is said by a mapping of the headers that several columns of its files have. */
export const repeatsOf = ({file, mapping}: NamedMapping): Repeats => ({
  file,
  unread: mapping.repeatedHeaders ?? false,
  read: headersRead(mapping),
  settled: partsOf(mapping).flatMap(repeatedIn)
});

/** "the header a", "the headers a and b". */
export const headersSaid = (missing: readonly string[]): string =>
  missing.length === 1 ? `the header ${missing[0]!}` : `the headers ${missing.slice(0, -1).join(", ")} and ${missing.at(-1)!}`;

/**
 * @param as null for canonical headers
 * @throws Refusal (header) that names the columns of one header
 */
export function checkRepeated(headers: string[], as: Repeats | null, known: ReadonlySet<string>): void {
  const read = new Set(as?.read.map(lower));
  const settled = new Set(as?.settled.map(lower));
  const isLawful = (h: string) => settled.has(h) || (as?.unread === true && !read.has(h));
  const twice = headers.flatMap((h, i) =>
    h && !isLawful(lower(h)) && headers.findIndex((k) => lower(k) === lower(h)) !== i ? [i] : []
  );
  if (!twice.length) return;
  const names = [...new Set(twice.map((i) => headers[i]!).filter((h) => known.has(lower(h))))].join(", ");
  throw new Refusal(
    "header",
    `Duplicate header${names && `: ${names}`} (${columnNumbers(twice.map((i) => i + 1))}).${headerlessHint(headers)} ${twoTables(headers, twice) || `Leave one of the columns out${settle(headers, twice, as)}.`}`
  );
}

/** Where a system repeats a header itself, nobody can leave a column out: the mapping can say which is taken. */
function settle(headers: string[], twice: number[], as: Repeats | null): string {
  const read = new Set(as?.read.map(lower));
  const ofRead = twice.filter((i) => read.has(lower(headers[i]!)));
  if (!as || (ofRead.length && ofRead.length < twice.length)) return "";
  return ofRead.length
    ? `, or set repeated: "first" in ${as.file} where that header is read: the first column that is filled is then taken`
    : `, or set repeatedHeaders: true in ${as.file}, which doesn't read that header`;
}

/** The place of the first column without a header between others that have one; -1 where there is none. */
export const gapIn = (headers: readonly string[]): number =>
  headers.findIndex((h, i) => !h && headers.slice(0, i).some(Boolean) && headers.slice(i).some(Boolean));

/** Tables side by side on one sheet, parted by a column without a header. */
function twoTables(headers: string[], twice: number[]): string {
  const gap = gapIn(headers);
  const places = (i: number) => headers.flatMap((k, at) => (lower(k) === lower(headers[i]!) ? [at] : []));
  return gap > 0 && twice.every((i) => i > gap && places(i).length === 2 && places(i)[0]! < gap)
    ? `It seems to be two tables side by side, parted by ${columnNumbers([gap + 1])}: move each to a file, or a sheet, of its own.`
    : "";
}
