import {literal, type DuckDB} from "../engines/duckdb.ts";
import {rawColumn, type Raw} from "./rawTable.ts";

/**
 * Takes the lines that a report puts after its records out of table `raw` and out of the records that could not be read: those after
 * the last record whose first cell matches one of the patterns as a whole, and lines of one cell among them. The same words above that
 * line are a record's own.
 * @returns how many lines went, and the unreadable records that remain
 */
export async function dropTrailer(db: DuckDB, raw: Raw, patterns: string[]): Promise<{lines: number; bad: Raw["bad"]}> {
  const first = `trim(${rawColumn(0)}, ' ')`;
  const matches = patterns.map((p) => `coalesce(regexp_full_match(${first}, ${literal(p)}, 'i'), false)`).join(" or ");
  const [found] = await db.rows<{last: string | null; n: string}>(
    `select max(ordinal) filter (not (${matches})) as last, count(*) as n from raw`
  );
  const last = Number(found!.last ?? 0);
  const [after] = await db.rows<{n: string}>(`select count(*) as n from raw where ordinal > ${last}`);
  if (Number(after!.n)) await db.run(`delete from raw where ordinal > ${last}`);
  const expressions = patterns.map((p) => new RegExp(`^(?:${p})$`, "iu"));
  const looksSo = (line: string) => expressions.some((e) => e.test(firstCell(line)));
  const some = Number(after!.n) > 0 || raw.bad.some((b) => looksSo(b.raw));
  const lastLine = some && last ? (await raw.locate([last])).get(last)!.line : 0;
  const below = raw.bad.filter((b) => b.line > lastLine);
  // among lines of a trailer those of one cell are the report's name, its author and its readers
  const trails = Number(after!.n) > 0 || below.some((b) => looksSo(b.raw));
  const gone = new Set(trails ? below.filter((b) => looksSo(b.raw) || (b.reason === "column_count" && isOneCell(b.raw))) : []);
  return {lines: Number(after!.n) + gone.size, bad: raw.bad.filter((b) => !gone.has(b))};
}

const isOneCell = (line: string): boolean => /^ *("([^"]|"")*"|[^,;\t"]*)[ \r\n]*$/.test(line);

/** The first cell of a line whose number of cells differs from the header's. */
function firstCell(line: string): string {
  const quoted = /^ *"((?:[^"]|"")*)"/.exec(line);
  return (quoted ? quoted[1]!.replaceAll('""', '"') : /^[^,;\t\r\n]*/.exec(line)![0]).trim();
}
