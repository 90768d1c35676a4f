import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {Settled} from "../stage/passage.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {tables} from "../tables/index.ts";
import {ddlColumns} from "../tables/sqlTypes.ts";
import {addNamed} from "./named.ts";
import {madeFromNames, parents} from "./parents.ts";

/** A staged file as the settling of versions sees it. */
export interface StagedFile {
  path: string;
  table: string;
  drop_date: string;
  revision: number;
  records: number;
  /** The Parquet file of its typed rows. */
  rows: string;
  /** Canonical columns that it carries names for (partner_id, …). */
  names: string[];
  /** Records that staging could not take: their keys, null where it can't be read. */
  quarantined: {key: string | null; reason: string}[];
}

/**
 * Decides which version of every record stands, over all files received so far, and leaves the tables of schema facts.
 * The result depends only on what the files hold, their dates and their paths, never on the order in which they came.
 */
export async function settle(db: DuckDB, files: StagedFile[], asOf: string, settings: Settings): Promise<Settled[]> {
  const results: Settled[] = files.map(() => ({
    accepted: 0,
    deduplicated: 0,
    superseded: 0,
    quarantined: [],
    cleared: [],
    refused: null
  }));
  const fed = new Set<string>();
  for (const table of tables) {
    const own = files.map((f, index) => ({...f, index})).filter((f) => f.table === table.name);
    await loadRows(db, table, own);
    await markFuture(db, table, asOf);
    const taken = await refuseBad(db, own, settings, results);
    if (taken.length) fed.add(table.name);
    await markOrphans(db, table, fed);
    await rankVersions(db);
    await db.run(
      `create or replace table facts.${table.name} as select ${columnNames(table)} from settling where _state = 'accepted' order by ${table.key.join(", ")}`
    );
    await tally(db, taken, results);
    await db.run(
      `create or replace temp table named_in_${table.name} as select * exclude (_reason, _content, _version) from settling where _reason is null`
    );
  }
  for (const name of madeFromNames) if (!fed.has(name)) await addNamed(db, name);
  for (const table of tables) await db.run(`drop table named_in_${table.name}`);
  await db.run("drop table settling");
  return results;
}

const columnNames = (table: CanonicalTable) =>
  columnsOf(table)
    .map((c) => c.name)
    .join(", ");

type Own = StagedFile & {index: number};

/** All typed rows of a table's files, each with its file, drop date, version and content. */
async function loadRows(db: DuckDB, table: CanonicalTable, files: Own[]): Promise<void> {
  const columns = columnsOf(table);
  const nameColumns = [...new Set(files.flatMap((f) => f.names))];
  const extra = nameColumns.map((n) => `, _name_${n} varchar`).join("");
  await db.run(
    `create or replace temp table rows_in (_file integer, _path varchar, _drop_date date, _revision integer, _ordinal bigint, _ordinals bigint[], ${ddlColumns(table)}${extra})`
  );
  for (const f of files) {
    const names = nameColumns.map((n) => (f.names.includes(n) ? `, _name_${n}` : ", null")).join("");
    await db.run(
      `insert into rows_in select ${f.index}, ${literal(f.path)}, date ${literal(f.drop_date)}, ${f.revision}, _ordinal, _ordinals, ${columnNames(table)}${names} from read_parquet(${literal(f.rows)})`
    );
  }
  const version = columns.some((c) => c.name === "updated_at")
    ? "coalesce(updated_at, cast(_drop_date as timestamp))"
    : "cast(_drop_date as timestamp)";
  const key = `concat_ws('|', ${table.key.map((k) => `cast(${k} as varchar)`).join(", ")})`;
  const content = `sha256(cast(to_json({${columns.map((c) => `${c.name}: ${c.name}`).join(", ")}}) as varchar))`;
  await db.run(`create or replace temp table settling as
    select *, ${key} as _key, ${version} as _version, ${content} as _content, cast(null as varchar) as _reason, cast(null as varchar) as _state from rows_in`);
  await db.run("drop table rows_in");
}

/** A day more than one past as_of can't have happened; due_on may lie ahead. */
async function markFuture(db: DuckDB, table: CanonicalTable, asOf: string): Promise<void> {
  const days = columnsOf(table).filter((c) => c.kind === "day" && c.name !== "due_on");
  if (!days.length) return;
  const late = days.map((c) => `${c.name} > date ${literal(asOf)} + 1`).join(" or ");
  await db.run(`update settling set _reason = 'future_date' where ${late}`);
}

/** Leaves out the files in which too large a share of the records is bad by itself; gives those that stay. */
async function refuseBad(db: DuckDB, files: Own[], settings: Settings, results: Settled[]): Promise<Own[]> {
  const counts = await db.rows<{file: number; bad: string}>(
    "select _file as file, sum(len(_ordinals)) as bad from settling where _reason is not null group by _file"
  );
  const taken: Own[] = [];
  for (const f of files) {
    const bad = f.quarantined.length + Number(counts.find((c) => c.file === f.index)?.bad ?? 0);
    if (f.records >= settings.bad_rows_from && bad > settings.bad_rows_share * f.records) {
      results[f.index]!.refused = {bad};
      await db.run(`delete from settling where _file = ${f.index}`);
    } else taken.push(f);
  }
  return taken;
}

