import path from "node:path";
import {columnsOf, type CanonicalTable} from "../../tables/columns.ts";
import {tableNamed, tables} from "../../tables/index.ts";
import {checkHeaders, checkRepeated, headersSaid, repeatsOf} from "./checkHeaders.ts";
import {describeHeaders, headerlessHint, headersKnown, withoutContainers} from "./headerNames.ts";
import {currencyHeader} from "../../read/transcribe/numberFormats.ts";
import {layoutKey, layoutOf, type Layout} from "../../read/layout.ts";
import {partsOf, type Mapping, type TableMapping} from "./mapping.ts";
import type {NamedMapping} from "./mappings.ts";
import {nearestTo} from "./nearest.ts";
import {passedOver} from "./passedOver.ts";
import {Refusal} from "../../read/refusal.ts";
import {headersRead, listOf, referencesIn, signaturesOf, sourcesOf, withFallbacks} from "./walk.ts";

/** Rows of a canonical table: through a mapping, or with canonical headers. */
export interface TableFile {
  kind: "table";
  table: CanonicalTable;
  mapping: TableMapping | null;
  name: string | null;
  /** The headers that are read; all others are left where they are. */
  read: string[];
  /** The headers that the mapping, or the table, has a use for. */
  known: string[];
  /** Of the tables that one file fills, the first answers for the records that can't be read. */
  first: boolean;
  /** Whether a record that is absent from the newest file is gone. */
  snapshot: boolean;
  /** Where its records are. */
  layout: Layout;
  /** What is to be told of how it was recognised. */
  doubt?: string | null;
}

/** The headers of a file in the usual place, and in those that mappings name, by layoutKey. */
export interface SheetHeaders {
  first: string[];
  named: Map<string, string[]>;
}

/** What a file is: rows of a table, a lookup, or nothing that is needed. */
export type Recognised =
  TableFile | {kind: "lookup"; name: string; layout: Layout} | {kind: "ignored"; name: string; message: string};

const lower = (text: string) => text.toLowerCase();

/**
 * Finds out what a file is by its headers, and by its name where these are canonical and no mapping was written for them. A file may fill
 * several tables.
 * @throws Refusal (header, unknown_table) that says which headers were missing and which were not expected.
 */
export function recognise(
  file: {name: string; table: string | null},
  {first, named: places}: SheetHeaders,
  mappings: NamedMapping[]
): [Recognised, ...Recognised[]] {
  const named = file.table ? tableNamed(file.table) : undefined;
  const known = headersKnown(mappings);
  const under = ({mapping}: NamedMapping) => (layoutKey(mapping) ? (places.get(layoutKey(mapping)) ?? []) : first);
  const mayRead = mappings.filter((m) => fitsName(m.mapping, file.name));
  const fitting = mayRead.filter((m) => fits(m.mapping, setOf(under(m))));
  const isMapped = named !== undefined && fitting.some((m) => isForHeadersOf(named, m.mapping));
  // a name in capitals is taken for the table's only where no mapping is there for the file
  const isCalled = named !== undefined && (file.name.startsWith(named.name) || !fitting.length);
  if (isCalled && !isMapped && missingFrom(named, setOf(first)).length === 0) {
    checkHeaders(first);
    checkRepeated(first, null, known);
    return [
      {...canonical(named, setOf(first)), doubt: passedOver(named.name, missingFrom(named, new Set()), setOf(first), mayRead)}
    ];
  }
  // a company's own folder, which is read after the library, goes before it
  const nearest = fitting.at(-1) && path.dirname(fitting.at(-1)!.file);
  const matching = fitting.filter((m) => path.dirname(m.file) === nearest);
  const [match] = matching;
  const headers = match ? under(match) : first;
  checkHeaders(headers);
  if (matching.length > 1 && areSheets(matching.map((m) => ({sheet: m.mapping.sheet, headers: under(m)}))))
    return matching.flatMap((m): Recognised[] => {
      checkHeaders(under(m));
      checkRepeated(under(m), repeatsOf(m), known);
      return throughMapping(m, setOf(under(m)), under(m));
    }) as [Recognised, ...Recognised[]];
  if (matching.length > 1)
    throw new Refusal(
      "header",
      `Its headers fit ${matching.map((m) => m.file).join(" and ")}, expected one mapping. Make the signature of one of them narrower.`
    );
  checkRepeated(headers, match ? repeatsOf(match) : null, known);
  if (match) return throughMapping(match, setOf(headers), headers);
  const {hint: near, table} = nearestTo(setOf(headers), mayRead);
  if (named) throw new Refusal("header", headerMessage(named, ofFile(headers), known, near));
  throw new Refusal(
    "unknown_table",
    `Its name begins with no table (${tables.map((t) => t.name).join(", ")}) and its headers fit no mapping, found ${describeHeaders(ofFile(headers), known)}.${headerlessHint(headers)}${ownTable(headers)}${near} Rename it, let "npx handshake map FILE" draft a mapping for it, or leave it out of the drops if it holds none of these.`,
    table
  );
}

/** Whether mappings read a sheet each of one workbook: all but one name theirs, and the one reads a sheet of other headers. */
function areSheets(places: {sheet: string | undefined; headers: string[]}[]): boolean {
  const names = places.flatMap((p) => p.sheet ?? []);
  const rest = places.filter((p) => p.sheet === undefined);
  const apart = (a: string[], b: string[]) => a.join("\u0001").toLowerCase() !== b.join("\u0001").toLowerCase();
  return (
    new Set(names).size === names.length &&
    (rest.length === 0 || (rest.length === 1 && places.every((p) => p === rest[0] || apart(p.headers, rest[0]!.headers))))
  );
}

