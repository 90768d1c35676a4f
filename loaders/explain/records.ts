import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {MetricDefinition} from "../metrics/catalogue.ts";
import {entryText, type RecordsBehind} from "../metrics/recordsLanguage.ts";
import {tableNamed} from "../tables/index.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import {inHeader} from "./inHeader.ts";
import {sqlValue} from "./numbers.ts";
import type {MetricRow} from "./pick.ts";

/** The records behind a row that one entry of a metric tells. */
export interface Behind {
  entry: RecordsBehind;
  /** SQL that selects them, newest first. */
  sql: string;
  rows: MetricRow[];
}

/** Whose parts of deals: one partner's, every partner's (a row each), or of each deal that of its first partner. */
type Parts = {of: string} | "every" | "first";

/** Records of deals with what facts say of each: its partners, its value, how it came about. */
const dealRecords = (credits: string): string => `
  select deals.* exclude (region, industry), profiles.industry, profiles.involvement, profiles.leadership, profiles.customer_size,
    credits.partners, credits.net, credits.excluded, credits.credit, credits.credited_net, credits.region, credits.credited_partner
  from facts.deals as deals
  join facts.deal_profiles as profiles using (deal_id)
  join (
    select deal_id, partners, cast(net as double) as net, excluded, credit, credited_net, region, partner_id as credited_partner
    from facts.deal_credits
    ${credits}
  ) as credits using (deal_id)`;

/** SQL of the records of deals. */
export type DealsOf = (parts: Parts) => string;

const dealsView: DealsOf = (parts) =>
  dealRecords(
    parts === "every"
      ? ""
      : parts === "first"
        ? `where partners <= 1
           or (deal_id, partner_id) in (select deal_id, min(partner_id) from facts.deal_credits where partners > 1 group by deal_id)`
        : `where partner_id = ${literal(parts.of)}`
  );

/** Up to this number of parts of deals they are put together once; of more the copy would take more room than it saves time. */
const mostParts = 200_000;

/** Lets many questions be asked of the records of deals: where they are few, these are put together once for all of them. */
export async function withDeals<T>(db: DuckDB, ask: (deals: DealsOf) => Promise<T>): Promise<T> {
  const [parts] = await db.rows<{n: number}>("select cast(count(*) as double) as n from facts.deal_credits");
  if (!parts || parts.n > mostParts) return ask(dealsView);
  await db.run(
    `create or replace temp table explained_deals as
     select *, row_number() over (partition by deal_id order by credited_partner) = 1 as _first from (${dealsView("every")})`
  );
  try {
    return await ask((of) => {
      const condition = of === "every" ? "" : of === "first" ? "where _first" : `where credited_partner = ${literal(of.of)}`;
      return `select * exclude (_first) from explained_deals ${condition}`;
    });
  } finally {
    await db.run("drop table explained_deals");
  }
}

/** The columns of every table of facts. */
export type FactsColumns = ReadonlyMap<string, ReadonlySet<string>>;

export async function factsColumns(db: DuckDB): Promise<FactsColumns> {
  const found = await db.rows<{name: string; columns: string[]}>(
    `select table_name as name, list(column_name) as columns from duckdb_columns()
     where database_name = current_catalog() and schema_name = 'facts' group by table_name`
  );
  return new Map(found.map(({name, columns}) => [name, new Set(columns)]));
}

/** Metrics that a metric is made of, itself first, each once. */
export function madeOf(metric: MetricDefinition, catalogue: ReadonlyMap<string, MetricDefinition>): MetricDefinition[] {
  const found = new Map([[metric.name, metric]]);
  for (const m of found.values())
    for (const need of m.needs) {
      const other = catalogue.get(need);
      if (other && !found.has(need)) found.set(need, other);
    }
  return [...found.values()];
}

/** The records behind a row: those that its metric reads and those of the metrics that it is made of. */
export async function recordsBehind(
  db: DuckDB,
  metrics: readonly MetricDefinition[],
  row: MetricRow,
  context: {asOf: string; settings: Record<string, MetricRow[string]>}
): Promise<Behind[]> {
  const behind: Behind[] = [];
  const seen = new Set<string>();
  const asked = {...context, columns: await factsColumns(db), deals: dealsView};
  for (const {file, records} of metrics)
    for (const entry of records.filter((r) => fits(r, row))) {
      const id = JSON.stringify(entry);
      if (seen.has(id)) continue;
      seen.add(id);
      const sql = selection(entry, row, asked);
      if (sql === null) continue;
      const said = entryText(entry);
      behind.push({entry, sql, rows: await inHeader({file, what: "records", said}, () => db.rows<MetricRow>(sql))});
    }
  return behind;
}

const tableOfKind: Record<string, string> = {deal: "deals", referral: "referrals", ticket: "tickets"};

/** A row of one kind of evidence is about the records of that kind alone. */
function fits({table}: RecordsBehind, row: MetricRow): boolean {
  const own = typeof row.kind === "string" ? tableOfKind[row.kind] : undefined;
  return own === undefined || own === table;
}

