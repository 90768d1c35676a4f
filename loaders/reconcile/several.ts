import type {DuckDB} from "../engines/duckdb.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";

/**
 * Makes one record of those of a delivery that differ in the column which may have several values: all these values, and the earliest of
 * the days. Otherwise a partner with two roles on a deal would contradict itself, and lose its credit for the deal. A role that the source
 * has deleted takes no record with it as long as there is another.
 */
export async function joinSeveral(db: DuckDB, table: CanonicalTable): Promise<void> {
  if (!table.several) return;
  const value = columnSql(table.several);
  const version = "_key, _version, _revision";
  const free = "_reason is null and _state is null";
  await db.run(`update reconciling set _state = 'superseded' where ${free} and _deleted and ${value} is not null
    and exists (select 1 from reconciling r where (r._key, r._version, r._revision) = (reconciling._key, reconciling._version, reconciling._revision)
      and r._reason is null and r._state is null and not r._deleted and r.${value} is distinct from reconciling.${value})`);
  const {days, others} = besides(table);
  // what differs in anything else under one value contradicts itself
  const agree = [...days, ...others].map(
    (c) => `count(distinct (${value}, coalesce(cast(${c} as varchar), ''))) = count(distinct (${value}, ''))`
  );
  await db.run(`create or replace temp table several as
    select ${version}, string_agg(distinct ${value}, ', ' order by ${value}) as joined${days.map((d) => `, min(${d}) as ${d}`).join("")}
    from reconciling where ${free} and not _deleted group by ${version}
    having count(distinct coalesce(${value}, '')) > 1${agree.map((a) => ` and ${a}`).join("")}`);
  await db.run(`update reconciling set ${[`${value} = several.joined`, ...days.map((d) => `${d} = several.${d}`)].join(", ")}
    from several where (reconciling._key, reconciling._version, reconciling._revision) = (several._key, several._version, several._revision)
      and reconciling._reason is null and reconciling._state is null and not reconciling._deleted`);
  await db.run("drop table several");
}

/** The columns beside the key and the one with several values. */
function besides(table: CanonicalTable): {days: string[]; others: string[]} {
  const columns = columnsOf(table).filter((c) => c.name !== table.several && !table.key.includes(c.name));
  const named = (day: boolean) => columns.filter((c) => (c.kind === "day") === day).map((c) => columnSql(c.name));
  return {days: named(true), others: named(false)};
}
