import type {DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {Warning} from "../stage/stagedFile.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import {leaveOut, newestOf} from "./drops.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {StagedFile} from "./rows.ts";

interface Options {
  settings: Settings;
  /** Indexes of files that somebody has confirmed. */
  confirmed: Set<number>;
  results: Reconciled[];
  /** The files of all tables. */
  files: readonly StagedFile[];
}

/** Tables in which a record without a partner is no fault: it counts as a direct deal, or as nobody's. */
const withOrWithout = new Set(["deals", "tickets", "activities"]);

/**
 * Holds a file in which most of the records that had a partner have none any more, unless somebody has confirmed it: an export that loses
 * this column, or the right to read it, would make every deal a direct one. Where deal_partners says whose a deal is, it is left alone.
 */
export async function holdWithoutPartners(
  db: DuckDB,
  table: CanonicalTable,
  own: StagedFile[],
  {settings, confirmed, results, files}: Options
): Promise<StagedFile[]> {
  if (!withOrWithout.has(table.name) || (table.name === "deals" && files.some((f) => f.table === "deal_partners"))) return own;
  const held = new Set<StagedFile>();
  for (const f of await suspects(db, own, settings)) {
    if (confirmed.has(f.index)) continue;
    const earlier = own.filter((e) => !held.has(e) && comesBefore(e, f));
    const {had, lost} = await partnersLost(db, f, earlier);
    if (had < settings.bad_rows_min || had - lost >= settings.volume_share * had) continue;
    held.add(f);
    const dropBefore = earlier.map((e) => e.drop_date).sort().at(-1)!; // prettier-ignore
    results[f.index]!.held = {rows: had - lost, before: had, dropBefore, partners: true};
  }
  return leaveOut(db, own, (f) => held.has(f));
}

const comesBefore = (a: StagedFile, b: StagedFile): boolean =>
  a.drop_date < b.drop_date || (a.drop_date === b.drop_date && a.path === b.path && a.revision < b.revision);

/** Files that name far fewer partners than one before them, oldest first: only their records are compared one by one. */
async function suspects(db: DuckDB, own: readonly StagedFile[], {volume_share}: Settings): Promise<StagedFile[]> {
  const rows = await db.rows<{file: number; part: number}>(
    "select _file as file, count(partner_id) / count(*) as part from reconciling group by _file"
  );
  const parts = new Map(rows.map(({file, part}) => [file, part]));
  const inOrder = [...own].sort((a, b) => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : a.index - b.index));
  let most = 0;
  return inOrder.filter((f) => {
    const part = parts.get(f.index) ?? 0;
    const before = most;
    most = Math.max(most, part);
    return part < volume_share * before;
  });
}

/** Of the records of a file that had a partner last: how many, and how many have none now. */
async function partnersLost(db: DuckDB, f: StagedFile, earlier: readonly StagedFile[]): Promise<{had: number; lost: number}> {
  if (!earlier.length) return {had: 0, lost: 0};
  const [row] = await db.rows<{had: string; lost: string}>(
    `with before as (
       select _key, last(partner_id is not null order by _drop_date, _revision) as had from reconciling
       where _file in (${earlier.map((e) => e.index).join(", ")}) and _reason is null and not _deleted group by _key
     )
     select count(*) as had, count(*) filter (partner_id is null) as lost
     from reconciling join before using (_key) where _file = ${f.index} and _reason is null and not _deleted and had`
  );
  return {had: Number(row!.had), lost: Number(row!.lost)};
}

/** Notes for the files of the newest drop which columns none of their records has any more, and how many of these had it in the drop before. */
export async function noteEmptied(
  db: DuckDB,
  table: CanonicalTable,
  taken: StagedFile[],
  {settings, results}: Pick<Options, "settings" | "results">
): Promise<void> {
  const {now, before} = newestOf(taken);
  const columns = columnsOf(table).filter(
    (c) => !c.required && c.name !== "updated_at" && before.some((f) => f.columns.includes(c.name))
  );
  if (!now.length || !before.length || !columns.length) return;
  const counts = columns.map(
    ({name}, i) =>
      `count(now.${columnSql(name)}) as now${i}, count(before.${columnSql(name)}) filter (now.${columnSql(name)} is null) as before${i}`
  );
  const list = (files: StagedFile[]) => files.map((f) => f.index).join(", ");
  const rows = await db.rows<Record<string, string | number>>(
    `select now._file as file, ${counts.join(", ")}
     from reconciling as now left join (
       select distinct on (_key) * from reconciling where _file in (${list(before)}) and _reason is null order by _key, _row
     ) as before using (_key)
     where now._file in (${list(now)}) and now._reason is null and not now._deleted group by now._file`
  );
  // what a record of the same version has kept of a column is no value of the file that lost it
  const lost = (file: number, name: string) => !now.find((f) => f.index === file)!.says.includes(name);
  for (const row of rows)
    results[Number(row["file"])]!.emptied = columns.flatMap(({name}, i) =>
      (lost(Number(row["file"]), name) || Number(row[`now${i}`]) === 0) && Number(row[`before${i}`]) >= settings.bad_rows_min
        ? [{column: name, records: Number(row[`before${i}`]), dropBefore: before[0]!.drop_date}]
        : []
    );
}

/** What is said of a column that an export has lost. */
export const emptiedWarning = ({column, records, dropBefore}: Reconciled["emptied"][number]): Warning => ({
  reason: "emptied",
  detail: `no record has ${column} any more; ${records} of them had it in the drop of ${dropBefore}, and count without it now. If the export has lost the column, or the right to read it, give it back and deliver the file again`
});
