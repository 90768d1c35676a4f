import type {DuckDB} from "../engines/duckdb.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {Warning} from "../stage/stagedFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {plainName} from "./candidates.ts";

/** Companies; a person may marry, and has an id that says who it is. */
const companies = new Set(["partners", "customers"]);

/** From here on two names are one that is written in two ways (Jaro-Winkler). */
const alike = 0.9;

/**
 * Notes for each file how many of its companies have a name that has nothing of the one that an earlier delivery gives the same id: one that
 * was renamed, or an id that another company got, to which all earlier records would count.
 */
export async function noteOtherNames(db: DuckDB, table: CanonicalTable, results: Reconciled[]): Promise<void> {
  if (!companies.has(table.name)) return;
  const joined = (name: string) => `replace(${name}, ' ', '')`;
  const begins = (a: string, b: string) => `contains(${joined(b)}, string_split(${a}, ' ')[1])`;
  const rows = await db.rows<{file: number; n: string; key: string; path: string}>(
    `with pairs as (
       select now._file as file, now._key as key, before._path as path, ${plainName("now.name")} as now_name, ${plainName("before.name")} as before_name
       from reconciling as now join reconciling as before using (_key)
       where now._state = 'accepted' and before._state = 'superseded' and not now._deleted and not before._deleted
         and (now._path, now._drop_date) <> (before._path, before._drop_date) and now.name <> before.name
     )
     select file, count(distinct key) as n, min(key) as key, arg_min(path, key) as path from pairs
     where jaro_winkler_similarity(now_name, before_name) < ${alike}
       and not ${begins("now_name", "before_name")} and not ${begins("before_name", "now_name")} group by file`
  );
  for (const {file, n, key, path} of rows) results[file]!.otherNames = {records: Number(n), key, path};
}

/** What is said of companies that have quite another name than before. */
export function otherNamesWarning(
  {name, key: [id]}: CanonicalTable,
  {records, key, path}: NonNullable<Reconciled["otherNames"]>
): Warning {
  const [one, many] = name === "partners" ? ["partner has", "partners have"] : ["customer has", "customers have"];
  return {
    reason: "other_name",
    detail: `${records} ${records === 1 ? `${one} quite another name` : `${many} quite other names`} than in an earlier delivery, such as ${JSON.stringify(key)} of ${path}: what was recorded under the ${id} so far counts under the new name. If that is a company with a new name, nothing is to be done; if another company got the ${id}, give it one of its own`
  };
}
