import {group, rollup} from "d3";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {contradicting} from "./contradictions.ts";
import {foundSql} from "./unknownParents.ts";
import type {StagedFile} from "./rows.ts";

/** Leaves out the files in which too large a share of the records is bad by itself, or contradicts another; gives those that stay. */
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
  const contradictions = new Map((await contradicting(db, table)).map((c) => [c.file, c]));
  const refused = files.filter((f) => {
    // a line of totals is no bad record: it only must not count
    const own = f.quarantined.filter(({reason}) => reason !== "total_line").length;
    const others = Number(counts.find((c) => c.file === f.index)?.bad ?? 0);
    const bad = own + others + (contradictions.get(f.index)?.records ?? 0);
    if (f.records < settings.bad_rows_min || bad <= settings.bad_rows_share * f.records) return false;
    results[f.index]!.refused = {bad};
    return true;
  });
  const rows = refused.flatMap((f) => contradictions.get(f.index)?.rows ?? []);
  if (rows.length) await db.run(`update reconciling set _reason = 'conflict' where _row in (${rows.join(", ")})`);
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
 * A file that was replaced under its own name on the same day counts once, as it is now; under a name without a day, each day's content
 * is a drop of its own. A snapshot is also measured by what it replaces on its day, since all that it lacks is gone.
 * @param confirmed indexes of confirmed files
 */
