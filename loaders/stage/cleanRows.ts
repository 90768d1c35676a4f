import {literal} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {CanonicalTable, Column} from "../tables/columns.ts";
import {sqlTypes} from "../tables/sqlTypes.ts";
import type {LookupTables} from "../mappings/engine/lookups.ts";
import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import type {CleanScan} from "../read/cleanScan.ts";
import {columnNamed, columnsFilled, ruleSql, withoutMarks} from "./rows.ts";
import {cellSql, textSql, type Reading} from "../mappings/engine/text.ts";
import {hasSeveralFormats, saysFormat} from "../mappings/engine/money.ts";
import {wordsToTell} from "../mappings/engine/nothing.ts";
import {sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {mayBeDamaged} from "../mappings/engine/ids.ts";
import {saysTotalSql} from "../mappings/engine/totals.ts";
import {hasEntities} from "../mappings/engine/html.ts";
import {looksUpLast} from "../mappings/engine/unread.ts";
import {namesAsWritten} from "./entities.ts";
import {takenWhole} from "./severalValues.ts";
import {ceilingOf, currencyIn, nameReason, valueSql} from "./values.ts";

interface Source {
  table: CanonicalTable;
  mapping: TableMapping | null;
  /** What is known of the file, which says what its cells need not be asked. */
  scan: CleanScan;
}

/**
 * The SQL of typed rows for files whose records are all in the usual forms, at a fraction of the cost of rowsSql: canonical columns,
 * _name_… columns, and _ok. A row that is _ok has the values that rowsSql would give it and no reason against it; one that is not may
 * still be lawful, which only rowsSql finds out.
 */
export function cleanRowsSql(
  {table, mapping, scan}: Source,
  headers: string[],
  settings: Settings,
  lookups: LookupTables
): string {
  const reading: Reading = {headers, lookups, mapping};
  const columns = columnsFilled({table, mapping}, headers).map((column) => {
    const rule: ColumnRule | null = mapping ? (mapping.columns[column.name] ?? null) : {from: column.name};
    return {
      column,
      settled: settled(column, rule, reading),
      text: textSql(rule, reading, column),
      ...usual(column, mapping ? rule : null, settings, scan)
    };
  });
  const names = Object.entries(mapping?.names ?? {}).map(([id, rule]) => ({
    name: `_name_${id}`,
    text: textSql(withoutMarks(rule), reading, columnNamed(table, id))
  }));
  const named = namesAsWritten(table, mapping).map(({header}) => cellSql(header, reading));
  // names that a web page has written are told by the exact path
  const whole = mapping ? takenWhole(table, mapping).map(({header}) => cellSql(header, reading)) : [];
  const single = whole.map((c) => `not coalesce(contains(${c}, ';'), false)`);
  const clear = [...columns.flatMap((c) => c.settled), ...single, ...named.map((c) => `not coalesce(${hasEntities(c)}, false)`)];
  const texts = [
    ...columns.map((c) => `${c.text} as t_${c.column.name}`),
    `${clear.join(" and ") || "true"} as clear`,
    ...names.map((n) => `${n.text} as ${n.name}`)
  ];
  const values = columns.map((c) => `${c.value} as ${c.column.name}`);
  const ok = [
    "clear",
    ...columns.map((c) =>
      c.column.required ? `t_${c.column.name} is not null and ${c.ok}` : `(t_${c.column.name} is null or ${c.ok})`
    ),
    ...names.map((n) => `(${nameReason(n.name)}) is null`)
  ];
  const all = [...values, ...names.map((n) => n.name)];
  return `with texts as (select ${texts.join(", ")} from raw),
    typed as (select ${all.join(", ")}, ${ok.join(" and ")} as fits from texts)
    select * exclude (fits), coalesce(fits and (${ruleSql(
      table,
      columns.map((c) => c.column.name)
    )}) is null, false) as _ok from typed`;
}

/** What a spreadsheet may have made of an id is for the exact path to find out. */
const undamaged = (column: string, text: string) =>
  `not (${mayBeDamaged(text)} or ${saysTotalSql(column, text) ?? "false"} or length(${text}) > 15 and ends_with(${text}, '0') and regexp_full_match(${text}, '[0-9]{15}0+'))`;

/** Cells that say a word for nothing which the mapping has not settled: the exact path counts them. */
function settled(column: Column, rule: ColumnRule | null, reading: Reading): string[] {
  if (!rule || !reading.mapping) return [];
  return withFallbacks(rule).flatMap((r) => {
    const words = wordsToTell(r, column);
    const own = r.nulls ?? [];
    const isOwn = (cell: string) => (own.length ? ` and ${cell} not in (${own.map(literal).join(", ")})` : "");
    if (!words.length) return [];
    return sourcesOf(r).map((h) => {
      const cell = cellSql(h, reading);
      return `not coalesce(lower(${cell}) in (${words.map(literal).join(", ")})${isOwn(cell)}, false)`;
    });
  });
}

/** The usual form of a column's texts: what it is cast to, and a test that only texts pass which the cast keeps as they are. */
function usual(column: Column, rule: ColumnRule | null, settings: Settings, scan: CleanScan): {value: string; ok: string} {
  const text = `t_${column.name}`;
  const plain = !scan.foreign && !scan.controls;
  const asItIs = !rule || Object.keys(rule).join() === "from";
  const within = (limit: number) => (asItIs && scan.longest <= limit ? "true" : `length(${text}) <= ${limit}`);
  const spaceless = asItIs && !scan.spaces ? "true" : `not contains(${text}, ' ')`;
  const exact = valueSql(column, text, rule, settings, plain);
  const exactly = {value: exact.value, ok: `(${exact.reason}) is null`};
  switch (column.kind) {
    case "id":
      return plain && !rule?.pattern && !(rule && looksUpLast(rule))
        ? {value: text, ok: `${within(200)} and ${spaceless} and ${undamaged(column.name, text)}`}
        : {...exactly, ok: `${exactly.ok} and ${undamaged(column.name, text)}`};
    case "text":
      return plain ? {value: text, ok: within(65_536)} : exactly;
    case "category":
      return {value: text, ok: `${text} in (${column.values!.map(literal).join(", ")})`};
    case "currency":
      return rule?.pattern ? exactly : {value: text, ok: currencyIn(text)};
    case "day": {
      const value = `try_cast(${text} as date)`;
      return {value, ok: `cast(${value} as varchar) = ${text} and ${value} between date '2000-01-01' and date '2100-12-31'`};
    }
    case "instant": {
      const value = `try_cast(${text} as timestamp)`;
      const shape = `${text} like '____-__-__T__:__:__Z' and ${spaceless} and not contains(${text}, '.') and ${text} not like '___________24%'`;
      return {value, ok: `${shape} and ${value} between timestamp '2000-01-01' and timestamp '2100-12-31 23:59:59'`};
    }
    case "money": {
      if (rule && (saysFormat(rule) || hasSeveralFormats(rule) || rule.pattern)) return exactly;
      const value = `try_cast(${text} as ${sqlTypes.money})`;
      return {value, ok: `regexp_matches(${text}, '^\\d+(\\.\\d{1,2})?$') and ${value} <= ${ceilingOf(settings)}`};
    }
    default:
      return exactly;
  }
}
