import type {DuckDB} from "../engines/duckdb.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {parents} from "./parents.ts";

/** Before the first table: no record has been merged into another yet. */
export const startMerges = (db: DuckDB): Promise<void> =>
  db.run("create or replace temp table merged_keys (of_table varchar, old varchar, new varchar)");

/** What names a record that was merged into another names that one. */
export async function followMerges(db: DuckDB, table: CanonicalTable): Promise<void> {
  for (const p of parents[table.name] ?? [])
    await db.run(
      `update rows_in set ${p.column} = m.new from merged_keys m where m.of_table = '${p.table}' and rows_in.${p.column} = m.old`
    );
}

/**
 * Takes out what its source says is gone: records whose newest version is deleted, and those that were merged into another. Of two that
 * claim each other the one with the newer version stays. They count as superseded.
 */
export async function takeOutGone(db: DuckDB, table: CanonicalTable, results: Reconciled[]): Promise<void> {
  await db.run("update reconciling set _state = 'superseded' where _state = 'accepted' and _deleted");
  // what was merged stays merged: any version may say so, as long as its record is still there
  await db.run(`create or replace temp table merges as
    select min(_file) as _file, new, old, max(_version) as _version from (
      select _file, _key as new, unnest(_merged) as old, _version from reconciling where _state <> 'quarantined' and _merged is not null
      union all
      select _file, _into as new, _key as old, _version from reconciling where _state <> 'quarantined' and _into is not null)
    where new in (select _key from reconciling where _state = 'accepted') group by new, old`);
  await db.run("delete from merges where new = old");
  await db.run(`delete from merges where exists (select 1 from merges m where m.new = merges.old and m.old = merges.new
    and (m._version, m.new) > (merges._version, merges.new))`);
  await db.run("update reconciling set _state = 'superseded' where _state = 'accepted' and _key in (select old from merges)");
  // a record may have been merged into one that was merged itself
  await db.run(`insert into merged_keys
    with recursive chain (old, new, steps) as (
      select old, min(new), 0 from merges group by old
      union all
      select chain.old, merges.new, steps + 1 from chain join merges on merges.old = chain.new where steps < 20
    )
    select '${table.name}', old, arg_max(new, steps) from chain group by old`);
  await countGone(db, results);
  await db.run("drop table merges");
}

async function countGone(db: DuckDB, results: Reconciled[]): Promise<void> {
  const deleted = await db.rows<{file: number; n: string}>(
    "select _file as file, count(*) as n from reconciling where _deleted and _state <> 'quarantined' group by _file"
  );
  for (const d of deleted) results[d.file]!.gone.deleted = Number(d.n);
  const merged = await db.rows<{file: number; n: string}>("select _file as file, count(*) as n from merges group by _file");
  for (const m of merged) results[m.file]!.gone.merged = Number(m.n);
}
