import {escaped} from "./plainPattern.ts";
import {literal} from "../../engines/duckdb.ts";
import {anyCurrency, findCurrencySql} from "./currencies.ts";
import {foldedSql, idFormSql, isErrorCell, isFoldedReference, isSalesforceId} from "./ids.ts";
import {decodedSql} from "./html.ts";
import {isNegative, negativeSign} from "./minus.ts";
import {hasSeveralFormats, inOneFormat} from "./money.ts";
import {nothingIn} from "./nothing.ts";
import {dateSql, extremeSql, hoursBetweenSql, hoursSql} from "./times.ts";
import type {Column} from "../../tables/columns.ts";
import type {LookupTables} from "./lookups.ts";
import type {TableMapping} from "./mapping.ts";
import {rawColumn} from "../../read/rawTable.ts";
import type {AnyConditions, ColumnRule, Condition, Headers, Lookup, SimpleRule} from "./rule.ts";
import {notFound, severalFound, unread} from "./unread.ts";
import {ordinarySql} from "./wide.ts";
import {conditionsIn, fallbacksOf, listOf, withFallbacks} from "./walk.ts";

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

/** SQL of a cell of table `raw`, null where the file has none of the headers; of several columns of one header, the first that is taken. */
export function cellSql(candidates: Headers, {headers}: Reading, taken = (cell: string) => cell): string {
  for (const header of listOf(candidates)) {
    const cells = columnsUnder(header, headers);
    if (cells.length > 1) return `coalesce(${cells.map(taken).join(", ")})`;
    if (cells.length) return cells[0]!;
  }
  return nothing;
}

/** SQL of the cell that a rule takes: of several columns of one header, the first that holds more than a word for nothing. */
export const takenSql = (header: Headers, rule: SimpleRule, reading: Reading, column: Column | null): string =>
  cellSql(header, reading, (cell) => withoutNulls(cell, rule, column));

/** The columns of table `raw` under a header: several only where a rule says that the first that is filled is taken. */
export const columnsUnder = (header: string, headers: readonly string[]): string[] =>
  headers.flatMap((h, i) => (h.toLowerCase() === header.toLowerCase() ? [rawColumn(i)] : []));

/**
 * SQL of the text that a rule gives: cut, looked up, translated, as the mapping says; null where there is none.
 * A text that the rule can't read begins with `unread`, so that it goes to quarantine whatever its column.
 * @param column the canonical column that the rule fills, where it fills one
 */
export function textSql(rule: ColumnRule | null, reading: Reading, column: Column | null = null): string {
  if (!rule) return nothing;
  // without a fallback, what an id's lookup has no answer for is no empty cell
  const last = fallbacksOf(rule).at(-1) ?? (rule.empty === undefined ? rule : null);
  const several = column?.kind === "money" && hasSeveralFormats(rule);
  const texts = withFallbacks(rule).map((r) => {
    const text = simpleText(r, reading, column, column?.kind === "id" && r === last);
    return several ? inOneFormat(text, r, rule) : text;
  });
  if (typeof rule.empty === "string") texts.push(present(literal(rule.empty)));
  return texts.length > 1 ? `coalesce(${texts.join(", ")})` : texts[0]!;
}

function simpleText(rule: SimpleRule, reading: Reading, column: Column | null, marks: boolean): string {
  const text = prefixed(changed(sourceText(rule, reading, column), rule, reading, column, marks), rule);
  return rule.when ? `case when ${conditionSql(rule.when, reading)} then ${text} end` : text;
}

