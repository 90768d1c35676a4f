import type {DuckDB} from "../../engines/duckdb.ts";
import {rawColumn, type Raw} from "../../read/rawTable.ts";
import {escaped} from "../engine/plainPattern.ts";
import {quoted} from "./question.ts";

/** Below the last record of a table that has more than one column people write when it was made, of what, and what its marks mean. */
export interface Footnotes {
  raw: Raw;
  /** Patterns of the first cell of these lines. */
  footnotes: string[];
  /** How many lines were taken out. */
  lines: number;
  /** Lines of records that fill their first cell only, as headings among them do; none where most do. */
  alone: number[];
}

/** What a note has and a name hardly: an asterisk before it, a colon with something behind it, or a day or a long number. */
const readsLikeNote = /^[*†‡¹²³]|:\s*\S|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|:$/u;

/**
 * Takes notes below the records out of table `raw`: the last lines, where each fills its first cell only while every record fills
 * more, and where an empty line is above them or all read like notes. A company's name alone, right below the others, is a record.
 */
export async function withoutFootnotes(db: DuckDB, raw: Raw): Promise<Footnotes> {
  const cells = raw.headers.map((_, i) => rawColumn(i));
  const filled = cells.map((c) => `cast(${c} is not null as integer)`).join(" + ");
  const breaks = cells.map((c) => `coalesce(length(${c}) - length(replace(${c}, chr(10), '')), 0)`).join(" + ");
  const rows = await db.rows<{ordinal: string; first: string | null; filled: string; breaks: string}>(
    `select ordinal, ${cells[0]} as first, ${filled} as filled, ${breaks} as breaks from raw where ${filled} > 0 order by ordinal desc limit 21`
  );
  const lone = rows.findIndex((r) => Number(r.filled) > 1 || r.first === null);
  const none = {raw, footnotes: [], lines: 0, alone: await linesAlone(db, raw, filled)};
  if (lone < 1 || raw.headers.length < 2 || lone * 2 > raw.records) return none;
  const notes = rows.slice(0, lone).reverse();
  const [above] = await db.rows<{n: string}>(
    `select count(*) as n from raw where ${filled} = 1 and ordinal < ${notes[0]!.ordinal}`
  );
  if (Number(above!.n)) return none;
  const last = rows[lone]!;
  const apart = (await linesBetween(raw, last, notes[0]!)) > Number(last.breaks);
  if (!apart && !notes.every((n) => readsLikeNote.test(n.first!))) return none;
  await db.run(`delete from raw where ordinal in (${notes.map((n) => n.ordinal).join(", ")})`);
  return {
    raw: {...raw, records: raw.records - notes.length},
    footnotes: [...new Set(notes.map((n) => pattern(n.first!)))],
    lines: notes.length,
    alone: []
  };
}

async function linesAlone(db: DuckDB, raw: Raw, filled: string): Promise<number[]> {
  if (raw.headers.length < 3) return [];
  const rows = await db.rows<{ordinal: string}>(
    `select ordinal from raw where ${filled} = 1 and ${rawColumn(0)} is not null order by ordinal`
  );
  if (!rows.length || rows.length * 2 > raw.records) return [];
  const ordinals = rows.map((r) => Number(r.ordinal));
  const places = await raw.locate(ordinals.slice(0, 5));
  return ordinals.map((o) => places.get(o)?.line ?? 0);
}

/** How many lines are between two records; those of cells with line breaks are among them. */
async function linesBetween(raw: Raw, a: {ordinal: string}, b: {ordinal: string}): Promise<number> {
  const places = await raw.locate([Number(a.ordinal), Number(b.ordinal)]);
  return places.get(Number(b.ordinal))!.line - places.get(Number(a.ordinal))!.line - 1;
}

/** The next file has another day or number behind the same words. */
function pattern(note: string): string {
  const [said] = /^[^\d:]*:?/u.exec(note)!;
  return said.trim() && said !== note ? `${escaped(said.trim())}.*` : escaped(note);
}

/** What is said of headings among the records, if that is what they are. */
export function aloneSaid(header: string, lines: readonly number[]): string[] {
  if (!lines.length) return [];
  const shown = lines.filter((line) => line > 0).join(", ");
  return [
    lines.length === 1
      ? `line ${shown} fills ${quoted(header)} only: if it is a heading or a note, take it out of the file, as it would count as a record`
      : `${lines.length} lines fill ${quoted(header)} only (${shown}${lines.length > 5 ? ", …" : ""}): if they are headings or notes, take them out of the file, as each would count as a record`
  ];
}

/** What is said of notes below the records. */
export const footnotesSaid = (lines: number): string[] =>
  !lines
    ? []
    : lines === 1
      ? [
          'the last line fills its first cell only, as a note below the table does: it is left out. If it is a record, take "trailer" out of the mapping'
        ]
      : [
          `the last ${lines} lines fill their first cell only, as notes below a table do: they are left out. If they are records, take "trailer" out of the mapping`
        ];
