import type {NamedMapping} from "./mappings.ts";
import {partsOf} from "./mapping.ts";
import {columnsOf} from "../../tables/columns.ts";
import {tables} from "../../tables/index.ts";
import {referencesIn, signaturesOf} from "./walk.ts";

/*
 * The first line of a file that nobody recognised may be a record: its export has no header line. So a message names a header only
 * where a table or a mapping has that name, and tells the others by their columns' numbers.
 */

const known = new WeakMap<readonly NamedMapping[], Set<string>>();

/** Every header, in lower case, that a canonical table or a mapping names; found out once for a list of mappings. */
export function headersKnown(mappings: readonly NamedMapping[]): Set<string> {
  const before = known.get(mappings);
  if (before) return before;
  const canonical = tables.flatMap((t) => columnsOf(t).map((c) => c.name));
  const mapped = mappings.flatMap(({mapping}) => [
    ...signaturesOf(mapping).flat(),
    ...("lookup" in mapping || "ignore" in mapping
      ? []
      : partsOf(mapping).flatMap((part) => referencesIn(part).flatMap((r) => r.headers)))
  ]);
  const all = new Set([...canonical, ...mapped].map((h) => h.toLowerCase()));
  known.set(mappings, all);
  return all;
}

/** "sku, name and 2 columns of other names (3 and 5)": what a message may say of the first line of an unrecognised file. */
export function describeHeaders(headers: readonly string[], known: ReadonlySet<string>): string {
  const named = [...new Set(headers.filter((h) => known.has(h.toLowerCase())))];
  const others = headers.flatMap((h, i) => (known.has(h.toLowerCase()) ? [] : [i + 1]));
  const names = named.slice(0, 20).join(", ") + (named.length > 20 ? ", …" : "");
  if (!others.length) return names;
  const unnamed = `${columnNumbers(others)}, which no table or mapping names`;
  return names ? `${names}, and ${unnamed}` : unnamed;
}

/** "column 3", "columns 3 and 5", "columns 1, 2, 3, … (40 columns)". */
export function columnNumbers(numbers: readonly number[]): string {
  if (numbers.length === 1) return `column ${numbers[0]}`;
  if (numbers.length > 6) return `${numbers.length} columns (${numbers.slice(0, 3).join(", ")}, …)`;
  return `columns ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}

const valueShapes = [
  // an annotation is none: statecode@OData.Community.Display.V1.FormattedValue
  /^(?!\S+@(odata\.community|microsoft\.dynamics)\.)[^\s@]+@[^\s@]+\.[^\s@]+$/i,
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d.*)?$/,
  /^[-+(]?[€$£]?\s?\d[\d\s.,'’()/-]*[€$£%)]?$/,
  /^[A-Z]{2}\d{2}[A-Z0-9 ]{8,}$/
];

/** The numbers of the columns whose header is written as a value is: a number, a date, an e-mail address, a telephone or account number. */
export const valuesAmong = (headers: readonly string[]): number[] =>
  headers.flatMap((h, i) => (valueShapes.some((shape) => shape.test(h)) ? [i + 1] : []));

/** A hint where a file seems to have no header line; empty where it seems to have one. */
export function headerlessHint(headers: readonly string[]): string {
  const values = valuesAmong(headers);
  return values.length ? ` Its first line seems to be a record, not headers: see ${columnNumbers(values)}.` : "";
}

/**
 * Whether a line only groups the headers of the line below: merged cells of a workbook, of which the first has the text, or the same
 * text over several columns, while the line below names each column otherwise.
 */
export function groupsHeaders(line: readonly string[], below: readonly string[]): boolean {
  const own = line.filter((h, i) => h && h.toLowerCase() !== line[i - 1]?.toLowerCase());
  const names = below.filter(Boolean);
  const distinct = new Set(names.map((h) => h.toLowerCase()));
  return (
    own.length >= 2 &&
    names.length >= 4 &&
    names.length >= own.length + 2 &&
    distinct.size === names.length &&
    !valuesAmong(below).length &&
    !names.some((n) => /^\W*\d|@/.test(n))
  );
}

/** Of headers tried in turn, not those whose own parts go before them in this file (its headers in lower case): as a whole they are no value. */
export const withoutContainers = (headers: string[], present: ReadonlySet<string>): string[] =>
  headers.filter(
    (h, i) => !headers.slice(0, i).some((o) => o.toLowerCase().startsWith(`${h.toLowerCase()}.`) && present.has(o.toLowerCase()))
  );