/** What the records behind rows are selected by, whichever rows. */
export interface Selecting {
  asOf: string;
  settings: Record<string, MetricRow[string]>;
  columns: FactsColumns;
  deals: DealsOf;
}

/** SQL for the records of an entry; null where it asks for a column that the row does not have. */
export function selection(
  {table, dated, within, where}: RecordsBehind,
  row: MetricRow,
  {asOf, settings, columns, deals}: Selecting
): string | null {
  const asked = [...(where ?? "").matchAll(/\bit\.([a-z_0-9]+)/g)].map((m) => m[1]!);
  const it: MetricRow = {...row, as_of: row.as_of ?? asOf};
  if (asked.some((column) => !(column in it))) return null;
  const day = `date ${literal(String(it.as_of))}`;
  const condition = withSettings(
    (where ?? "true").replace(/\bit\.([a-z_0-9]+)/g, (_, column: string) => sqlValue(it[column]!)),
    settings
  );
  const conditions = [
    condition,
    ...(dated ? [`${dated} <= ${day}`] : []),
    ...(dated && within ? [`${day} - ${dated} < ${String(settings[within])}`] : []),
    ...ofRow(table, columns.get(table) ?? new Set(), row, dated)
  ];
  const from = table === "deals" ? `(${deals(partsOf(row))})` : `facts.${table}`;
  const key = tableNamed(table)!.key.map(columnSql).join(", ");
  return `select * from ${from} as ${table} where ${conditions.map((c) => `(${c})`).join(" and ")} order by ${dated ? `${dated} desc, ` : ""}${key}`;
}

/** A condition with the days of the settings in place of their names. */
export const withSettings = (condition: string, settings: Record<string, MetricRow[string]>): string =>
  condition.replace(/\b([a-z_]+_days)\b/g, (text: string) => (text in settings ? String(settings[text]) : text));

/** The partner that a row is of has its own part of a deal. */
function partsOf(row: MetricRow): Parts {
  if (typeof row.partner_id === "string") return {of: row.partner_id};
  return row.dimension === "partner" && typeof row.member_id === "string" ? {of: row.member_id} : "first";
}

/** Conditions that a record is about what the row is about: its partner, customer, rep, people, group, region or month. */
function ofRow(table: string, columns: ReadonlySet<string>, row: MetricRow, dated: string | null): string[] {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : null);
  const found: string[] = [];
  const same = (column: string, value: string | null) => {
    if (value !== null && columns.has(column)) found.push(`${column} = ${literal(value)}`);
  };
  for (const column of ["customer_id", "rep_id"]) same(column, text(column));
  if (table !== "deals") same("partner_id", text("partner_id"));
  const dimension = text("dimension");
  if (dimension && text("member_id") && !(table === "deals" && dimension === "partner"))
    same(`${dimension}_id`, text("member_id"));
  if (dimension && text("group_id") && columns.has(`${dimension}_id`)) found.push(inGroup(dimension, text("group_id")!, table));
  if (table === "deals" && text("region")) found.push(inRegion(text("region")!));
  if (table === "deals" && text("deal_id"))
    found.push(`deal_id in (${[text("deal_id"), text("direct_deal_id")].flatMap((v) => (v ? [literal(v)] : [])).join(", ")})`);
  if (table === "referrals")
    for (const person of [text("us_person"), text("them_person")])
      if (person) found.push(`${literal(person)} in (from_person, to_person)`);
  if (dated && text("month")) found.push(`date_trunc('month', ${dated}) = date ${literal(text("month")!)}`);
  return found;
}

const inGroup = (dimension: string, group: string, table: string): string => {
  const members = `select ${dimension}_id from facts.${dimension}s where coalesce(parent_id, ${dimension}_id) = ${literal(group)}`;
  return table === "deals" && dimension === "partner"
    ? `deal_id in (select deal_id from facts.deal_credits where partner_id in (${members}))`
    : `${dimension}_id in (${members})`;
};

/** A deal without a region of its own or of its customer is in that of each of its partners, as in the metric regions. */
const inRegion = (region: string): string =>
  `deal_id in (
    select credits.deal_id
    from facts.deal_credits as credits
    left join facts.partners as partners using (partner_id)
    where coalesce(credits.region, partners.region, 'no region recorded') = ${literal(region)}
  )`;

/** SQL of the rows of a metric that belong to a row: those that agree with it in the columns of their key that it has. */
export function rowsAgreeing({name, key}: MetricDefinition, row: MetricRow, asOf: string): string {
  const own: MetricRow = {...row, as_of: row.as_of ?? asOf};
  const same = key.filter((c) => c in own).map((c) => `${c} is not distinct from ${sqlValue(own[c]!)}`);
  return `from metrics.${name} ${same.length ? `where ${same.join(" and ")}` : ""}`;
}
