import type {DuckDB} from "../../engines/duckdb.ts";
import {rawColumn} from "../../read/rawTable.ts";
import {gapIn} from "../engine/checkHeaders.ts";

/**
 * The column, from 1, that parts two tables which stand side by side on one sheet; null where there is none. It has neither header nor
 * value, and one of the tables ends before the other: an empty column alone may only be for the eye, and remarks beside some of the records
 * are no table, which has two columns at least and each line filled.
 */
export async function partingColumn(db: DuckDB, headers: readonly string[]): Promise<number | null> {
  const gap = gapIn(headers);
  const columns = (part: readonly string[]) => part.filter(Boolean).length;
  if (gap < 0 || columns(headers.slice(0, gap)) < 2 || columns(headers.slice(gap)) < 2) return null;
  const cells = headers.map((_, i) => rawColumn(i));
  const isFilled = (part: readonly string[]) => `coalesce(${[...part, "null"].join(", ")}) is not null`;
  const [row] = await db.rows<{parted: boolean}>(
    `with sides as (
       select ordinal, ${isFilled(cells.slice(0, gap))} as l, ${isFilled(cells.slice(gap + 1))} as r, ${cells[gap]!} as between from raw
     ),
     ends as (select max(ordinal) filter (l) as l, max(ordinal) filter (r) as r from sides)
     select count(between) = 0 and any_value(ends.l <> ends.r) and
       count(*) filter ((not sides.l and ordinal < ends.l) or (not sides.r and ordinal < ends.r)) = 0 as parted
     from sides, ends`
  );
  return row?.parted === true ? gap + 1 : null;
}
