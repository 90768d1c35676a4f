import {literal} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import {sqlTypes} from "../tables/sqlTypes.ts";
import type {LookupTables} from "./lookups.ts";
import type {ColumnRule, TableMapping} from "./mapping.ts";
import {rawColumn} from "./raw.ts";
import {nameReason, valueSql} from "./values.ts";

interface Source {
  table: CanonicalTable;
  mapping: TableMapping | null;
}

/**
 * The SQL that turns table `raw` into typed rows: _ordinal, _ordinals (all records of a group), _key, _reason, the canonical columns
 * and _name_… columns. _reason is the first thing wrong with the row in the order of the columns, null where nothing is.
 */
export function rowsSql({table, mapping}: Source, headers: string[], settings: Settings, lookups: LookupTables): string {
  const columns = columnsOf(table);
  const rules = new Map(columns.map((c) => [c.name, ruleFor(c, mapping, headers)]));
  const texts = columns.map((c) => `${textSql(rules.get(c.name) ?? null, headers, lookups)} as ${c.name}`);
  const names = Object.entries(mapping?.names ?? {}).map(([id, rule]) => `${textSql(rule, headers, lookups)} as _name_${id}`);
  const values = columns.map((c) => ({column: c, ...valueSql(c, `texts.${c.name}`, rules.get(c.name) ?? null, settings)}));
  const key = `concat_ws('|', ${table.key.map((k) => `texts.${k}`).join(", ")})`;
  const kept = Object.keys(mapping?.names ?? {}).map((id) => `texts._name_${id}`);
  const reason = `coalesce(${[...values.map((v) => v.reason), ...kept.map(nameReason)].map((r) => `(${r})`).join(", ")})`;
  return `with texts as (select ordinal, ${[...texts, ...names].join(", ")} from raw),
    typed as (select ordinal as _ordinal, nullif(${key}, '') as _key, ${reason} as _reason, ${[...values.map((v) => `${v.value} as ${v.column.name}`), ...kept].join(", ")} from texts),
    grouped as (${mapping?.group ? groupSql(table, mapping) : `select *, [_ordinal] as _ordinals from typed`})
    select * replace (coalesce(_reason, ${ruleSql(table)}) as _reason) from grouped`;
}

function ruleFor(column: Column, mapping: TableMapping | null, headers: string[]): ColumnRule | null {
  if (mapping) return mapping.columns[column.name] ?? null;
  return headers.some((h) => h.toLowerCase() === column.name) ? {from: column.name} : null;
}

/** The text of a column, trimmed, translated and looked up; null where it is empty. */
function textSql(rule: ColumnRule | null, headers: string[], lookups: LookupTables): string {
  if (!rule) return "cast(null as varchar)";
  if ("constant" in rule) return literal(rule.constant);
  const cell = (header: string) => {
    const i = headers.findIndex((h) => h.toLowerCase() === header.toLowerCase());
    return i < 0 ? "cast(null as varchar)" : `nullif(trim(${rawColumn(i)}, ' '), '')`;
  };
  if ("hashOf" in rule)
    return `left(sha256(concat_ws(chr(31), ${rule.hashOf.map((h) => `coalesce(${cell(h)}, '')`).join(", ")})), 24)`;
  let text = cell(rule.from);
  if (rule.nulls?.length) text = `case when ${text} not in (${rule.nulls.map(literal).join(", ")}) then ${text} end`;
  if (rule.lookup) text = `(select any_value(l.value) from ${lookups.get(rule.lookup)} l where l.key = ${text})`;
  if (rule.values) {
    const cases = Object.entries(rule.values).map(([from, to]) => `when ${literal(from)} then ${literal(to)}`);
    // a word without a translation keeps a mark that no category has, so that it is quarantined and not taken by chance
    text = `case ${text} ${cases.join(" ")} else '?' || ${text} end`;
  }
  return rule.prefix ? `${literal(rule.prefix)} || ${text}` : text;
}

/** One row for the records of a key: summed columns add up, the others must agree (else conflict); one bad record spoils the group. */
function groupSql(table: CanonicalTable, mapping: TableMapping): string {
  const sums = new Set(mapping.group!.sum);
  const others = columnsOf(table).filter((c) => !sums.has(c.name) && !table.key.includes(c.name));
  const conflict = `case when ${others.map((c) => `count(distinct coalesce(cast(${c.name} as varchar), '')) > 1`).join(" or ")} then 'conflict' end`;
  const columns = columnsOf(table).map((c) =>
    sums.has(c.name)
      ? `cast(sum(${c.name}) as ${sqlTypes[c.kind]}) as ${c.name}`
      : `any_value(${c.name} order by _ordinal) as ${c.name}`
  );
  const names = Object.keys(mapping.names ?? {}).map((id) => `any_value(_name_${id} order by _ordinal) as _name_${id}`);
  return `select min(_ordinal) as _ordinal, list(_ordinal order by _ordinal) as _ordinals, any_value(_key) as _key,
    coalesce(any_value(_reason order by _ordinal), ${conflict}) as _reason, ${[...columns, ...names].join(", ")}
    from typed group by coalesce(_key, cast(_ordinal as varchar))`;
}

/** Rules between the columns of one row. */
function ruleSql(table: CanonicalTable): string {
  switch (table.name) {
    case "deals":
      return `case when closed_on < opened_on then 'date_order'
        when status in ('won', 'lost') and closed_on is null or status = 'open' and closed_on is not null then 'state' end`;
    case "tickets":
      return "case when resolved_on < opened_on then 'date_order' end";
    default:
      return "null";
  }
}
