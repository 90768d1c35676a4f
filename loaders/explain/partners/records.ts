import {literal, type DuckDB} from "../../engines/duckdb.ts";
import type {MetricDefinition, RecordsBehind} from "../../metrics/catalogue.ts";
import type {Reader} from "../../stage/reader.ts";
import {tableNamed} from "../../tables/index.ts";
import {columnSql} from "../../tables/sqlTypes.ts";
import type {MetricRow} from "../pick.ts";
import {dealsView, withSettings} from "../records.ts";
import {placesIn} from "./places.ts";

/** Records behind the rows of many partners that one entry of a metric tells. */
export interface BehindAll {
  entry: RecordsBehind;
  /** By partner: how many there are, and the newest. */
  of: ReadonlyMap<string, {count: number; newest: MetricRow[]}>;
  /** The place of each of these in the drops, by its key. */
  places: ReadonlyMap<string, string>;
}

interface Context {
  asOf: string;
  settings: Record<string, MetricRow[string]>;
  /** The folder that the rebuild leaves, with origins and store. */
  build: string;
  reader: Pick<Reader, "locate">;
  /** The number of records told of each sort and partner. */
  most: number;
}

/**
 * The records behind the rows of a metric, for all partners at once.
 * @param rows SQL of the metric's rows, one a partner
 */
export async function recordsOfAll(
  db: DuckDB,
  made: readonly MetricDefinition[],
  rows: string,
  context: Context
): Promise<BehindAll[]> {
  const columns = new Set((await db.rows<{column_name: string}>(`describe ${rows}`)).map((c) => c.column_name));
  const behind: BehindAll[] = [];
  const seen = new Set<string>();
  for (const entry of made.flatMap((m) => m.records)) {
    const id = JSON.stringify(entry);
    const asked = [...(entry.where ?? "").matchAll(/\bit\.([a-z_0-9]+)/g)].map((m) => m[1]!);
    if (seen.has(id) || asked.some((c) => c !== "as_of" && !columns.has(c)) || !(await hasPartner(db, entry.table))) continue;
    seen.add(id);
    behind.push(await behindAll(db, entry, rows, columns, context));
  }
  return behind;
}

/** Whether a table has records of partners; the one record of the partner itself proves no figure. */
async function hasPartner(db: DuckDB, table: string): Promise<boolean> {
  if (table === "deals" || table === "partners") return table === "deals";
  const found = await db.rows(
    `select 1 from duckdb_columns() where schema_name = 'facts' and table_name = ${literal(table)} and column_name = 'partner_id'`
  );
  return found.length > 0;
}

async function behindAll(
  db: DuckDB,
  entry: RecordsBehind,
  rows: string,
  columns: ReadonlySet<string>,
  {asOf, settings, build, reader, most}: Context
): Promise<BehindAll> {
  const {table, dated, within, where} = entry;
  const day = `date ${literal(asOf)}`;
  // as one struct, so that its columns are not taken for the records' own
  const it = `select it from (select *${columns.has("as_of") ? "" : `, ${day} as as_of`} from (${rows})) as it`;
  const conditions = [
    withSettings(where ?? "true", settings),
    ...(dated ? [`${dated} <= ${day}`] : []),
    ...(dated && within ? [`${day} - ${dated} < ${String(settings[within])}`] : []),
    `${table === "deals" ? "credited_partner" : "partner_id"} = it.partner_id`
  ];
  const order = [...(dated ? [`${dated} desc`] : []), ...tableNamed(table)!.key.map(columnSql)].join(", ");
  const from = table === "deals" ? `(${dealsView("")})` : `facts.${table}`;
  const found = await db.rows<MetricRow & {_of: string; _count: number}>(
    `select ${table}.*, it.partner_id as _of, cast(count(*) over (partition by it.partner_id) as integer) as _count
     from ${from} as ${table} join (${it}) as rows on ${conditions.map((c) => `(${c})`).join(" and ")}
     qualify row_number() over (partition by it.partner_id order by ${order}) <= ${most}
     order by _of, ${order}`
  );
  const of = new Map<string, {count: number; newest: MetricRow[]}>();
  for (const row of found) (of.get(row._of) ?? of.set(row._of, {count: row._count, newest: []}).get(row._of)!).newest.push(row);
  return {entry, of, places: await placesIn(db, reader, build, table, found)};
}
