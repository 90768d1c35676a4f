import type {DuckDB} from "../engines/duckdb.ts";
import type {FarEngine} from "../engines/far.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";

/**
 * Gives every row of reconciling its state. A key with one row stands by it. Of one version: the same content again is deduplicated;
 * different content is a conflict, in which the first drop stays unless it contradicts itself. Of several versions the newest stands;
 * a newer one that says the same adds nothing.
 * @param far ranks them by the same text where it is given
 */
export async function rankVersions(db: DuckDB, table: CanonicalTable, far: FarEngine | null = null): Promise<void> {
  await db.run(`create or replace temp table repeated as
    select _row, _key, _version, _revision, _drop_date, _path, _ordinals[1] as _ordinal, ${contentOf(table)} as _content
    from reconciling
    where _reason is null and _state is null
      and _key in (select _key from reconciling where _reason is null and _state is null group by _key having count(*) > 1)`);
  const [{n}] = (await db.rows<{n: string}>("select count(*) as n from repeated")) as [{n: string}];
  if (n === "0") await db.run("create or replace temp table ranked (_row bigint, reason varchar, state varchar)");
  else if (far)
    await far.compute(db, ["repeated"], [{name: "ranked", sql: ranking, file: import.meta.filename, columns: ranked}]);
  else await db.run(`create or replace temp table ranked as ${ranking}`);
  await db.run(`create or replace temp table reconciling as
    select reconciling.* replace (
      _revision % ${turns} as _revision,
      coalesce(reconciling._reason, ranked.reason) as _reason,
      case when coalesce(reconciling._reason, ranked.reason) is not null then 'quarantined'
        else coalesce(reconciling._state, ranked.state, 'accepted') end as _state)
    from reconciling left join ranked using (_row)`);
  await db.run("drop table repeated; drop table ranked");
}

/** More than any file is replaced under its name. */
const turns = 1_000_000;

/**
 * Lets a deletion be newer than what the same version says in the same drop or an earlier one, and a record that comes back newer than its
 * deletion: a source seldom dates either anew.
 */
export async function orderDeletions(db: DuckDB): Promise<void> {
  if (!(await db.rows("select 1 from reconciling where _deleted limit 1")).length) return;
  const order = `partition by _key, _version order by _drop_date, _revision, _deleted, ${place.replace("_ordinal", "_ordinals[1]")}`;
  await db.run(`update reconciling set _revision = ordered.revision from (
    select _row, cast(sum(turn) over (${order}) * ${turns} + _revision as integer) as revision from (
      select *, cast(_deleted is distinct from lag(_deleted) over (${order}) as integer) as turn from reconciling
      where (_key, _version) in (select (_key, _version) from reconciling where _reason is null
        group by _key, _version having bool_or(_deleted) and not bool_and(_deleted)))) as ordered
    where reconciling._row = ordered._row`);
}

/** SQL of what a row says, by which rows are compared. */
export const contentOf = (table: CanonicalTable) =>
  `sha256(cast(to_json({${[...columnsOf(table).map((c) => c.name), "_deleted"].map((c) => `${columnSql(c)}: ${columnSql(c)}`).join(", ")}}) as varchar))`;

const place = "_drop_date, _path, _ordinal";
const one = "partition by _key, _version, _revision";

const ranked = {_row: "BIGINT", reason: "VARCHAR", state: "VARCHAR"};

/** The state of each repeated row, or the reason why it is left out; a text that DuckDB and Spark both run. */
export const ranking = `
  with firsts as (
    select *, min(_drop_date) over (${one}) as first_drop from repeated
  ),
  agreed as (
    select *,
      min(case when _drop_date = first_drop then _content end) over (${one}) as least_at_first,
      max(case when _drop_date = first_drop then _content end) over (${one}) as most_at_first,
      first_value(_content) over (${one} order by ${place}) as first_content,
      row_number() over (${one} order by ${place}) as place_in_version
    from firsts
  ),
  judged as (
    select *,
      case when least_at_first <> most_at_first or _content <> first_content then 'conflict' end as reason,
      least_at_first = most_at_first and place_in_version = 1 as stands
    from agreed
  ),
  standing as (
    select *, lag(_content) over (partition by _key order by _version, _revision) is distinct from _content as begins
    from judged where stands
  ),
  runs as (
    select _row, begins,
      sum(cast(begins as integer)) over (partition by _key order by _version, _revision) as run,
      sum(cast(begins as integer)) over (partition by _key) as last_run
    from standing
  )
  select judged._row, judged.reason,
    case
      when not judged.stands or not runs.begins then 'deduplicated'
      when runs.run = runs.last_run then 'accepted'
      else 'superseded'
    end as state
  from judged left join runs using (_row)`;
