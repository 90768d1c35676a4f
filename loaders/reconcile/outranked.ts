import {type DuckDB} from "../engines/duckdb.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {Warning} from "../stage/stagedFile.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";

/**
 * Notes for each file how many of its records stay behind an earlier delivery because they have gained an updated_at: it lies before the day of
 * that delivery, which had none and is ranked by its day. What says the same but for updated_at loses nothing.
 */
export async function noteOutranked(db: DuckDB, table: CanonicalTable, results: Reconciled[]): Promise<void> {
  const columns = columnsOf(table).map((c) => c.name);
  if (!columns.includes("updated_at")) return;
  const differs = columns
    .filter((c) => c !== "updated_at" && !table.key.includes(c))
    .map((c) => `now.${columnSql(c)} is distinct from kept.${columnSql(c)}`);
  const rows = await db.rows<{file: number; n: string; key: string; path: string}>(
    `select now._file as file, count(distinct now._key) as n, min(now._key) as key, arg_min(kept._path, now._key) as path
     from reconciling as now join reconciling as kept using (_key)
     where now._state = 'superseded' and now.updated_at is not null and not now._deleted
       and kept._state = 'accepted' and kept.updated_at is null and not kept._deleted
       and kept._drop_date < now._drop_date and (${differs.join(" or ")})
     group by now._file`
  );
  for (const {file, n, key, path} of rows) {
    // an id of a person may be the person's address
    const example = table.name === "people" ? null : key;
    results[file]!.outranked = {records: Number(n), key: example, path};
  }
}

/** What is said of records that stay behind an earlier delivery. */
export function outrankedWarning({records, key, path}: NonNullable<Reconciled["outranked"]>): Warning {
  const one = records === 1;
  return {
    reason: "outranked",
    detail: `${records} ${one ? "record does" : "records do"} not count: ${one ? "its" : "their"} updated_at lies before the day of an earlier delivery that has no updated_at, and that one counts on, ${key === null ? "as in" : `such as ${JSON.stringify(key)} of`} ${path}. If this delivery says what holds today, leave updated_at out of it, or out of its mapping`
  };
}
