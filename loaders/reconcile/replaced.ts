import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {Warning} from "../stage/stagedFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import type {StagedFile} from "./rows.ts";

/** What stays the same through all versions of a record, its day first. */
const lasting: Record<string, [day: string, ...ids: string[]]> = {
  deals: ["opened_on", "customer_id"],
  referrals: ["made_on", "customer_id", "partner_id"],
  tickets: ["opened_on", "customer_id", "partner_id"],
  activities: ["happened_on", "customer_id", "partner_id"]
};

/**
 * Notes for each file how many of its records replace one of another delivery that has the same key and nothing of what never changes:
 * two sources count from 1, or the key is the number of a line. A correction of one of these columns is none, nor is a day that another
 * time zone has moved, nor what replaced a file under its own name. Between two exports, each with its own mapping, another day is
 * enough: a desk without partners has nothing else.
 */
export async function noteReplaced(
  db: DuckDB,
  table: CanonicalTable,
  files: readonly StagedFile[],
  results: Reconciled[]
): Promise<void> {
  const same = lasting[table.name];
  if (!same || !files.length) return;
  const [day, ...ids] = same;
  const other = ids.map((c) => `(now.${c} is null or before.${c} is null or now.${c} <> before.${c})`);
  const both = ids.map((c) => `(now.${c} is not null and before.${c} is not null)`);
  const mappings = files.map((f) => `(${f.index}, ${f.mapping === null ? "null" : literal(f.mapping)})`).join(", ");
  const rows = await db.rows<{file: number; n: string; key: string; path: string; sources: boolean}>(
    `with mappings(file, mapping) as (values ${mappings}),
     pairs as (
      select now._file as file, now._key as key, min(before._path) as path, bool_or(coalesce(ours.mapping <> theirs.mapping, false)) as sources
      from reconciling as now join reconciling as before using (_key)
      join mappings as ours on ours.file = now._file join mappings as theirs on theirs.file = before._file
      where now._state = 'accepted' and before._state = 'superseded' and not now._deleted and not before._deleted
        and (now._path, now._drop_date) <> (before._path, before._drop_date)
        and abs(now.${day} - before.${day}) > 1
        and (ours.mapping <> theirs.mapping or ((${both.join(" or ")}) and ${other.join(" and ")}))
      group by all)
     select file, count(*) as n, min(key) as key, arg_min(path, key) as path, bool_or(sources) as sources from pairs group by file`
  );
  for (const {file, n, key, path, sources} of rows) results[file]!.replaced = {records: Number(n), key, path, sources};
}

/** What is said of records that replace others of their key. */
export function replacedWarning(
  {name, key: [id]}: CanonicalTable,
  {records, key, path, sources}: NonNullable<Reconciled["replaced"]>
): Warning {
  const [one, day] = [records === 1, lasting[name]![0]];
  const also = sources ? "read by another mapping" : `and another ${name === "deals" ? "customer" : "customer or partner"}`;
  return {
    reason: "other_record",
    detail: `${records} ${one ? "record replaces one" : "records replace others"} of the same ${id} with another ${day}${sources ? ", " : " "}${also}, such as ${JSON.stringify(key)} of ${path}. If the ids of two sources coincide, set prefix on ${id} in one of the mappings; if ${id} is the number of a line, read the key from another column, or build it with hashOf`
  };
}
