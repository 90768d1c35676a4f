import {literal, type DuckDB} from "../engines/duckdb.ts";
import {columnsOf, isPast, type CanonicalTable} from "../tables/columns.ts";
import {keySql} from "../tables/keySql.ts";
import {columnSql, ddlColumns} from "../tables/sqlTypes.ts";
import type {Mark} from "../stage/tombstones.ts";
import {followMerges} from "./merges.ts";
import {madeFromNames, parents} from "./parents.ts";

/** A staged file as the reconciling of versions sees it. */
export interface StagedFile {
  /** Its place in the list of all files. */
  index: number;
  path: string;
  table: string;
  mapping: string | null;
  /** Whether each drop of it is the whole truth: what a later one lacks is gone. */
  snapshot: boolean;
  drop_date: string;
  /** The day on which it came. */
  received_on: string;
  revision: number;
  records: number;
  /** The Parquet file of its typed rows. */
  rows: string;
  /** Whether its rows list the records that they stand for in _ordinals; else the n-th row is the n-th record. */
  placed: boolean;
  /** The canonical columns that the rows have; the others are empty. */
  columns: string[];
  /** Those of which it can say anything. */
  says: string[];
  /** What its rows say of records that are gone. */
  marks: readonly Mark[];
  /** Canonical columns that it carries names for (partner_id, …). */
  names: string[];
  /** Records that staging could not take: their keys, null where it can't be read, and what was found in the column of the reason. */
  quarantined: {key: string | null; reason: string; column?: string | null; found?: string | null}[];
}

export const columnNames = (table: CanonicalTable) =>
  columnsOf(table)
    .map((c) => columnSql(c.name))
    .join(", ");

/**
 * Leaves temp table reconciling: all typed rows of a table's files, each with its file, the places of its records in it
 * (_ordinals), key, version, and no reason yet to leave it out.
 */
export async function loadRows(db: DuckDB, table: CanonicalTable, files: StagedFile[]): Promise<void> {
  const nameColumns = [...new Set(files.flatMap((f) => f.names))];
  const extra = nameColumns.map((n) => `, _name_${n} varchar`).join("");
  await db.run(
    `create or replace temp table rows_in (_file integer, _path varchar, _drop_date date, _received_on date, _revision integer, _ordinals bigint[], _deleted boolean, _merged varchar[], _into varchar, ${ddlColumns(table)}${extra})`
  );
  for (const f of files) {
    const names = nameColumns.map((n) => (f.names.includes(n) ? `, _name_${n}` : ", null")).join("");
    await db.run(
      `insert into rows_in select ${f.index}, ${literal(f.path)}, date ${literal(f.drop_date)}, date ${literal(f.received_on)}, ${f.revision},
         ${f.placed ? "_ordinals" : "[file_row_number + 1]"}, ${f.marks.includes("_deleted") ? "_deleted" : "false"}, ${f.marks.includes("_merged") ? "_merged" : "null"}, ${f.marks.includes("_into") ? "_into" : "null"}, ${columnsOf(
           table
         )
           .map((c) => (f.columns.includes(c.name) ? columnSql(c.name) : "null"))
           .join(", ")}${names}
       from read_parquet(${literal(f.rows)}, file_row_number = true)`
    );
  }
  await followMerges(db, table);
  const dated = columnsOf(table).some((c) => c.name === "updated_at");
  const version = dated ? "coalesce(updated_at, cast(_drop_date as timestamp))" : "cast(_drop_date as timestamp)";
  await db.run(`create or replace temp table reconciling as
    select *, row_number() over () as _row, ${keySql(table.key.map(columnSql))} as _key, ${version} as _version,
      cast(null as varchar) as _reason, cast(null as varchar) as _state from rows_in`);
  await db.run("drop table rows_in");
}

/**
 * A day more than one past as_of can't have happened; what is due or expected may lie ahead. What people write down may be newer than the
 * data; but a decision about a case, of which the latest holds, can't have been made after it came, and would outlast all until its day.
 */
export async function markFuture(db: DuckDB, table: CanonicalTable, asOf: string): Promise<void> {
  const days = columnsOf(table).filter(
    (c) => isPast(c) && (!table.written || (c.name === "decided_on" && table.key.includes(c.name)))
  );
  if (!days.length) return;
  const known = table.written ? "_received_on" : `date ${literal(asOf)}`;
  const late = days.map((c) => `${c.name} > ${known} + 1`).join(" or ");
  await db.run(`update reconciling set _reason = 'future_date' where ${late}`);
}

/** Rows that name a parent nobody knows; tables without a file of their own are made from such names instead. */
export async function markUnknownParents(db: DuckDB, table: CanonicalTable, fed: Set<string>): Promise<void> {
  for (const p of parents[table.name] ?? []) {
    if (madeFromNames.has(p.table) && !fed.has(p.table)) continue;
    const id = p.table === "people" ? "person_id" : p.column;
    await db.run(
      `update reconciling set _reason = ${literal(p.reason)} where _reason is null and _state is null and not _deleted and ${p.column} is not null and ${p.column} not in (select ${id} from facts.${p.table})`
    );
  }
}