export async function holdSmall(
  db: DuckDB,
  files: StagedFile[],
  settings: Settings,
  confirmed: Set<number>,
  results: Reconciled[]
): Promise<StagedFile[]> {
  const held = new Set<StagedFile>();
  const hold: Hold = (f, rows, than) => {
    results[f.index]!.held = {rows, before: than.rows, dropBefore: than.drop_date};
    held.add(f);
  };
  let before: Measure | null = null;
  for (const [drop_date, drop] of [...group(files, (f) => f.drop_date)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const contents = [...group(drop, (f) => f.path).values()].map((all) => all.sort((a, b) => a.revision - b.revision));
    for (const all of contents) holdShrunk(all, settings, confirmed, hold);
    const left = contents.map((all) => all.filter((f) => !held.has(f)));
    const latest = left.map((all) => all.at(-1)!);
    const rows = recordsOf(latest);
    if (before === null || !isSmall(rows, before.rows, settings) || latest.some((f) => confirmed.has(f.index)))
      before = {rows, drop_date};
    else
      for (const [i, all] of left.entries())
        for (const f of all) {
          // what it was before on its day stands where it was enough
          const then = recordsOf(latest.with(i, f));
          if (f === latest[i] || isSmall(then, before.rows, settings)) hold(f, then, before);
        }
  }
  return leaveOut(db, files, (f) => held.has(f));
}

/** How many records files hold together; one that came under two names counts once. */
const recordsOf = (files: readonly StagedFile[]): number =>
  [...new Map(files.map((f) => [f.rows, f.records])).values()].reduce((sum, n) => sum + n, 0);

interface Measure {
  rows: number;
  drop_date: string;
}
type Hold = (f: StagedFile, rows: number, than: Measure) => void;

const isSmall = (rows: number, than: number, {volume_min_rows, volume_share}: Settings): boolean =>
  than >= volume_min_rows && rows < volume_share * than;

/** Holds what has replaced a snapshot on its day and lacks most of it: all that a snapshot lacks is gone. */
function holdShrunk(contents: readonly StagedFile[], settings: Settings, confirmed: Set<number>, hold: Hold): void {
  let stands: StagedFile | null = null;
  for (const f of contents)
    if (stands && f.snapshot && isSmall(f.records, stands.records, settings) && !confirmed.has(f.index))
      hold(f, f.records, {rows: stands.records, drop_date: f.drop_date});
    else stands = f;
}

/** Takes the rows of some files out of those reconciling; gives the files that stay. */
export async function leaveOut(db: DuckDB, files: StagedFile[], out: (f: StagedFile) => boolean): Promise<StagedFile[]> {
  const gone = files.filter(out);
  if (gone.length) await db.run(`delete from reconciling where _file in (${gone.map((f) => f.index).join(", ")})`);
  const left = new Set(gone);
  return files.filter((f) => !left.has(f));
}

/**
 * Where each drop is a snapshot, what the newest one of its mapping lacks is gone: its earlier rows are superseded.
 * Elsewhere a record that the newest drop lacks stays. Both ways the drop is marked with how many there are. A file that was replaced under its
 * own name is what it is now.
 */
export async function noteMissing(db: DuckDB, files: StagedFile[], results: Reconciled[]): Promise<void> {
  for (const series of new Set(files.filter((f) => f.snapshot).map((f) => f.mapping))) {
    const own = files.filter((f) => f.snapshot && f.mapping === series);
    const {now, before, earlier} = newestOf(own);
    await keepKeysOf(db, now);
    await rejectedInto(db, "rejected_before", before);
    const rows = before.length ? await lackedBy(db, before, earlier) : 0;
    if (rows) results[now[0]!.index]!.missing = {rows, dropBefore: before[0]!.drop_date, gone: true};
    if (earlier.length)
      await db.run(
        `update reconciling set _state = 'superseded' where _reason is null and _file in (${list(earlier)}) and _key not in (select key from newest_keys)`
      );
  }
  const kept = files.filter((f) => !f.snapshot);
  const {now, before, earlier} = newestOf(kept);
  await keepKeysOf(db, now);
  const lacks = (those: StagedFile[]) => (those.length ? lackedBy(db, those) : 0);
  const rows = await lacks(before);
  if (rows) results[now[0]!.index]!.missing = {rows, dropBefore: before[0]!.drop_date};
  for (const f of now)
    results[f.index]!.dropped = await lacks(earlier.filter((e) => e.path === f.path && e.drop_date === f.drop_date));
  await db.run("drop table newest_keys; drop table if exists rejected_before");
}

const keysAtOnce = 1000;

/** Table `newest_keys`: the keys of the records of some files, also of those that were not taken: what came and can't be read is not missing. */
async function keepKeysOf(db: DuckDB, files: StagedFile[]): Promise<void> {
  await db.run(
    `create or replace temp table newest_keys as select _key as key from reconciling where ${files.length ? `_file in (${list(files)})` : "false"}`
  );
  await rejectedInto(db, "rejected_now", files);
  await db.run("insert into newest_keys from rejected_now; drop table rejected_now");
}

/** The keys of the records of some files that can't be read, as a table. */
async function rejectedInto(db: DuckDB, table: string, files: StagedFile[]): Promise<void> {
  await db.run(`create or replace temp table ${table} (key varchar)`);
  const rejected = files.flatMap((f) => f.quarantined.flatMap((q) => (q.key === null ? [] : [q.key])));
  for (let i = 0; i < rejected.length; i += keysAtOnce)
    await db.run(
      `insert into ${table} values ${rejected
        .slice(i, i + keysAtOnce)
        .map((key) => `(${literal(key)})`)
        .join(", ")}`
    );
}

/**
 * How many records some files have that the newest lack, but for those that the source has deleted or merged.
 * @param standing files of which the last good version stands for what is in those and can't be read (`rejected_before`)
 */
async function lackedBy(db: DuckDB, those: StagedFile[], standing: StagedFile[] = []): Promise<number> {
  const stood = standing.length ? ` or (_file in (${list(standing)}) and _key in (select key from rejected_before))` : "";
  const [row] = await db.rows<{n: string}>(
    `select count(distinct _key) as n from reconciling where (_file in (${list(those)})${stood}) and not _deleted and _key not in (select key from newest_keys)
       and _key not in (select key from (select unnest(_merged) as key from reconciling))
       and _key not in (select _key from reconciling where _into is not null)`
  );
  return Number(row!.n);
}

const list = (files: StagedFile[]) => files.map((f) => f.index).join(", ");

/** The newest drop and the previous one, each file in its last version of that day; everything but the newest drop is earlier. */
export function newestOf(files: StagedFile[]): {now: StagedFile[]; before: StagedFile[]; earlier: StagedFile[]} {
  const dates = [...new Set(files.map((f) => f.drop_date))].sort();
  const on = (date: string | undefined) => {
    const drop = files.filter((f) => f.drop_date === date);
    const last = rollup(
      drop,
      (all) => Math.max(...all.map((f) => f.revision)),
      (f) => f.path
    );
    return drop.filter((f) => f.revision === last.get(f.path));
  };
  const now = on(dates.at(-1));
  return {now, before: on(dates.at(-2)), earlier: files.filter((f) => !now.includes(f))};
}
