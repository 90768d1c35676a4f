import type {DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {foundSql} from "./unknownParents.ts";
import type {StagedFile} from "./rows.ts";

/** Leaves out the files in which too large a share of the records is bad by itself; gives those that stay. */
export async function refuseBad(
  db: DuckDB,
  table: CanonicalTable,
  files: StagedFile[],
  settings: Settings,
  results: Reconciled[]
): Promise<StagedFile[]> {
  const counts = await db.rows<{file: number; bad: string}>(
    "select _file as file, sum(len(_ordinals)) as bad from reconciling where _reason is not null group by _file"
  );
  const refused = files.filter((f) => {
    const bad = f.quarantined.length + Number(counts.find((c) => c.file === f.index)?.bad ?? 0);
    if (f.records < settings.bad_rows_min || bad <= settings.bad_rows_share * f.records) return false;
    results[f.index]!.refused = {bad};
    return true;
  });
  for (const f of refused) results[f.index]!.quarantined = await examplesOf(db, table, f);
  return leaveOut(db, files, (f) => refused.includes(f));
}

/** The first records of a refused file that are bad by what reconciling asks, for the message. */
async function examplesOf(db: DuckDB, table: CanonicalTable, f: StagedFile): Promise<Reconciled["quarantined"]> {
  const rows = await db.rows<{ordinals: string[]; key: string; reason: string; column: string | null; found: string | null}>(
    `select _ordinals as ordinals, _key as key, _reason as reason, ${foundSql(table)}
     from reconciling where _file = ${f.index} and _reason is not null order by _ordinals limit 20`
  );
  return rows.map((r) => ({...r, ordinals: r.ordinals.map(Number)}));
}

/**
 * Holds a drop of a table that has less than a share of the rows of the drop before, unless somebody has confirmed one of its files.
 * A file that was replaced under its own name counts once, as it is now.
 * @param confirmed indexes of confirmed files
 */
export async function holdSmall(
  db: DuckDB,
  files: StagedFile[],
  settings: Settings,
  confirmed: Set<number>,
  results: Reconciled[]
): Promise<StagedFile[]> {
  const newest = new Map<string, number>();
  for (const f of files) newest.set(f.path, Math.max(newest.get(f.path) ?? 0, f.revision));
  const latest = files.filter((f) => f.revision === newest.get(f.path));
  const held = new Set<StagedFile>();
  let before: {rows: number; drop_date: string} | null = null;
  for (const drop_date of [...new Set(latest.map((f) => f.drop_date))].sort()) {
    const drop = latest.filter((f) => f.drop_date === drop_date);
    const rows = drop.reduce((n, f) => n + f.records, 0);
    const small = before !== null && before.rows >= settings.volume_min_rows && rows < settings.volume_share * before.rows;
    if (before !== null && small && !drop.some((f) => confirmed.has(f.index)))
      for (const f of drop) {
        results[f.index]!.held = {rows, before: before.rows, dropBefore: before.drop_date};
        held.add(f);
      }
    else before = {rows, drop_date};
  }
  return leaveOut(db, files, (f) => held.has(f));
}

async function leaveOut(db: DuckDB, files: StagedFile[], out: (f: StagedFile) => boolean): Promise<StagedFile[]> {
  const gone = files.filter(out);
  if (gone.length) await db.run(`delete from reconciling where _file in (${gone.map((f) => f.index).join(", ")})`);
  const left = new Set(gone);
  return files.filter((f) => !left.has(f));
}

/**
 * Where each drop is a snapshot, what the newest one of its mapping lacks is gone: its earlier rows are superseded.
 * Elsewhere a record that the newest drop lacks stays, and the drop is marked with how many there are.
 */
export async function noteMissing(db: DuckDB, files: StagedFile[], results: Reconciled[]): Promise<void> {
  for (const series of new Set(files.filter((f) => f.snapshot).map((f) => f.mapping))) {
    const own = files.filter((f) => f.snapshot && f.mapping === series);
    const {now, earlier} = newestOf(own);
    if (earlier.length)
      await db.run(
        `update reconciling set _state = 'superseded' where _reason is null and _file in (${list(earlier)}) and _key not in (select _key from reconciling where _file in (${list(now)}))`
      );
  }
  const kept = files.filter((f) => !f.snapshot);
  const {now, before} = newestOf(kept);
  if (!before.length) return;
  const [row] = await db.rows<{n: string}>(
    `select count(distinct _key) as n from reconciling where _file in (${list(before)}) and not _deleted and _key not in (select _key from reconciling where _file in (${list(now)}))
       and _key not in (select key from (select unnest(_merged) as key from reconciling))
       and _key not in (select _key from reconciling where _into is not null)`
  );
  if (Number(row!.n)) results[now[0]!.index]!.missing = {rows: Number(row!.n), dropBefore: before[0]!.drop_date};
}

const list = (files: StagedFile[]) => files.map((f) => f.index).join(", ");

function newestOf(files: StagedFile[]): {now: StagedFile[]; before: StagedFile[]; earlier: StagedFile[]} {
  const dates = [...new Set(files.map((f) => f.drop_date))].sort();
  const on = (date: string | undefined) => files.filter((f) => f.drop_date === date);
  return {now: on(dates.at(-1)), before: on(dates.at(-2)), earlier: files.filter((f) => f.drop_date !== dates.at(-1))};
}