function sourceText(rule: SimpleRule, reading: Reading, column: Column | null): string {
  const cells = (headers: Headers[]) =>
    headers
      .map((h) => readable(withoutNulls(takenSql(h, rule, reading, column), rule, column), rule))
      .map((c) => (rule.split ? firstOfSql(c, rule.split) : c));
  if (rule.constant !== undefined) return literal(rule.constant);
  if (rule.hashOf) return hashSql(cells(rule.hashOf).map((c) => (column && isFoldedReference(column) ? foldedSql(c) : c)));
  if (rule.between) {
    const [from, to] = rule.between.map((h) => (rule.wide ? ordinarySql(cellSql(h, reading)) : cellSql(h, reading)));
    return hoursBetweenSql(from!, to!, rule);
  }
  if (rule.earliest ?? rule.latest)
    return extremeSql(cells((rule.earliest ?? rule.latest)!), rule.earliest ? "earliest" : "latest", rule);
  if (rule.cases) {
    const cases = rule.cases.map((c) => `when ${conditionSql(c.when, reading)} then ${literal(c.then)}`);
    return `case ${cases.join(" ")} else ${unread} end`;
  }
  return takenSql(rule.from!, rule, reading, column);
}

/** An id out of what identifies a record; none where there is nothing to identify it, and the error of a formula as it is: no id. */
function hashSql(cells: string[]): string {
  const errors = cells.map((c) => `when ${isErrorCell(c)} then ${c}`).join(" ");
  const all = cells.map((c) => `coalesce(${c}, '')`).join(", ");
  return `case ${errors} when coalesce(${cells.join(", ")}) is not null then left(sha256(concat_ws(chr(31), ${all})), 24) end`;
}

function changed(source: string, rule: SimpleRule, reading: Reading, column: Column | null, marks: boolean): string {
  let text = rule.from ? withoutNulls(source, rule, column) : source;
  if (rule.from) text = readable(text, rule);
  if (rule.strip) text = stripSql(text, rule.strip);
  if (rule.split && rule.from) text = firstOfSql(text, rule.split);
  if (rule.idForm) text = idFormSql(text);
  if (rule.lookup) text = lookupSql(text, rule.lookup, reading, marks);
  if (rule.lower) text = `lower(${text})`;
  if (rule.find) return findCurrencySql(text, rule.values);
  if (rule.values) text = translatedSql(text, rule.values, rule.others);
  if (rule.sign) text = signSql(text, rule.sign, rule.strip ?? []);
  if (rule.decimal === "," && column && ["number", "percent", "rate"].includes(column.kind)) text = decimalSql(text);
  if (rule.unit) text = rule.unit === "fraction" ? percentSql(text) : hoursSql(text, rule.unit);
  if (rule.date !== undefined && rule.from) text = dateSql(text, rule);
  return text;
}

/** A text in ordinary characters, however a rule says that it is written. */
function readable(text: string, {wide, html}: SimpleRule): string {
  const decoded = html ? decodedSql(text) : text;
  return wide ? ordinarySql(decoded) : decoded;
}

/** SQL of a text, null where it is one of the words that mean nothing to a rule. */
export function withoutNulls(text: string, rule: SimpleRule, column: Column | null): string {
  const words = nothingIn(rule, column);
  if (!words.length) return text;
  return rule.nulls
    ? `case when ${text} not in (${words.map(literal).join(", ")}) then ${text} end`
    : `case when lower(${text}) not in (${words.map(literal).join(", ")}) then ${text} end`;
}

function prefixed(text: string, {prefix, lookup}: SimpleRule): string {
  if (!prefix) return text;
  const whole = `${literal(prefix)} || ${text}`;
  return lookup ? `case when left(${text}, 1) in (${notFound}, ${severalFound}) then ${text} else ${whole} end` : whole;
}

const space = String.raw`[\s\x{A0}\x{202F}\x{2007}\x{2009}]*`;

function stripSql(text: string, affixes: "currency" | string[]): string {
  const one = (affix: string) => (affix === "currency" ? anyCurrency : escaped(affix.trim()));
  const any = [affixes].flat().map(one).join("|");
  return present(`regexp_replace(${text}, ${literal(`^(${any})${space}|${space}(${any})$`)}, '', 'g')`);
}

/** The first value of a cell, also where separators or spaces are before it. */
function firstOfSql(text: string, separator: string): string {
  const values = `regexp_replace(${text}, ${literal(`^(?:${escaped(separator)}| )+`)}, '')`;
  const first = `split_part(${values}, ${literal(separator)}, 1)`;
  return present(
    separator === "," ? `coalesce(nullif(regexp_extract(${values}, '^"([^"]+)" *(?:,|$)', 1), ''), ${first})` : first
  );
}