const setOf = (headers: string[]) => new Set(headers.map(lower));

/** Whether a mapping may read a file of that name. */
export const fitsName = ({file}: Pick<Mapping, "file">, name: string): boolean =>
  file === undefined || new RegExp(`^(?:${file})$`, "iu").test(name);

/** Whether the headers (in lower case) of a file hold a mapping's signature whole. */
export const fits = (mapping: Mapping, present: Set<string>): boolean =>
  signaturesOf(mapping).some((signature) => signature.every((h) => present.has(lower(h))));

/** Whether a mapping was written for a file with the table's own headers, such as one whose words are others. */
const isForHeadersOf = (table: CanonicalTable, mapping: Mapping): boolean =>
  signaturesOf(mapping).some((signature) => missingFrom(table, setOf(signature)).length === 0);

function canonical(table: CanonicalTable, present: Set<string>): TableFile {
  const read = withCurrencies(
    columnsOf(table)
      .map((c) => c.name)
      .filter((c) => present.has(c)),
    present
  );
  return {kind: "table", table, mapping: null, name: null, read, known: read, first: true, snapshot: false, layout: {}};
}

/** Headers, and those of the currencies that a workbook's number formats show beside them. */
const withCurrencies = (headers: string[], present: Set<string>): string[] => [
  ...headers,
  ...headers.map(currencyHeader).filter((h) => present.has(lower(h)))
];

/** The headers that the file has itself. */
const ofFile = (headers: string[]): string[] => {
  const made = new Set(headers.map(currencyHeader));
  return headers.filter((h) => !made.has(h));
};

function throughMapping({name, mapping}: NamedMapping, present: Set<string>, headers: string[]): [Recognised, ...Recognised[]] {
  if ("lookup" in mapping) return [{kind: "lookup", name, layout: layoutOf(mapping)}];
  if ("ignore" in mapping) return [{kind: "ignored", name, message: mapping.ignore}];
  const parts = partsOf(mapping);
  const missing = parts
    .flatMap(referencesIn)
    .filter((r) => !r.optional && !r.headers.some((h) => present.has(lower(h))))
    .map((r) => r.headers.join(" or "));
  if (missing.length)
    throw new Refusal(
      "header",
      `${name} needs ${headersSaid([...new Set(missing)])}, found ${shortened(ofFile(headers))}. Export ${new Set(missing).size === 1 ? "this column" : "these columns"} too.`,
      parts[0]!.table
    );
  for (const part of parts) checkSources(part, name, present);
  const known = withCurrencies(headersRead(mapping), present);
  const files = parts.map((part, i): TableFile => {
    // a trailer is known by its first cell, whatever column that is
    const read = [
      ...withCurrencies(
        referencesIn(part).flatMap((r) => withoutContainers(r.headers, present)),
        present
      ),
      ...(part.trailer ? headers.slice(0, 1) : [])
    ];
    return {
      kind: "table",
      table: tableNamed(part.table)!,
      mapping: part,
      name,
      read: [...new Set(read)],
      known,
      first: i === 0,
      snapshot: part.snapshot ?? false,
      layout: layoutOf(part)
    };
  });
  return files as [TableFile, ...TableFile[]];
}

/** A column that must be filled, and that the file has none of the sources for: no record of it could be taken. */
function checkSources(part: TableMapping, name: string, present: Set<string>): void {
  for (const column of columnsOf(tableNamed(part.table)!).filter((c) => c.required)) {
    const rule = part.columns[column.name]!;
    const headers = withFallbacks(rule).flatMap((r) => (sourcesOf(r).length ? sourcesOf(r).map(listOf) : [null]));
    if (typeof rule.empty === "string" || headers.some((h) => h === null || h.some((one) => present.has(lower(one))))) continue;
    const wanted = headers.map((h) => h![0]);
    throw new Refusal(
      "header",
      `No column gives ${column.name} (${column.about}): add ${wanted.join(" or ")} to the export, or name the column that it is in on ${column.name} in the mapping ${name}.`,
      part.table
    );
  }
}

/** A file with our own headers is known by its name only; one called Export.csv has but to be renamed. */
function ownTable(headers: string[]): string {
  const present = setOf(headers);
  const needed = (t: CanonicalTable) => columnsOf(t).filter((c) => c.required).length;
  const [table] = tables.filter((t) => needed(t) > 2 && !missingFrom(t, present).length).sort((a, b) => needed(b) - needed(a));
  return table ? ` Its headers are those of ${table.name}: begin its name with ${table.name}.` : "";
}

const missingFrom = (table: CanonicalTable, present: Set<string>): string[] =>
  columnsOf(table)
    .filter((c) => c.required && !present.has(c.name))
    .map((c) => c.name);

const shortened = (headers: string[]): string => `${headers.slice(0, 20).join(", ")}${headers.length > 20 ? ", …" : ""}`;

function headerMessage(table: CanonicalTable, headers: string[], known: ReadonlySet<string>, near: string): string {
  return `${table.name} needs ${headersSaid(missingFrom(table, setOf(headers)))}, found ${describeHeaders(ofFile(headers), known)}.${headerlessHint(headers)}${near} Add ${missingFrom(table, setOf(headers)).length === 1 ? "the column" : "the columns"}, or let "npx handshake map" propose a mapping for this export.`;
}
