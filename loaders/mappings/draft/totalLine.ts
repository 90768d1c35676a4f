import type {DuckDB} from "../../engines/duckdb.ts";
import {literal} from "../../engines/duckdb.ts";
import {rawColumn, type Raw} from "../../read/rawTable.ts";
import {mentionsTotalSql, totalWords} from "../engine/totals.ts";

export interface Totals {
  raw: Raw;
  /** The first cell of the line of totals below the records; null where there is none. */
  total: string | null;
  /** The header and words of such lines among the records; null where there are none. */
  subtotals: {header: string; words: string[]} | null;
  /** Further lines that hold totals of a group beside its name. */
  ofGroups: number;
}

/**
 * Takes the lines of totals out of table `raw` that some exports have below their records and below each group of them. Such a line says so
 * in its first cell, or in that of its group, or beside its sums, and is empty for the greater part.
 */
export async function withoutTotals(db: DuckDB, raw: Raw): Promise<Totals> {
  const cells = raw.headers.map((_, i) => rawColumn(i));
  const words = totalWords.map(literal).join(", ");
  const says = (cell: string) =>
    `(lower(rtrim(${cell}, ' :')) in (${words}) or regexp_matches(lower(${cell}), '^(grand )?(sub-?)?totals? |^(gesamt|zwischen)summe ') or regexp_matches(lower(${cell}), ' (sub-?)?totals?$'))`;
  const filled = cells.map((c) => `cast(${c} is not null as integer)`).join(" + ");
  const first = cells.slice(0, 2).flatMap((c, i) => (raw.headers[i] ? [{c, header: raw.headers[i]}] : []));
  const none = {raw, total: null, subtotals: null, ofGroups: 0};
  for (const {c, header} of first) {
    const lines = await db.rows<{ordinal: string; word: string; last: boolean}>(
      `select ordinal, trim(${c}) as word, ordinal = (select max(ordinal) from raw) as last from raw
       where ${says(c)} and ${filled} - 1 <= ${(cells.length - 1) / 2} order by ordinal`
    );
    if (!lines.length || lines.length > raw.records / 2) continue;
    await db.run(`delete from raw where ordinal in (${lines.map((l) => l.ordinal).join(", ")})`);
    const last = lines.at(-1)!;
    const among = [...new Set(lines.filter((l) => !l.last).map((l) => l.word))];
    return {
      raw: {...raw, records: raw.records - lines.length},
      total: last.last && c === cells[0] ? last.word : null,
      subtotals:
        among.length || c !== cells[0] ? {header, words: c === cells[0] ? among : [...new Set(lines.map((l) => l.word))]} : null,
      ofGroups: 0
    };
  }
  return withoutNamed(db, (await withoutLastBeside(db, raw)) ?? none);
}

/** Totals of groups whose word and name are not in front: nothing is in the first cell. Their words are as many as there are groups. */
async function withoutNamed(db: DuckDB, found: Totals): Promise<Totals> {
  const {raw} = found;
  const [first, ...cells] = raw.headers.map((_, i) => rawColumn(i));
  if (!cells.length) return found;
  const filled = cells.map((c) => `cast(${c} is not null as integer)`).join(" + ");
  const lines = await db.rows<{ordinal: string}>(
    `select ordinal from raw where ${first} is null and ${filled} - 1 <= ${cells.length / 2} and (${cells.map(mentionsTotalSql).join(" or ")})`
  );
  if (!lines.length || lines.length > raw.records / 2) return found;
  await db.run(`delete from raw where ordinal in (${lines.map((l) => l.ordinal).join(", ")})`);
  return {...found, raw: {...raw, records: raw.records - lines.length}, ofGroups: lines.length};
}

/** A total below the records whose word is not in front but beside it: nothing is in the first cell, and little in the others. */
async function withoutLastBeside(db: DuckDB, raw: Raw): Promise<Totals | null> {
  const [last] = await db.rows<Record<string, string | null>>("select * from raw order by ordinal desc limit 1");
  const cells = raw.headers.map((_, i) => last?.[rawColumn(i)] ?? null);
  const filled = cells.filter((c) => c !== null).length;
  const place = cells.findIndex((c) => c !== null && totalWords.includes(c.toLowerCase().replace(/[ :]+$/, "")));
  const header = raw.headers[place];
  if (cells[0] !== null || !header || filled - 1 > (cells.length - 1) / 2 || raw.records < 2) return null;
  if (raw.headers.filter((h) => h.toLowerCase() === header.toLowerCase()).length > 1) return null;
  await db.run(`delete from raw where ordinal = ${last!["ordinal"]}`);
  return {raw: {...raw, records: raw.records - 1}, total: null, subtotals: {header, words: [cells[place]!.trim()]}, ofGroups: 0};
}