async function markOrphans(db: DuckDB, table: CanonicalTable, fed: Set<string>): Promise<void> {
  for (const p of parents[table.name] ?? []) {
    if (madeFromNames.has(p.table) && !fed.has(p.table)) continue;
    const id = p.table === "people" ? "person_id" : p.column;
    await db.run(
      `update settling set _reason = ${literal(p.reason)} where _reason is null and ${p.column} is not null and ${p.column} not in (select ${id} from facts.${p.table})`
    );
  }
}

/**
 * Gives every row its state. Of one version: the same content again is deduplicated; different content is a conflict, in which the
 * first drop stays unless it contradicts itself. Of several versions the newest stands; a newer one that says the same adds nothing.
 */
async function rankVersions(db: DuckDB): Promise<void> {
  const place = "_drop_date, _path, _ordinal";
  const one = "partition by _key, _version, _revision";
  await db.run(`create or replace temp table settling as
    with firsts as (
      select *, min(_drop_date) over (${one}) as first_drop from settling where _reason is null
    ),
    agreed as (
      select *,
        count(distinct case when _drop_date = first_drop then _content end) over (${one}) as contents_at_first,
        first_value(_content) over (${one} order by ${place}) as first_content,
        row_number() over (${one} order by ${place}) as place_in_version
      from firsts
    ),
    judged as (
      select *,
        case when contents_at_first > 1 or _content <> first_content then 'conflict' end as conflict,
        contents_at_first = 1 and place_in_version = 1 as stands
      from agreed
    ),
    standing as (
      select *, lag(_content) over (partition by _key order by _version, _revision) is distinct from _content as begins
      from judged where stands
    ),
    runs as (
      select _file, _ordinal, begins,
        sum(cast(begins as integer)) over (partition by _key order by _version, _revision) as run,
        sum(cast(begins as integer)) over (partition by _key) as last_run
      from standing
    )
    select settling.* replace (
      coalesce(settling._reason, judged.conflict) as _reason,
      case
        when settling._reason is not null or judged.conflict is not null then 'quarantined'
        when not judged.stands or not runs.begins then 'deduplicated'
        when runs.run = runs.last_run then 'accepted'
        else 'superseded'
      end as _state)
    from settling
    left join judged using (_file, _ordinal)
    left join runs using (_file, _ordinal)`);
}

/** Adds up what became of each file's records, and finds the quarantined ones that a later good version has cleared. */
async function tally(db: DuckDB, files: Own[], results: Settled[]): Promise<void> {
  const counts = await db.rows<{file: number; state: "accepted" | "deduplicated" | "superseded"; n: string}>(
    "select _file as file, _state as state, sum(len(_ordinals)) as n from settling where _state <> 'quarantined' group by all"
  );
  for (const c of counts) results[c.file]![c.state] += Number(c.n);
  const later = await laterVersions(db, files);
  const rows = await db.rows<{file: number; ordinals: string[]; key: string; reason: string}>(
    "select _file as file, _ordinals as ordinals, _key as key, _reason as reason from settling where _state = 'quarantined' order by _file, _ordinal"
  );
  for (const r of rows) {
    const result = results[r.file]!;
    if (later(r.key, r.file)) result.superseded += r.ordinals.length;
    else result.quarantined.push({ordinals: r.ordinals.map(Number), key: r.key, reason: r.reason});
  }
  for (const f of files)
    f.quarantined.forEach((q, i) => {
      if (q.key === null || !later(q.key, f.index)) return;
      results[f.index]!.cleared.push(i);
      results[f.index]!.superseded++;
    });
}

/** Whether a key has a good row in a later drop than that of a file, or in what replaced the file. */
async function laterVersions(db: DuckDB, files: Own[]): Promise<(key: string, file: number) => boolean> {
  const staged = files.flatMap((f) => f.quarantined.flatMap((q) => (q.key === null ? [] : [q.key])));
  const here = (await db.rows<{key: string}>("select distinct _key as key from settling where _state = 'quarantined'")).map(
    (r) => r.key
  );
  const asked = new Set([...staged, ...here]);
  if (!asked.size) return () => false;
  await db.run("create or replace temp table asked (key varchar)");
  for (const key of asked) await db.run(`insert into asked values (${literal(key)})`);
  const good = await db.rows<{key: string; drop_date: string; path: string; revision: number}>(
    "select distinct _key as key, _drop_date as drop_date, _path as path, _revision as revision from settling where _state <> 'quarantined' and _key in (select key from asked)"
  );
  await db.run("drop table asked");
  const byKey = new Map<string, typeof good>();
  for (const g of good) byKey.set(g.key, [...(byKey.get(g.key) ?? []), g]);
  const byIndex = new Map(files.map((f) => [f.index, f]));
  return (key, file) => {
    const from = byIndex.get(file)!;
    return (byKey.get(key) ?? []).some(
      (g) => g.drop_date > from.drop_date || (g.path === from.path && g.revision > from.revision)
    );
  };
}
