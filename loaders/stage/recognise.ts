import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {tableNamed} from "../tables/index.ts";
import type {TableMapping} from "./mapping.ts";
import {headersRead, type NamedMapping} from "./mappings.ts";
import {Refusal} from "./refusal.ts";

/** What a file is: rows of a table (through a mapping, or with canonical headers), a lookup, or nothing that is needed. */
export type Recognised =
  | {kind: "table"; table: CanonicalTable; mapping: TableMapping | null; name: string | null; read: string[]}
  | {kind: "lookup"; name: string}
  | {kind: "ignored"; name: string; message: string};

const lower = (text: string) => text.toLowerCase();

/**
 * Finds out what a file is by its headers, and by its name where these are canonical.
 * @throws Refusal (header, unknown_table) that says which headers were missing and which were not expected.
 */
export function recognise(file: {name: string; table: string | null}, headers: string[], mappings: NamedMapping[]): Recognised {
  checkHeaders(headers);
  const present = new Set(headers.map(lower));
  const named = file.table ? tableNamed(file.table) : undefined;
  if (named && missingFrom(named, present).length === 0)
    return {kind: "table", table: named, mapping: null, name: null, read: columnsOf(named).map((c) => c.name)};
  const matching = mappings.filter((m) => m.mapping.signature.every((h) => present.has(lower(h))));
  if (matching.length > 1)
    throw new Refusal(
      "header",
      `Its headers fit ${matching.map((m) => m.file).join(" and ")}. Make the signature of one of them narrower.`
    );
  const [match] = matching;
  if (match) return throughMapping(match, present, headers);
  if (named) throw new Refusal("header", headerMessage(named, headers, present));
  throw new Refusal(
    "unknown_table",
    `Its name begins with no table (${["deals", "referrals", "tickets", "partners"].join(", ")}, …) and its headers fit no mapping. Rename it, or write a mapping for it in loaders/mappings.`
  );
}

function throughMapping({name, mapping}: NamedMapping, present: Set<string>, headers: string[]): Recognised {
  if ("lookup" in mapping) return {kind: "lookup", name};
  if ("ignore" in mapping) return {kind: "ignored", name, message: mapping.ignore};
  const missing = [...new Set(headersRead(mapping))].filter((h) => !present.has(lower(h)));
  if (missing.length)
    throw new Refusal(
      "header",
      `${name} needs the header ${missing.join(", ")}, found ${headers.join(", ")}. Export these columns too.`
    );
  return {kind: "table", table: tableNamed(mapping.table)!, mapping, name, read: headersRead(mapping)};
}

function checkHeaders(headers: string[]): void {
  if (!headers.length || headers.every((h) => !h))
    throw new Refusal("empty", "It has no header line. Export it again, with headers.");
  if (headers.length > 2000)
    throw new Refusal(
      "header",
      `It has ${headers.length} columns, expected at most 2,000. Export only the columns that are needed.`
    );
  const unreadable = headers.filter((h) => /[\p{Cc}\p{Cf}\u00a0\u2028\u2029]/u.test(h) || h.length > 200);
  if (unreadable.length)
    throw new Refusal(
      "header",
      `The header ${unreadable.map((h) => JSON.stringify(h.slice(0, 60))).join(", ")} has characters that can't be seen. Type it again.`
    );
  const twice = headers.filter((h, i) => h && headers.findIndex((k) => lower(k) === lower(h)) !== i);
  if (twice.length)
    throw new Refusal("header", `The header ${[...new Set(twice)].join(", ")} stands twice. Leave one of the columns out.`);
}

const missingFrom = (table: CanonicalTable, present: Set<string>): string[] =>
  columnsOf(table)
    .filter((c) => c.required && !present.has(c.name))
    .map((c) => c.name);

function headerMessage(table: CanonicalTable, headers: string[], present: Set<string>): string {
  const names = new Set(columnsOf(table).map((c) => c.name));
  const extra = headers.filter((h) => !names.has(lower(h)));
  const unexpected = extra.length ? `; not expected: ${extra.slice(0, 20).join(", ")}${extra.length > 20 ? ", …" : ""}` : "";
  return `${table.name} needs the header ${missingFrom(table, present).join(", ")}${unexpected}. Add the columns, or write a mapping for this export in loaders/mappings.`;
}
