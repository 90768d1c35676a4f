import type {DuckDB} from "../engines/duckdb.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {Warning} from "../stage/stagedFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";

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
 * time zone has moved, nor what replaced a file under its own name.
 */
export async function noteReplaced(db: DuckDB, table: CanonicalTable, results: Reconciled[]): Promise<void> {
  const same = lasting[table.name];
  if (!same) return;
  const [day, ...ids] = same;
  const other = ids.map((c) => `(now.${c} is null or before.${c} is null or now.${c} <> before.${c})`);
  const both = ids.map((c) => `(now.${c} is not null and before.${c} is not null)`);
  const rows = await db.rows<{file: number; n: string; key: string; path: string}>(
    `select file, count(*) as n, min(key) as key, arg_min(path, key) as path from (
      select now._file as file, now._key as key, min(before._path) as path from reconciling as now join reconciling as before using (_key)
      where now._state = 'accepted' and before._state = 'superseded' and not now._deleted and not before._deleted
        and (now._path, now._drop_date) <> (before._path, before._drop_date)
        and abs(now.${day} - before.${day}) > 1 and (${both.join(" or ")}) and ${other.join(" and ")}
      group by all)
     group by file`
  );
  for (const {file, n, key, path} of rows) results[file]!.replaced = {records: Number(n), key, path};
}

/** What is said of records that replace others of their key. */
export function replacedWarning(
  {name, key: [id]}: CanonicalTable,
  {records, key, path}: NonNullable<Reconciled["replaced"]>
): Warning {
  const [one, day] = [records === 1, lasting[name]![0]];
  return {
    reason: "other_record",
    detail: `${records} ${one ? "record replaces one" : "records replace others"} of the same ${id} with another ${day} and another ${name === "deals" ? "customer" : "customer or partner"}, such as ${JSON.stringify(key)} of ${path}. If the ids of two sources coincide, set prefix on ${id} in one of the mappings; if ${id} is the number of a line, read the key from another column, or build it with hashOf`
  };
}
