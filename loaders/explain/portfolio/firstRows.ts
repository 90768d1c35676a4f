import type {DuckDB} from "../../engines/duckdb.ts";
import type {MetricRow} from "../pick.ts";

/** From this number of rows on, to number them beside the first takes longer than to plan another statement: the engine keeps all of their columns. */
const many = 10_000;

/** Whether all tables of facts are small. */
export async function areFewFacts(db: Pick<DuckDB, "rows">): Promise<boolean> {
  const [row] = await db.rows<{n: number | null}>(
    "select cast(max(estimated_size) as double) as n from duckdb_tables() where schema_name = 'facts'"
  );
  return (row?.n ?? 0) < many;
}

/**
 * The first of some rows, and how many there are. Of few rows it is asked for in one statement, of which most is planning.
 * @param sql of all of them, in order: select * …
 */
export async function firstRows(
  db: Pick<DuckDB, "rows">,
  sql: string,
  {limit, few}: {limit: number; few: boolean}
): Promise<{rows: MetricRow[]; count: number}> {
  if (!few) {
    const [all] = await db.rows<{count: number}>(`select cast(count(*) as integer) as count from (${sql})`);
    return {count: all?.count ?? 0, rows: all?.count ? await db.rows<MetricRow>(`${sql} limit ${limit}`) : []};
  }
  const counting = sql.replace(/^select \*/, "select *, cast(count(*) over () as integer) as _count");
  const rows = await db.rows<MetricRow & {_count?: number}>(`${counting} limit ${limit}`);
  return {rows: rows.map(({_count, ...row}) => row), count: rows[0]?._count ?? 0};
}
