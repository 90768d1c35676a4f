import {counted} from "../../src/shared/formats.ts";
import {identifier, type DuckDB} from "../engines/duckdb.ts";
import {cellSql, type Reading} from "../mappings/engine/text.ts";
import {headerIn} from "../mappings/engine/walk.ts";
import {columnsFilled, type Mapped} from "./rows.ts";
import type {Warning} from "./stagedFile.ts";

/** Digits that a spreadsheet keeps of a number; those that follow it writes as zeros. */
const kept = 15;
/** This number of zeros is no accident: ids would end so once in a thousand. */
const sure = 3;

interface LongIds {
  /** Different ids of more than 15 digits. */
  long: number;
  /** Those that have zeros only after the 15th. */
  zeros: number;
  /** How many zeros these have there, all together. */
  digits: number;
  /** How many would end so by accident. */
  expected: number;
}

/**
 * Ids of more than 15 digits that a spreadsheet has rounded. Where all of a column end in zeros, three zeros or more in all, they go to
 * quarantine, since two partners may have become one; what may be an accident, or only some of them, is told.
 * @returns the columns of those in quarantine, and what is to be told
 */
export async function markRounded(
  db: DuckDB,
  source: Mapped,
  reading: Reading
): Promise<{columns: string[]; warnings: Warning[]}> {
  const ids = columnsFilled(source, reading.headers).flatMap((c) => {
    const rule = source.mapping ? source.mapping.columns[c.name]! : {from: c.name};
    if (c.kind !== "id" || !rule.from || rule.lookup) return [];
    return [{column: c.name, header: headerIn(rule.from, reading.headers), text: cellSql(rule.from, reading)}];
  });
  const columns: string[] = [];
  const warnings: Warning[] = [];
  for (const [i, found] of (await longIds(db, ids)).entries()) {
    const {column, header} = ids[i]!;
    if (found.zeros && found.zeros === found.long && found.digits >= sure) columns.push(column);
    else if (found.zeros && (found.zeros === found.long || (found.zeros > 1 && found.zeros > 10 * found.expected)))
      warnings.push(maybeRounded(header, found));
  }
  for (const column of columns)
    await db.run(
      `update typed set _reason = 'damaged_id' where _reason is null and regexp_full_match(${identifier(column)}, '[0-9]{${kept}}0+')`
    );
  return {columns, warnings};
}

async function longIds(db: DuckDB, ids: {text: string}[]): Promise<LongIds[]> {
  if (!ids.length) return [];
  const counts = ids.map(
    ({text}, i) => `(select {
      long: count(*), zeros: count(*) filter (tail), digits: coalesce(sum(length(id) - ${kept}) filter (tail), 0),
      expected: coalesce(sum(power(10, ${kept} - length(id))), 0)
    } from (select distinct ${text} as id, regexp_full_match(${text}, '[0-9]{${kept}}0+') as tail from raw
      where length(${text}) > ${kept} and regexp_full_match(${text}, '[0-9]+'))) as r${i}`
  );
  const [row] = await db.rows<Record<string, Record<keyof LongIds, string | number>>>(`select ${counts.join(", ")}`);
  return ids.map((_, i) => {
    const {long, zeros, digits, expected} = row![`r${i}`]!;
    return {long: Number(long), zeros: Number(zeros), digits: Number(digits), expected: Number(expected)};
  });
}

const maybeRounded = (header: string, {long, zeros}: LongIds): Warning => ({
  reason: "maybe_rounded_ids",
  detail: `${zeros} of ${counted(long, "id")} in ${header} with more than ${kept} digits ${zeros === 1 ? "has" : "have"} only zeros after the ${kept}th, as a spreadsheet leaves them. If it was opened in one, export it again without, or two ids may have become one`
});
