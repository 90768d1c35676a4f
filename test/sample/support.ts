import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {buildFacts} from "../../loaders/facts/run.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {columnsOf, type CanonicalTable} from "../../loaders/tables/columns.ts";
import {tables} from "../../loaders/tables/index.ts";
import {ddlColumns, sqlTypes} from "../../loaders/tables/sqlTypes.ts";

export const sampleFolder = path.join(import.meta.dirname, "../../data/sample");
export const asOf = "2026-10-31";
const settings = parseSettings({}, "sample");

/** Paths of the files of a folder of drops, relative to it, in order. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((f) => f.endsWith(".csv"))
    .sort();

/** A database with the facts of a folder of drops, by a reading of the CSVs that owes nothing to the pipeline. */
export async function factsOfSample(folder = sampleFolder): Promise<DuckDB> {
  const db = await DuckDB.open(":memory:", {threads: 1});
  await db.run("create schema facts; create schema metrics");
  for (const t of tables) await db.run(`create table facts.${t.name} (${ddlColumns(t)}); ${insertLatest(t, folder)}`);
  await buildFacts(db, settings);
  return db;
}

/** The same with the metrics, too. */
export async function metricsOfSample(folder = sampleFolder): Promise<DuckDB> {
  const db = await factsOfSample(folder);
  await buildMetrics(db, settings, asOf);
  return db;
}

/** The newest version of each record whose required columns can be read and whose partner is known. */
function insertLatest(t: CanonicalTable, folder: string): string {
  const files = filesOf(folder).filter((f) => path.basename(f).startsWith(`${t.name}_2`));
  // the sample has no decisions about ids
  if (!files.length) return "";
  // optional columns that the sample doesn't have stay empty
  const headers = new Set(files.flatMap((f) => readFileSync(path.join(folder, f), "utf8").split(/\r?\n/, 1)[0]!.split(",")));
  const columns = columnsOf(t).filter((c) => headers.has(c.name));
  const cast = columns.map(
    (c) => `try_cast(${c.kind === "month" ? `${c.name} || '-01'` : c.name} as ${sqlTypes[c.kind]}) as ${c.name}`
  );
  const filled = columns.filter((c) => c.required).map((c) => `${c.name} is not null`);
  const orphan = t.name !== "partners" && columns.some((c) => c.name === "partner_id");
  const version = columns.some((c) => c.name === "updated_at") ? "updated_at, drop_date" : "drop_date";
  return `
    insert into facts.${t.name} by name
    select * exclude (drop_date)
    from (
      select ${cast.join(", ")}, regexp_extract(filename, '_(\\d{4}-\\d\\d-\\d\\d)', 1) as drop_date
      from read_csv([${files.map((f) => literal(path.join(folder, f))).join(", ")}],
        all_varchar = true, header = true, union_by_name = true, filename = true, delim = ',', quote = '"', escape = '"')
    )
    where ${filled.join(" and ")}
      ${orphan ? "and (partner_id is null or partner_id in (select partner_id from facts.partners))" : ""}
    qualify row_number() over (partition by ${t.key.join(", ")} order by (${version}) desc) = 1`;
}
