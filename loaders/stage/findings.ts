import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import type {LookupTables} from "../mappings/engine/lookups.ts";
import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import type {Headers, SimpleRule} from "../mappings/engine/rule.ts";
import {isErrorCell} from "../mappings/engine/ids.ts";
import {notFound, severalFound} from "../mappings/engine/unread.ts";
import type {LookupFault} from "./stagedFile.ts";
import {quotable} from "./freeText.ts";
import {columnsFilled} from "./rows.ts";
import {cellSql, conditionSql, textSql, type Reading} from "../mappings/engine/text.ts";
import {valueSql} from "./values.ts";
import {caseHeaders, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";

/** The column that a record fails in, and what its cell says: null where it is empty or must not be shown. */
export interface Finding {
  column: string | null;
  found: string | null;
  /** What became of it where it is looked up: no answer, or several. */
  lookup?: LookupFault;
}

const people = new Set(["person_id", "rep_id", "manager_id", "from_person", "to_person", "name", "email"]);

/** Whether what a column holds may be shown to the operator: never a text, a name or what names a person. */
export const mayBeShown = (column: Column): boolean => column.kind !== "text" && !people.has(column.name);

/** What is kept of a value for a message. */
const foundLimit = 60;

/**
 * What is wrong with each of the records in table `typed` that have a reason against them, by ordinal: asked only of these, since it
 * costs more than finding out that something is wrong.
 */
export async function findingsOf(
  db: DuckDB,
  source: {table: CanonicalTable; mapping: TableMapping | null},
  headers: string[],
  settings: Settings,
  lookups: LookupTables,
  rounded: readonly string[] = []
): Promise<Map<number, Finding>> {
  const {table, mapping} = source;
  const [bad] = await db.rows<{n: string}>("select count(*) as n from typed where _reason is not null");
  if (bad!.n === "0") return new Map();
  const reading: Reading = {headers, lookups, mapping};
  const ruleOf = (c: Column): ColumnRule => mapping?.columns[c.name] ?? {from: c.name};
  const filled = columnsFilled(source, headers).map((column) => ({
    column,
    text: textSql(ruleOf(column), reading, column),
    cell: mayBeShown(column) ? shownCell(ruleOf(column), reading) : "null"
  }));
  const texts = filled.map(({column, text, cell}) => `${text} as ${column.name}, ${cell} as found_${column.name}`);
  const wrong = filled.map(
    ({column}) => `(${valueSql(column, `texts.${column.name}`, mapping ? ruleOf(column) : null, settings).reason})`
  );
  const first = (value: (name: string) => string) =>
    `case ${filled.map(({column}, i) => `when w${i} is not null then ${value(column.name)}`).join(" ")}
      ${rounded.map((name) => `when reason = 'damaged_id' and length(${name}) > 15 and ends_with(${name}, '0') then ${value(name)}`).join(" ")} end`;
  const rows = await db.rows<{
    ordinal: string;
    column: string | null;
    found: string | null;
    reason: string;
    lookup: LookupFault | null;
  }>(`
    with bad as (select _ordinals, unnest(_ordinals) as ordinal, _reason as reason from typed where _reason is not null),
    texts as (select raw.ordinal, bad.reason, ${texts.join(", ")} from raw join bad using (ordinal)),
    judged as materialized (select *, ${wrong.map((w, i) => `${w} as w${i}`).join(", ")} from texts)
    select ordinal, reason, ${first(literal)} as column, ${first((n) => `left(cast(found_${n} as varchar), ${foundLimit})`)} as found,
      case ${first((n) => `left(${columnSql(n)}, 1)`)} when ${notFound} then 'unknown' when ${severalFound} then 'several' end as lookup from judged`);
  const together = await togetherFound(db, table);
  const kinds = new Map(columnsOf(table).map((c) => [c.name, c.kind]));
  return new Map(
    rows.map((r) => {
      const ordinal = Number(r.ordinal);
      const both = together.get(ordinal);
      return [
        ordinal,
        both ?? {
          column: r.column,
          found: quotable(kinds.get(r.column ?? "") ?? "text", r.found),
          ...(r.lookup ? {lookup: r.lookup} : {})
        }
      ];
    })
  );
}

/** What the columns that contradict each other say, for the reasons that no column gives alone. */
async function togetherFound(db: DuckDB, table: CanonicalTable): Promise<Map<number, Finding>> {
  const names = columnsOf(table).map((c) => c.name);
  const [from, to] = names.includes("resolved_on") ? ["opened_on", "resolved_on"] : ["opened_on", "closed_on"];
  if (!names.includes(from) || !names.includes(to)) return new Map();
  const status = names.includes("status") ? "status" : "null";
  const rows = await db.rows<{ordinal: string; reason: string; a: string; b: string | null; status: string | null}>(
    `select unnest(_ordinals) as ordinal, _reason as reason, cast(${from} as varchar) as a, cast(${to} as varchar) as b, ${status} as status
     from typed where _reason in ('date_order', 'state')`
  );
  return new Map(
    rows.map((r) => [
      Number(r.ordinal),
      {
        column: r.reason === "state" ? to : from,
        found: r.reason === "state" ? `${r.status}, ${r.b ?? "none"}` : `${r.a}, ${r.b}`
      }
    ])
  );
}

/** SQL of the cell that a rule reads, or of the first of its fallbacks that holds anything; one that is not asked shows nothing. */
function shownCell(rule: ColumnRule, reading: Reading): string {
  const cells = withFallbacks(rule).flatMap((r) => {
    const asked = (cell: string) => (r.when ? `case when ${conditionSql(r.when, reading)} then ${cell} end` : cell);
    const hashed = (r.hashOf ?? []).map((h) => cellSql(h, reading)).map((c) => `case when ${isErrorCell(c)} then ${c} end`);
    return [...headersShown(r).map((h) => cellSql(h, reading)), ...hashed].map(asked);
  });
  return `coalesce(${[...cells, "null"].join(", ")})`;
}

/** The headers that a rule's value comes from; what an id is hashed from may name a person, but for the error of a formula. */
function headersShown(rule: SimpleRule): Headers[] {
  if (rule.hashOf) return [];
  if (rule.cases) return caseHeaders(rule);
  return sourcesOf(rule);
}
