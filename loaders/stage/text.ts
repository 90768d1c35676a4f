import {literal} from "../engines/duckdb.ts";
import {dateSql, hoursBetweenSql, hoursSql} from "./times.ts";
import type {LookupTables} from "./lookups.ts";
import type {TableMapping} from "./mapping.ts";
import {rawColumn} from "./raw.ts";
import type {ColumnRule, Condition, Conditions, Headers} from "./rule.ts";
import {unread} from "./unread.ts";
import {listOf} from "./walk.ts";

/** What the text of a cell depends on. */
export interface Reading {
  /** The headers of the file, in the order of the columns of table `raw`. */
  headers: string[];
  lookups: LookupTables;
  mapping: TableMapping | null;
}

const nothing = "cast(null as varchar)";
const present = (text: string) => `nullif(trim(${text}, ' '), '')`;
const words = (one: string | string[]) =>
  listOf(one)
    .map((w) => literal(w.toLowerCase()))
    .join(", ");

/** SQL of a cell of table `raw`, null where the file has none of the headers. */
export function cellSql(candidates: Headers, {headers}: Reading): string {
  for (const header of listOf(candidates)) {
    const i = headers.findIndex((h) => h.toLowerCase() === header.toLowerCase());
    if (i >= 0) return rawColumn(i);
  }
  return nothing;
}

/**
 * SQL of the text that a rule gives: cut, looked up, translated, as the mapping says; null where there is none.
 * A text that the rule can't read begins with `unread`, so that it goes to quarantine whatever its column.
 */
export function textSql(rule: ColumnRule | null, reading: Reading): string {
  if (!rule) return nothing;
  const text = simpleText(rule, reading);
  if (rule.empty === undefined) return text;
  return `coalesce(${text}, ${typeof rule.empty === "string" ? present(literal(rule.empty)) : simpleText(rule.empty, reading)})`;
}

function simpleText(rule: Omit<ColumnRule, "empty">, reading: Reading): string {
  const text = prefixed(changed(sourceText(rule, reading), rule, reading), rule);
  return rule.when ? `case when ${conditionSql(rule.when, reading)} then ${text} end` : text;
}

function sourceText(rule: Omit<ColumnRule, "empty">, reading: Reading): string {
  if (rule.constant !== undefined) return literal(rule.constant);
  if (rule.hashOf) return hashSql(rule.hashOf.map((h) => withoutNulls(cellSql(h, reading), rule)));
  if (rule.between) {
    const [from, to] = rule.between.map((h) => cellSql(h, reading));
    return hoursBetweenSql(from!, to!, rule.date);
  }
  if (rule.cases) {
    const cases = rule.cases.map((c) => `when ${conditionSql(c.when, reading)} then ${literal(c.then)}`);
    return `case ${cases.join(" ")} else ${unread} end`;
  }
  return cellSql(rule.from!, reading);
}

/** An id out of what identifies a record; none where there is nothing to identify it. */
function hashSql(cells: string[]): string {
  const all = cells.map((c) => `coalesce(${c}, '')`).join(", ");
  return `case when coalesce(${cells.join(", ")}) is not null then left(sha256(concat_ws(chr(31), ${all})), 24) end`;
}

function changed(source: string, rule: Omit<ColumnRule, "empty">, reading: Reading): string {
  let text = rule.hashOf ? source : withoutNulls(source, rule);
  if (rule.strip) text = stripSql(text, rule.strip);
  if (rule.split) text = firstOfSql(text, rule.split);
  if (rule.lookup) text = lookupSql(text, rule, reading);
  if (rule.lower) text = `lower(${text})`;
  if (rule.values) text = translatedSql(text, rule.values, rule.others);
  if (rule.sign) text = signSql(text, rule.sign, rule.strip ?? []);
  if (rule.unit) text = hoursSql(text, rule.unit);
  if (rule.date !== undefined && !rule.between) text = dateSql(text, rule.date);
  return text;
}

const withoutNulls = (text: string, {nulls}: {nulls?: string[] | undefined}) =>
  nulls?.length ? `case when ${text} not in (${nulls.map(literal).join(", ")}) then ${text} end` : text;

const prefixed = (text: string, rule: Omit<ColumnRule, "empty">) => (rule.prefix ? `${literal(rule.prefix)} || ${text}` : text);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function stripSql(text: string, affixes: string[]): string {
  const any = affixes.map((a) => escaped(a.trim())).join("|");
  return present(`regexp_replace(${text}, ${literal(`^(${any}) *| *(${any})$`)}, '', 'g')`);
}

const firstOfSql = (text: string, separator: string) =>
  present(`split_part(ltrim(${text}, ${literal(` ${separator}`)}), ${literal(separator)}, 1)`);

/** SQL of whether a cell holds more than one value. */
export const holdsSeveral = (text: string, separator: string): string =>
  `len(list_filter(string_split(${text}, ${literal(separator)}), lambda part: trim(part) <> '')) > 1`;

const lookupSql = (text: string, {lookup}: {lookup?: ColumnRule["lookup"]}, {lookups}: Reading) =>
  `(select any_value(l.value) from ${lookups.get(lookup!)} l where l.key = ${text})`;

function translatedSql(text: string, values: Record<string, string>, others: string | undefined): string {
  const cases = Object.entries(values).map(([from, to]) => `when ${literal(from)} then ${literal(to)}`);
  const other = others === undefined ? `${unread} || ${text}` : `case when ${text} is not null then ${literal(others)} end`;
  return `nullif(case ${text} ${cases.join(" ")} else ${other} end, '')`;
}

/** A negative amount is written -5 or (5). What looks negative and is no amount stays as it is, to be refused as such. */
function signSql(text: string, sign: "positive" | "negative", affixes: string[]): string {
  const bare = `regexp_replace(${text}, '^- *|^\\(|\\)$', '', 'g')`;
  const body = affixes.length ? stripSql(bare, affixes) : bare;
  const negative = `regexp_matches(${text}, '^-|^\\(.*\\)$')`;
  return sign === "negative"
    ? `case when ${negative} then ${body} end`
    : `case when ${negative} and regexp_matches(${body}, '^[0-9]') then '0' else ${text} end`;
}

/** SQL of whether a condition, or all of several, holds of a record; never null. */
export function conditionSql(conditions: Conditions, reading: Reading): string {
  return `(${listOf<Condition>(conditions)
    .map((c) => oneCondition(c, reading))
    .join(" and ")})`;
}

function oneCondition(condition: Condition, reading: Reading): string {
  let text = condition.canonical
    ? textSql(reading.mapping?.columns[condition.canonical] ?? null, reading)
    : cellSql(condition.column!, reading);
  if (condition.split) text = firstOfSql(text, condition.split);
  if (condition.lookup) text = lookupSql(text, condition, reading);
  if (condition.filled !== undefined) return `${text} is ${condition.filled ? "not " : ""}null`;
  if (condition.is !== undefined) return `coalesce(lower(${text}) in (${words(condition.is)}), false)`;
  if (condition.not !== undefined) return `coalesce(lower(${text}) not in (${words(condition.not)}), true)`;
  return `coalesce(regexp_full_match(${text}, ${literal(condition.matches!)}, 'i'), false)`;
}
