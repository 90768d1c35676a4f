import path from "node:path";
import {columnsOf, type Column} from "../tables/columns.ts";
import {tableNamed} from "../tables/index.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {Headers} from "../mappings/engine/rule.ts";
import {isErrorText, reasonSentences} from "./reasonSentences.ts";
import type {Quarantined} from "./stagedFile.ts";
import {caseHeaders, listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";

/** What is to be said of the records of one file that fail for one reason in one column. */
export interface QuarantineNote {
  path: string;
  reason: string;
  column: string | null;
  records: number;
  /** The first of them. */
  line: number;
  key: string | null;
  /** The values found, the most frequent first; null is an empty cell. At most ten, and only where they may be shown. */
  found: {value: string | null; records: number}[];
  /** How many more values there are. */
  more: number;
  /** What is wrong, with the values, and the one edit that corrects it. */
  what: string;
  edit: string;
}

/** Where a record came from: what a note needs of its file. */
export interface NoteSource {
  received: {path: string};
  table: string | null;
  through: {part: TableMapping; file: string} | null;
  staged: {headers: string[]; records: number} | null;
}

const shownValues = 10;

/** One note for each reason and column of a file's quarantined records, the most frequent first. */
export function notesOf(source: NoteSource, records: readonly Quarantined[]): QuarantineNote[] {
  const groups = new Map<string, Quarantined[]>();
  for (const q of [...records].sort((a, b) => a.line - b.line)) {
    const id = `${q.reason} ${q.column ?? ""} ${q.hint ? "hint" : ""} ${isErrorText(q.found) ? "error" : ""} ${q.lookup ?? ""}`;
    const group = groups.get(id);
    if (group) group.push(q);
    else groups.set(id, [q]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length).map((group) => noteOf(source, group, records.length));
}

function noteOf(source: NoteSource, group: Quarantined[], rejected: number): QuarantineNote {
  const [first] = group;
  const {reason, column = null} = first!;
  const counts = new Map<string | null, number>();
  for (const q of group) counts.set(q.found ?? null, (counts.get(q.found ?? null) ?? 0) + 1);
  const found = [...counts].map(([value, n]) => ({value, records: n})).sort((a, b) => b.records - a.records);
  const canonical = column && source.table ? (columnsOf(tableNamed(source.table)!).find((c) => c.name === column) ?? null) : null;
  const about = {
    reason,
    records: group.length,
    column: canonical,
    found: found.slice(0, shownValues),
    hint: first!.hint ?? null,
    lookup: first!.lookup ?? null,
    beside: (source.staged?.records ?? 0) > rejected,
    raw: first!.raw,
    headers: canonical ? headersOf(source, canonical) : [],
    rule: (canonical && source.through?.part.columns[canonical.name]) ?? null,
    mapping: source.through ? {part: source.through.part, file: shortPath(source.through.file)} : null
  };
  return {
    path: source.received.path,
    reason,
    column,
    records: group.length,
    line: first!.line,
    key: first!.key,
    found: found.slice(0, shownValues),
    more: Math.max(0, found.length - shownValues),
    ...reasonSentences(about)
  };
}

/** The headers that a column is read from, as the export or the canonical table calls them. */
function headersOf({through, staged}: NoteSource, column: Column): string[] {
  const rule = through?.part.columns[column.name];
  const present = new Map((staged?.headers ?? []).map((h) => [h.toLowerCase(), h]));
  /** The first of several headers that the file has. */
  const one = (h: Headers) => listOf(h).flatMap((x) => present.get(x.toLowerCase()) ?? [])[0] ?? null;
  if (!through) return [column.name];
  if (!rule) return [];
  const conditions = withFallbacks(rule).flatMap((r) => caseHeaders(r).map(one));
  const all = [...withFallbacks(rule).flatMap((r) => sourcesOf(r).map(one)), ...conditions];
  return [...new Set(all.filter((h) => h !== null))];
}

const shortPath = (file: string): string => {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
};

/** Notes as lines for a person. */
export const notesText = (notes: readonly QuarantineNote[], indent = "  "): string =>
  notes
    .map(
      (n) =>
        `${indent}${n.reason} (${n.records}), first line ${n.line}${n.key ? `, key ${n.key}` : ""}: ${n.what}\n${indent}  ${n.edit}`
    )
    .join("\n");
