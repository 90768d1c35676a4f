import type {DuckDB} from "../engines/duckdb.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import {listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import type {StagedFile} from "./rows.ts";

/** The canonical columns of which a file can say anything: an export that has no such column contradicts none that has it. */
export function columnsSaid(table: CanonicalTable, mapping: TableMapping | null, headers: readonly string[]): string[] {
  const present = new Set(headers.map((h) => h.toLowerCase()));
  const has = (h: string | string[]) => listOf(h).some((one) => present.has(one.toLowerCase()));
  const says = (name: string) => {
    if (!mapping) return present.has(name);
    const rule = mapping.columns[name];
    // a constant, or a case, is said whatever the file has
    return rule !== undefined && withFallbacks(rule).some((r) => sourcesOf(r).length === 0 || sourcesOf(r).some(has));
  };
  return columnsOf(table)
    .map((c) => c.name)
    .filter(says);
}

/**
 * Takes what a version says in a column that one file doesn't have from a file that has it: an export that gained or lost a column says
 * the same of a record as before: it is no contradiction, and the record loses nothing.
 */
export async function fillOtherColumns(db: DuckDB, table: CanonicalTable, taken: readonly StagedFile[]): Promise<void> {
  const differing = columnsOf(table)
    .map((c) => ({
      column: columnSql(c.name),
      having: taken.filter((f) => f.says.includes(c.name)).map((f) => f.index)
    }))
    .filter(({having}) => having.length > 0 && having.length < taken.length);
  if (!differing.length) return;
  const one = "_key, _version, _revision";
  const free = "_reason is null and _state is null and not _deleted";
  const told = differing.map(
    ({column, having}) =>
      `arg_min(${column}, row(_drop_date, _path, _ordinals[1])) filter (_file in (${having.join(", ")})) as ${column}`
  );
  // what the formats of a workbook's cells say is there without a column of its own
  const filled = differing.map(
    ({column, having}) =>
      `${column} = case when _file in (${having.join(", ")}) then reconciling.${column} else coalesce(reconciling.${column}, told.${column}) end`
  );
  await db.run(`create or replace temp table told as select ${one}, ${told.join(", ")} from reconciling where ${free}
    group by ${one} having count(distinct _file) > 1`);
  await db.run(`update reconciling set ${filled.join(", ")} from told
    where (reconciling._key, reconciling._version, reconciling._revision) = (told._key, told._version, told._revision) and ${free}`);
  await db.run("drop table told");
}
