import type {DuckDB} from "../../engines/duckdb.ts";
import {rawColumn} from "../../read/rawTable.ts";

/**
 * The column, from 1, that parts two tables which stand side by side on one sheet; null where there is none. It has neither header nor
 * value, and one of the tables ends before the other: an empty column alone may only be for the eye.
 */
export async function partingColumn(db: DuckDB, headers: readonly string[]): Promise<number | null> {
  const gap = headers.findIndex((h, i) => !h && headers.slice(0, i).some(Boolean) && headers.slice(i).some(Boolean));
  if (gap < 0) return null;
  const cells = headers.map((_, i) => rawColumn(i));
  const left = `coalesce(${[...cells.slice(0, gap), "null"].join(", ")})`;
  const right = `coalesce(${[...cells.slice(gap + 1), "null"].join(", ")})`;
  const [row] = await db.rows<{values: string; alone: string}>(
    `select count(${cells[gap]!}) as values, count(*) filter ((${left} is null) <> (${right} is null)) as alone from raw`
  );
  return row!.values === "0" && row!.alone !== "0" ? gap + 1 : null;
}
