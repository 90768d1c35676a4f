import {literal, type DuckDB} from "../../engines/duckdb.ts";
import type {MetricDefinition} from "../../metrics/catalogue.ts";
import type {MetricRow} from "../pick.ts";

/** Rows of a metric, and how many there are of which these are the first. */
export interface Rows {
  rows: readonly MetricRow[];
  count: number;
}

/** The rows of a metric that belong to a row: those that agree with it in the columns of their key that it has. */
export type InputsOf = (metric: MetricDefinition, row: MetricRow) => Promise<Rows>;

type Groups = ReadonlyMap<string, readonly MetricRow[]>;

/**
 * What the figures of partners are made of at one date: each metric is read once, whoever asks for it, and found by the columns asked for.
 * @returns what does so for the partners from one to another, in the order of the database
 */
export function inputsAt(db: Pick<DuckDB, "rows">, asOf: string): (first: string, last: string) => InputsOf {
  const ofAll = groupsOf(db, asOf, null);
  return (first, last) => {
    const ofThese = groupsOf(db, asOf, {first, last});
    return (metric, row) => (metric.key.includes("partner_id") ? ofThese : ofAll)(metric, {...row, as_of: row.as_of ?? asOf});
  };
}

function groupsOf(db: Pick<DuckDB, "rows">, asOf: string, partners: {first: string; last: string} | null): InputsOf {
  const read = new Map<string, Promise<MetricRow[]>>();
  const grouped = new Map<string, Promise<Groups>>();
  const rowsOf = (metric: MetricDefinition) => {
    const found = read.get(metric.name) ?? db.rows<MetricRow>(rowsSql(metric, asOf, partners));
    read.set(metric.name, found);
    return found;
  };
  return async (metric, row) => {
    const shared = metric.key.filter((column) => column in row);
    const by = [metric.name, ...shared].join(" ");
    const groups = grouped.get(by) ?? rowsOf(metric).then((rows) => groupedBy(rows, (other) => valuesOf(other, shared)));
    grouped.set(by, groups);
    const rows = (await groups).get(valuesOf(row, shared)) ?? [];
    return {rows, count: rows.length};
  };
}

/** Rows by a text that is made of each. */
export function groupedBy<R>(rows: readonly R[], text: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) (groups.get(text(row)) ?? groups.set(text(row), []).get(text(row))!).push(row);
  return groups;
}

const valuesOf = (row: MetricRow, columns: readonly string[]): string => JSON.stringify(columns.map((c) => row[c]));

function rowsSql({name, key}: MetricDefinition, asOf: string, partners: {first: string; last: string} | null): string {
  const conditions = [
    ...(key.includes("as_of") ? [`as_of = date ${literal(asOf)}`] : []),
    ...(partners ? [`partner_id between ${literal(partners.first)} and ${literal(partners.last)}`] : [])
  ];
  return `from metrics.${name} ${conditions.length ? `where ${conditions.join(" and ")}` : ""} order by ${key.join(", ")}`;
}