/** SQL of a cell without the commas within its names, which a base writes in quotation marks: "Acme, Inc.",Globex. */
export const withoutInnerCommas = (text: string): string => `regexp_replace(${text}, '"[^"]+"', '"', 'g')`;

/** SQL of whether a cell holds more than one value. */
export const holdsSeveral = (text: string, separator: string): string =>
  `len(list_filter(string_split(${separator === "," ? withoutInnerCommas(text) : text}, ${literal(separator)}), lambda part: trim(part) <> '')) > 1`;

/**
 * SQL of the answer to a text: that of the key as it is written, else that of a name which differs only in case and spaces.
 * @param marks whether a text without an answer, or with several, is marked as such, to be refused
 */
function lookupSql(text: string, lookup: Lookup, {lookups}: Reading, marks = false): string {
  const table = lookups.get(lookup);
  const column = marks ? "found" : "value";
  const exact = `(select any_value(l.${column}) from ${table} l where l.key = ${text})`;
  const alike = `(select any_value(l.${column}) from ${table}_folded l where l.key = case when not ${isSalesforceId(text)} then ${foldedSql(text)} end)`;
  return `nullif(coalesce(${exact}, ${alike}${marks ? `, ${notFound} || ${text}` : ""}), '')`;
}

function translatedSql(text: string, values: Record<string, string>, others: string | undefined): string {
  const cases = Object.entries(values).map(([from, to]) => `when ${literal(from)} then ${literal(to)}`);
  const other = others === undefined ? `${unread} || ${text}` : `case when ${text} is not null then ${literal(others)} end`;
  return `nullif(case ${text} ${cases.join(" ")} else ${other} end, '')`;
}

/** A number with a decimal comma as others are written; a point in it could be either mark. */
const decimalSql = (text: string) =>
  `case when contains(${text}, '.') then ${unread} || ${text} else replace(${text}, ',', '.') end`;

/** Per cent out of a share such as 0.2; what is written 20% or 20 can be no share. What is no number stays as it is, to be refused as such. */
function percentSql(text: string): string {
  const bare = `rtrim(${text}, '% ')`;
  const share = `not contains(${text}, '%') and try_cast(${text} as double) <= 1`;
  return `case when ${share} then cast(round(try_cast(${text} as double) * 100, 4) as varchar) else ${bare} end`;
}

/** What looks negative and is no amount stays as it is, to be refused as such. */
function signSql(text: string, sign: "positive" | "negative", affixes: "currency" | string[]): string {
  const bare = `trim(regexp_replace(${text}, ${literal(negativeSign)}, '', 'g'))`;
  const body = affixes.length ? stripSql(bare, affixes) : bare;
  const negative = `regexp_matches(${text}, ${literal(isNegative)})`;
  return sign === "negative"
    ? `case when ${negative} then ${body} end`
    : `case when ${negative} and regexp_matches(${body}, '^[0-9]') then '0' else ${text} end`;
}

/** SQL of whether a condition holds of a record, or all of several, or any of them; never null. */
export function conditionSql(conditions: AnyConditions, reading: Reading): string {
  return `(${conditionsIn(conditions)
    .map((c) => oneCondition(c, reading))
    .join("any" in conditions ? " or " : " and ")})`;
}

function oneCondition(condition: Condition, reading: Reading): string {
  let text = condition.canonical
    ? textSql(reading.mapping?.columns[condition.canonical] ?? null, reading)
    : cellSql(condition.column!, reading);
  if (condition.split) text = firstOfSql(text, condition.split);
  if (condition.lookup) text = lookupSql(text, condition.lookup, reading);
  if (condition.filled !== undefined) return `${text} is ${condition.filled ? "not " : ""}null`;
  if (condition.is !== undefined) return `coalesce(lower(${text}) in (${words(condition.is)}), false)`;
  if (condition.not !== undefined) return `coalesce(lower(${text}) not in (${words(condition.not)}), true)`;
  return `coalesce(regexp_full_match(${text}, ${literal(condition.matches!)}, 'i'), false)`;
}
