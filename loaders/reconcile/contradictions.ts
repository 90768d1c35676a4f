import type {DuckDB} from "../engines/duckdb.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {contentOf} from "./versions.ts";

/** Rows of reconciling that contradict another one of their own file: none of them can be taken, whatever else comes. */
export interface Contradicting {
  file: number;
  /** How many records they stand for. */
  records: number;
  rows: string[];
}

/**
 * What each file says in several ways of one version of one record. Where a table has a column with several values, as the roles of a
 * partner on a deal, its records are joined; and what is deleted beside what is not says in which order they came.
 */
export async function contradicting(db: DuckDB, table: CanonicalTable): Promise<Contradicting[]> {
  if (table.several) return [];
  const version = "_file, _key, _version";
  const free = "_reason is null and _state is null";
  const found = await db.rows<{file: number; n: string; rows: string[]}>(`
    with repeated as (
      select ${version}, _row, _ordinals, _deleted, ${contentOf(table)} as content from reconciling
      where ${free} and (${version}) in (select (${version}) from reconciling where ${free} group by ${version} having count(*) > 1)
    ),
    told as (
      select _file, sum(len(_ordinals)) as n, list(_row) as rows from repeated
      group by ${version} having count(distinct content) > 1 and count(distinct _deleted) = 1
    )
    select _file as file, sum(n) as n, flatten(list(rows)) as rows from told group by _file`);
  return found.map(({file, n, rows}) => ({file, records: Number(n), rows}));
}
