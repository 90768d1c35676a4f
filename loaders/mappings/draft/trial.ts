import type {DuckDB} from "../../engines/duckdb.ts";
import {columnsOf, type CanonicalTable} from "../../tables/columns.ts";
import {columnSql} from "../../tables/sqlTypes.ts";
import type {LookupTables} from "../engine/lookups.ts";
import type {TableMapping} from "../engine/mapping.ts";
import {groupOf} from "./repeats.ts";
import {listOf} from "../engine/walk.ts";
import type {Raw} from "../../read/rawTable.ts";
import type {Settings} from "../../settings.ts";
import {markRounded} from "../../stage/roundedIds.ts";
import {findingsOf} from "../../stage/findings.ts";
import {isErrorText} from "../../stage/reasonSentences.ts";
import {notesOf, type QuarantineNote} from "../../stage/quarantineNotes.ts";
import {rejectsOf} from "../../stage/rejects.ts";
import {marksOf} from "../../stage/tombstones.ts";
import type {Quarantined} from "../../stage/stagedFile.ts";

/** What a trial of a draft on its own file rejects. */
export interface Trial {
  records: Quarantined[];
  mapping: TableMapping;
  headers: string[];
  /** All records of the file. */
  of: number;
}

/** The records of table `typed` that the draft's mapping rejects, and those that contradict each other under one key. */
export async function tried(
  db: DuckDB,
  raw: Raw,
  {table, mapping}: {table: CanonicalTable; mapping: TableMapping},
  settings: Settings,
  lookups: LookupTables
): Promise<Trial> {
  const source = {table, mapping};
  const rounded = await markRounded(db, source, {headers: raw.headers, lookups, mapping});
  await markConflicts(db, table, mapping);
  const findings = await findingsOf(db, source, raw.headers, settings, lookups, rounded.columns);
  const records = await rejectsOf(db, raw, findings);
  const hint = keyHint(table, mapping, await havePartners(db, table, mapping));
  return {
    records: records.map((r) => (r.reason === "conflict" ? {...r, hint} : r)),
    mapping,
    headers: raw.headers,
    of: raw.records
  };
}

/** Of one version of a record a rebuild takes none where they differ: as where the key is that of something above the records. */
async function markConflicts(db: DuckDB, table: CanonicalTable, mapping: TableMapping): Promise<void> {
  // what may have several values comes in records that differ
  const alike = columnsOf(table).filter((c) => !table.several || (c.name !== table.several && c.kind !== "day"));
  const columns = alike.map((c) => columnSql(c.name));
  const version = columns.includes(columnSql("updated_at")) ? "coalesce(cast(updated_at as varchar), '')" : "''";
  const content = `to_json({${columns.map((c) => `${c}: ${c}`).join(", ")}})`;
  const there = `_reason is null${marksOf(mapping).includes("_deleted") ? " and not coalesce(_deleted, false)" : ""}`;
  await db.run(`update typed set _reason = 'conflict' where ${there} and (_key, ${version}) in (
    select (_key, ${version}) from typed where ${there} group by _key, ${version} having count(distinct cast(${content} as varchar)) > 1)`);
}

/** Whether lines of one deal name different partners: a list of who has a share in it. */
async function havePartners(db: DuckDB, {name}: CanonicalTable, {columns}: TableMapping): Promise<boolean> {
  if (name !== "deals" || !columns["partner_id"]) return false;
  const rows = await db.rows(
    "select 1 from typed where _reason = 'conflict' group by _key having count(distinct partner_id) > 1 limit 1"
  );
  return rows.length > 0;
}

function keyHint(table: CanonicalTable, mapping: TableMapping, partners: boolean): string {
  const headers = table.key.flatMap((k) => {
    const rule = mapping.columns[k];
    return rule?.from ? [listOf(rule.from)[0]!] : (rule?.hashOf ?? []).map((h) => listOf(h)[0]!);
  });
  const same = `Records that differ have the same ${headers.join(" and ")} (${table.key.join(", ")})`;
  if (partners)
    return `${same} and name different partners, and adding them up takes one partner only. Export each deal once, and its partners as deal_partners, which share it equally.`;
  const sums =
    table.name === "deals"
      ? `, or set ${groupOf(Object.keys(mapping.columns))} in the mapping where the lines of one deal add up`
      : "";
  return `${same}. Read the key from another column${sums}.`;
}

/** A note for each reason and column, as check has them of a file of the drops. */
export const notesOfTrial = ({records, mapping, headers, of}: Trial, table: CanonicalTable, file: string): QuarantineNote[] =>
  notesOf({received: {path: file}, table: table.name, through: {part: mapping, file}, staged: {headers, records: of}}, records);

/** What a record is to blame for itself, however its mapping reads it; a line that can't be read has no column. */
const ownFaults = new Set(["damaged_id", "total_line", "control_character", "too_long"]);

/**
 * Whether the mapping reads most records wrongly. Records with a fault of their own say nothing of the mapping and are left out of the
 * count: lines that can't be read, damaged ids, errors of formulas, lines of totals, and an empty cell, unless it is empty in most
 * records: then it is the column that is wrong.
 * @param taken records that are let in
 */
export function misreadsMost(notes: readonly QuarantineNote[], taken: number): boolean {
  const all = taken + notes.reduce((n, note) => n + note.records, 0);
  const isOwn = ({reason, column, found, records}: QuarantineNote) =>
    ownFaults.has(reason) ||
    (column === null && reason !== "conflict") ||
    isErrorText(found[0]?.value) ||
    (reason !== "state" && reason !== "date_order" && found.every((f) => f.value === null) && records <= all / 2);
  return notes.filter((note) => !isOwn(note)).reduce((n, note) => n + note.records, 0) > taken;
}
