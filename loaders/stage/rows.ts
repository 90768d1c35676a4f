import {literal} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import {keySql} from "../tables/keySql.ts";
import {columnSql, sqlTypes} from "../tables/sqlTypes.ts";
import type {LookupTables} from "../mappings/engine/lookups.ts";
import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import {cellSql, textSql, type Reading} from "../mappings/engine/text.ts";
import {isNoDay, isTotalLineSql} from "../mappings/engine/totals.ts";
import {sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {markSql, marksOf} from "./tombstones.ts";
import {looksUpLast} from "../mappings/engine/unread.ts";
import {ceilingOf, nameReason, valueSql, type ValueSql} from "./values.ts";

/** A table, and the mapping that fills it; none for canonical headers. */
export interface Mapped {
  table: CanonicalTable;
  mapping: TableMapping | null;
}

/**
 * The SQL that turns table `raw` into typed rows: _ordinal, _ordinals (all records of a group), _key, _reason, the canonical columns
 * and _name_… columns. _reason is the first thing wrong with the row in the order of the columns, null where nothing is.
 */
export function rowsSql(source: Mapped, headers: string[], settings: Settings, lookups: LookupTables): string {
  const {table, mapping} = source;
  const filled = columnsFilled(source, headers);
  const reading: Reading = {headers, lookups, mapping};
  const rule = (column: Column): ColumnRule | null => (mapping ? (mapping.columns[column.name] ?? null) : {from: column.name});
  const names = Object.entries(mapping?.names ?? {});
  const marks = marksOf(mapping);
  const total = totalLine(table, filled, rule, names, reading);
  const texts = [
    ...(total ? [`${total} as _total`] : []),
    ...filled.map((c) => `${textSql(rule(c), reading, c)} as ${c.name}`),
    ...marks.map((m) => `${markSql(m, mapping!, table, reading)} as ${m}`),
    ...names.map(([id, r]) => `${textSql(withoutMarks(r), reading, columnNamed(table, id))} as _name_${id}`)
  ];
  const values = columnsOf(table).map((c) => ({
    column: c,
    ...(filled.some((f) => f.name === c.name) ? valueSql(c, `texts.${c.name}`, mapping ? rule(c) : null, settings) : unfilled(c))
  }));
  // as the reconciling of versions writes it, where the part can be read
  const key = keySql(
    table.key.map((k) => `coalesce(cast(${values.find((v) => v.column.name === k)!.value} as varchar), texts.${k})`)
  );
  const kept = [...names.map(([id]) => `texts._name_${id}`), ...marks.map((m) => `texts.${m}`)];
  const coalesced = (reasons: string[]) => `coalesce(${reasons.map((r) => `(${r})`).join(", ")})`;
  const whole = coalesced([
    ...(total ? [`case when texts._total and ${isNoDay(`texts.${dayOf(filled)!.name}`)} then 'total_line' end`] : []),
    ...values.map((v) => v.reason),
    ...names.map(([id]) => nameReason(`texts._name_${id}`))
  ]);
  // of a deleted record the source may keep little more than its key
  const needed = values.filter((v) => table.key.includes(v.column.name) || v.column.name === "updated_at").map((v) => v.reason);
  const reason = marks.includes("_deleted") ? `case when texts._deleted then ${coalesced(needed)} else ${whole} end` : whole;
  const together = marks.includes("_deleted") ? `case when not _deleted then ${ruleSql(table)} end` : ruleSql(table);
  // materialized, or the engine copies every pattern into each place that looks at its outcome
  return `with texts as (select ordinal, ${texts.join(", ")} from raw),
    typed as materialized (select ordinal as _ordinal, nullif(${key}, '') as _key, ${reason} as _reason, ${[...values.map((v) => `${v.value} as ${v.column.name}`), ...kept].join(", ")} from texts),
    grouped as (${mapping?.group ? groupSql(table, mapping, settings) : `select *, [_ordinal] as _ordinals from typed`})
    select * replace (coalesce(_reason, ${together}) as _reason) from grouped`;
}

/** The day that each record of the table has. */
const dayOf = (filled: readonly Column[]): Column | undefined => filled.find((c) => c.required && c.kind === "day");

/**
 * SQL of whether a record that lacks its key and its day is a line of totals, by the cells that are read of it. Of the day it asks the first
 * cell only; where another cell, or a value, is taken in its place, the text says that it is there.
 */
function totalLine(
  {key, name}: CanonicalTable,
  filled: readonly Column[],
  rule: (column: Column) => ColumnRule | null,
  names: readonly [string, ColumnRule][],
  reading: Reading
): string | null {
  const cellsOf = (r: ColumnRule | null) => (r ? withFallbacks(r).flatMap(sourcesOf) : []).map((h) => cellSql(h, reading));
  const day = dayOf(filled);
  const [keyColumn] = filled.filter((c) => c.name === key[0]);
  const texts = filled.filter((c) => c.kind === "id" || c.kind === "text").flatMap((c) => cellsOf(rule(c)));
  const cells = [...new Set([...texts, ...names.flatMap(([, r]) => cellsOf(r))])].filter((c) => !c.startsWith("cast("));
  const keyRule = keyColumn ? rule(keyColumn) : null;
  return isTotalLineSql(
    name,
    {
      key: keyRule?.from ? (cellsOf(keyRule)[0] ?? null) : null,
      hasPattern: keyRule?.pattern !== undefined,
      day: day ? (cellsOf(rule(day))[0] ?? null) : null
    },
    cells
  );
}

/** The rule of a name beside an id: one that its lookup has no answer for is none, and only the id is to blame for it. */
export const withoutMarks = (rule: ColumnRule): ColumnRule => (looksUpLast(rule) ? {...rule, empty: ""} : rule);

export const columnNamed = (table: CanonicalTable, name: string): Column | null =>
  columnsOf(table).find((c) => c.name === name) ?? null;

/** A column that the file has nothing for: none of its patterns is planned. */
const unfilled = (c: Column): ValueSql => ({
  value: `cast(null as ${sqlTypes[c.kind]})`,
  reason: c.required ? literal(c.name) : "null"
});

/** The columns that a file has something for; the others are not written. */
export const columnsFilled = ({table, mapping}: Mapped, headers: string[]): Column[] =>
  columnsOf(table).filter((c) => (mapping ? c.name in mapping.columns : headers.some((h) => h.toLowerCase() === c.name)));

/**
 * One row for the records of a key: summed columns add up, an amount to no more than one record may have, the others must agree (else
 * conflict); one bad record spoils the group.
 */
function groupSql(table: CanonicalTable, mapping: TableMapping, settings: Settings): string {
  const sums = new Set(mapping.group!.sum);
  const others = columnsOf(table).filter((c) => !sums.has(c.name) && !table.key.includes(c.name));
  const conflict = `case when ${others.map((c) => `count(distinct coalesce(cast(${columnSql(c.name)} as varchar), '')) > 1`).join(" or ")} then 'conflict' end`;
  const columns = columnsOf(table).map((c) =>
    sums.has(c.name)
      ? `try_cast(sum(${columnSql(c.name)}) as ${sqlTypes[c.kind]}) as ${columnSql(c.name)}`
      : `any_value(${columnSql(c.name)} order by _ordinal) as ${columnSql(c.name)}`
  );
  const large = columnsOf(table)
    .filter((c) => c.kind === "money" && sums.has(c.name))
    .map((c) => `case when sum(${columnSql(c.name)}) > ${ceilingOf(settings)} then 'amount_range' end`);
  const names = Object.keys(mapping.names ?? {}).map((id) => `any_value(_name_${id} order by _ordinal) as _name_${id}`);
  const grouped = {_deleted: "bool_or(_deleted)", _merged: "flatten(list(_merged))", _into: "any_value(_into)"};
  const marks = marksOf(mapping).map((m) => `${grouped[m]} as ${m}`);
  return `select min(_ordinal) as _ordinal, list(_ordinal order by _ordinal) as _ordinals, any_value(_key) as _key,
    coalesce(${["any_value(_reason order by _ordinal)", conflict, ...large].join(", ")}) as _reason, ${[...columns, ...names, ...marks].join(", ")}
    from typed group by coalesce(_key, cast(_ordinal as varchar))`;
}

/**
 * The reason that the columns of one row give together, null where they agree.
 * @param filled the columns that there are; null for all of the table
 */
export function ruleSql(table: CanonicalTable, filled: string[] | null = null): string {
  const column = (name: string) => (!filled || filled.includes(name) ? name : "cast(null as date)");
  switch (table.name) {
    case "deals":
      return `case when ${column("closed_on")} < opened_on then 'date_order'
        when status in ('won', 'lost') and ${column("closed_on")} is null or status = 'open' and ${column("closed_on")} is not null then 'state' end`;
    case "tickets":
      return `case when ${column("resolved_on")} < opened_on then 'date_order' end`;
    default:
      return "null";
  }
}
