import {literal, type DuckDB} from "../../engines/duckdb.ts";
import type {MetricDefinition} from "../../metrics/catalogue.ts";
import type {RecordsBehind} from "../../metrics/recordsLanguage.ts";
import {tableNamed} from "../../tables/index.ts";
import {columnSql} from "../../tables/sqlTypes.ts";
import type {MetricRow} from "../pick.ts";
import {withSettings, type DealsOf, type FactsColumns} from "../records.ts";
import {toldColumns} from "../text.ts";

/** The newest records behind the rows of all partners that one entry of a metric tells, in a table of the database. */
export interface Behind {
  entry: RecordsBehind;
  /** The temporary table: the records with their partner (_of), how many it has (_count), and their place among these (_rank). */
  relation: string;
}

export interface Found {
  /** The number of the partner's records, of which the newest are told. */
  count: number;
  newest: MetricRow[];
}

interface Context {
  asOf: string;
  settings: Record<string, MetricRow[string]>;
  /** The number of records told of each sort and partner. */
  most: number;
  catalogue: ReadonlyMap<string, MetricDefinition>;
  columns: FactsColumns;
  deals: DealsOf;
}

/** Gathers the records behind rows of metrics, for all partners at once; what several metrics tell alike is gathered once. */
export function recordsOfAll(db: DuckDB, context: Context) {
  const gathered = new Map<string, Behind>();
  /** @param rows SQL of the metric's rows, one a partner */
  return async (made: readonly MetricDefinition[], rows: string): Promise<Behind[]> => {
    const columns = new Set((await db.rows<{column_name: string}>(`describe ${rows}`)).map((c) => c.column_name));
    const behind = new Map<string, Behind>();
    for (const entry of made.flatMap((m) => m.records)) {
      const asked = [...(entry.where ?? "").matchAll(/\bit\.([a-z_0-9]+)/g)].map((m) => m[1]!).filter((c) => c !== "as_of");
      if (asked.some((c) => !columns.has(c)) || !hasPartner(context.columns, entry.table)) continue;
      const of = asked.length ? rows : "select partner_id from facts.partners";
      const id = JSON.stringify([entry, of]);
      const known = gathered.get(id) ?? {entry, relation: `behind_${gathered.size}`};
      if (!gathered.has(id)) await gather(db, known, of, context);
      gathered.set(id, known);
      behind.set(id, known);
    }
    return [...behind.values()];
  };
}

/** Reads what was gathered for the partners from one to another, in the order of the database. */
export async function readBehind(db: DuckDB, {relation}: Behind, first: string, last: string): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const rows = await db.rows<MetricRow & {_of: string; _count: number}>(
    `from ${relation} where _of between ${literal(first)} and ${literal(last)} order by _of, _rank`
  );
  for (const row of rows)
    (found.get(row._of) ?? found.set(row._of, {count: row._count, newest: []}).get(row._of)!).newest.push(row);
  return found;
}

/** Whether a table has records of partners; the one record of the partner itself proves no figure. */
const hasPartner = (columns: FactsColumns, table: string): boolean =>
  table === "deals" || (table !== "partners" && columns.get(table)?.has("partner_id") === true);

async function gather(db: DuckDB, {entry, relation}: Behind, rows: string, context: Context): Promise<void> {
  const {asOf, settings, most, deals} = context;
  const {table, dated, within, where} = entry;
  const day = `date ${literal(asOf)}`;
  const conditions = [
    withSettings(where ?? "true", settings),
    ...(dated ? [`${dated} <= ${day}`] : []),
    ...(dated && within ? [`${day} - ${dated} < ${String(settings[within])}`] : []),
    `${table === "deals" ? "credited_partner" : "partner_id"} = it.partner_id`
  ];
  const order = [...(dated ? [`${dated} desc`] : []), ...tableNamed(table)!.key.map(columnSql)].join(", ");
  const from = table === "deals" ? `(${deals("every")})` : `facts.${table}`;
  // the row is one struct, so that its columns are not taken for the records' own
  await db.run(
    `create or replace temp table ${relation} as
     select columns(c -> c in (${neededOf(entry, context.catalogue).map(literal).join(", ")})), it.partner_id as _of, cast(count(*) over (partition by it.partner_id) as integer) as _count,
       cast(row_number() over (partition by it.partner_id order by ${order}) as integer) as _rank
     from ${from} as ${table}
     join (select {'as_of': ${day}, ${await fields(db, rows)}} as it from (${rows}) as one) as rows
       on ${conditions.map((c) => `(${c})`).join(" and ")}
     qualify _rank <= ${most}
     order by _of, _rank`
  );
}

/** The columns of records that are told or that formulas count on: of a wide record most are neither. */
function neededOf(entry: RecordsBehind, catalogue: Context["catalogue"]): string[] {
  const inFormulas = new RegExp(`\\b${entry.table}\\.([a-z_0-9]+)`, "g");
  const counted = [...catalogue.values()].flatMap(({formula}) =>
    formula.flatMap(({expression}) => [...expression.matchAll(inFormulas)].map((m) => m[1]!))
  );
  return [...new Set([...tableNamed(entry.table)!.key, ...toldColumns(entry), ...counted])];
}

/** The columns of rows as fields of a struct; as_of is the day asked for. */
const fields = async (db: DuckDB, rows: string): Promise<string> =>
  (await db.rows<{column_name: string}>(`describe ${rows}`))
    .map(({column_name}) => column_name)
    .filter((name) => name !== "as_of")
    .map((name) => `'${name}': one.${name}`)
    .join(", ");
