import type {DuckDB} from "../engines/duckdb.ts";
import type {Formula} from "../metrics/catalogue.ts";
import {shown, sqlValue} from "./numbers.ts";
import type {MetricRow} from "./pick.ts";

/** Rows of another table that belong to the explained row, the SQL that selects them, and the columns that tell them apart. */
export interface Input {
  rows: readonly MetricRow[];
  sql: string;
  key: readonly string[];
}

/** What a formula may name: the row's own columns, settings, and rows of other tables that belong to the row. */
export interface Scope {
  row: MetricRow;
  settings: Record<string, MetricRow[string]>;
  inputs: ReadonlyMap<string, Input>;
}

export interface Worked {
  column: string;
  /** The formula, the formula with its numbers, and what it comes to. */
  steps: string[];
  value: number | null;
}

/** A row of each table that a formula adds up over, by its name. */
export type Together = Record<string, MetricRow | null>;

/** Works a formula out with the numbers of a row. */
export async function workOut(db: DuckDB, {column, expression}: Formula, scope: Scope): Promise<Worked> {
  const asked = [...scope.inputs].filter(([name]) => new RegExp(`\\b${name}\\.`).test(expression));
  const many = asked.some(([, {rows}]) => rows.length > 1) ? asked.filter(([, input]) => open(input, scope.row)) : [];
  const apart = new Map(asked.filter((a) => !many.includes(a)).map(([name, {rows}]) => [name, rows[0] ?? null]));
  const from = many.length ? `from ${joined(many, scope.row)}` : "";
  const sql = filled(expression, scope, apart, sqlValue);
  const [result] = await db.rows<{value: number | null}>(`select cast(${sql} as double) as value ${from}`);
  const rows = many.length ? await db.rows<Together>(`select ${many.map(([name]) => name).join(", ")} ${from}`) : [];
  return said({column, expression}, scope, {apart, together: {rows, count: rows.length}, value: result?.value ?? null});
}

/** What a formula's names stand for in one row: rows by themselves, rows that it adds up over and how many there are, and its value. */
interface Numbers {
  apart: ReadonlyMap<string, MetricRow | null>;
  together: {rows: readonly Together[]; count: number};
  value: number | null;
}

/** A formula with its numbers, whose value is known. */
export function said({column, expression}: Formula, scope: Scope, {apart, together, value}: Numbers): Worked {
  const counted = withCounts(expression, {apart, together}, scope);
  const numbers = tidy(withTerms(filled(counted, scope, apart, shown), together, scope));
  return {column, steps: [...new Set([expression, numbers, shown(value)])], value};
}

/** Whether the row leaves open which of an input's rows is meant. */
export const open = ({key}: Pick<Input, "key">, row: MetricRow): boolean => key.some((c) => !(c in row));

function joined(many: [string, Input][], row: MetricRow): string {
  const [[first, input], ...others] = many as [[string, Input], ...[string, Input][]];
  const joins = others.map(([name, other]) => {
    const shared = other.key.filter((c) => input.key.includes(c) && !(c in row));
    return `left join (${other.sql}) as ${name} on ${shared.map((c) => `${name}.${c} = ${first}.${c}`).join(" and ") || "true"}`;
  });
  return [`(${input.sql}) as ${first}`, ...joins].join(" ");
}

/** Words in quotes, table.column, or a word that no bracket follows. */
const names = /'[^']*'|\b([a-z_][a-z_0-9]*)\.([a-z_][a-z_0-9]*)|\b([a-z_][a-z_0-9]*)\b(?!\s*\()/g;

/** Puts values in for names; what has none here stays. */
function filled(
  expression: string,
  {row, settings}: Scope,
  tables: ReadonlyMap<string, MetricRow | null>,
  say: (v: MetricRow[string]) => string
): string {
  return expression.replace(names, (text: string, table?: string, column?: string, word?: string) => {
    if (table !== undefined && column !== undefined) return tables.has(table) ? say(tables.get(table)?.[column] ?? null) : text;
    if (word === undefined) return text;
    if (word in row) return say(row[word]!);
    return word in settings ? say(settings[word]!) : text;
  });
}

/** Each count of the rows themselves, by what tells them apart, as their number. */
function withCounts(expression: string, {apart, together}: Pick<Numbers, "apart" | "together">, {inputs}: Scope): string {
  const [first] = Object.keys(together.rows[0] ?? {});
  return expression.replace(/\bcount\((\w+)\.(\w+)\)/g, (text, table: string, column: string) => {
    if (!inputs.get(table)?.key.includes(column)) return text;
    if (apart.has(table)) return apart.get(table) ? "1" : "0";
    return table === first ? shown(together.count) : text;
  });
}

/** As many terms of a sum are told with their numbers. */
export const termsTold = 4;

/** Each sum over rows as its first terms with their numbers. */
function withTerms(expression: string, {rows, count}: Numbers["together"], scope: Scope): string {
  const [head = "", ...parts] = expression.split(/\bsum\(/);
  if (!rows.length || !parts.length) return expression;
  const sums = parts.map((part) => {
    const end = closing(part);
    const terms = rows
      .slice(0, termsTold)
      .map((together) => filled(part.slice(0, end), scope, new Map(Object.entries(together)), shown));
    const rest = count > terms.length ? ` + … ${count} terms` : "";
    return `(${terms.join(" + ")}${rest})${part.slice(end + 1)}`;
  });
  return head + sums.join("");
}

/** Where the bracket closes that was opened before the text. */
function closing(text: string): number {
  let depth = 1;
  for (let i = 0; i < text.length; i++) {
    depth += text[i] === "(" ? 1 : text[i] === ")" ? -1 : 0;
    if (depth === 0) return i;
  }
  return text.length;
}

/** Takes the choices out of a formula whose numbers are in: "case deal when 'deal' then 0.4 else 0.3 end" is 0.4. */
const tidy = (text: string): string =>
  text
    .replace(/case (\w+)((?: when '\w+' then [\d.]+)+) else ([\d.]+) end/g, (_, of: string, whens: string, otherwise: string) => {
      const chosen = new RegExp(`when '${of}' then ([\\d.]+)`).exec(whens);
      return chosen?.[1] ?? otherwise;
    })
    .replace(/coalesce\((-?[\d.]+(?: \+ -?[\d.]+)*), 0\)/g, (_, sum: string) => (sum.includes("+") ? `(${sum})` : sum))
    .replace(/coalesce\(none(?: \+ none)*, 0\)/g, "0");
