import {literal, type DuckDB} from "../../engines/duckdb.ts";
import type {MetricDefinition} from "../../metrics/catalogue.ts";
import type {MetricRow} from "../pick.ts";

/** The rows of a metric that belong to a row: those that agree with it in the columns of their key that it has. */
export type InputsOf = (metric: MetricDefinition, row: MetricRow) => Promise<MetricRow[]>;

/** What many partners' figures are made of at one date: each metric is read once, whoever asks for it. */
export function inputsAt(db: Pick<DuckDB, "rows">, asOf: string): InputsOf {
  const read = new Map<string, Promise<Map<string, MetricRow[]>>>();
  return async (metric, row) => {
    const found = read.get(metric.name) ?? rowsByPartner(db, metric, asOf);
    read.set(metric.name, found);
    const own: MetricRow = {...row, as_of: row.as_of ?? asOf};
    const shared = metric.key.filter((column) => column in own);
    const rows = (await found).get(metric.key.includes("partner_id") ? String(own.partner_id) : "") ?? [];
    return rows.filter((other) => shared.every((column) => other[column] === own[column]));
  };
}

/** Rows of a metric by partner; under "" those of a metric that has none. */
async function rowsByPartner(db: Pick<DuckDB, "rows">, {name, key}: MetricDefinition, asOf: string) {
  const where = key.includes("as_of") ? `where as_of = date ${literal(asOf)}` : "";
  const groups = new Map<string, MetricRow[]>();
  for (const row of await db.rows<MetricRow>(`from metrics.${name} ${where} order by ${key.join(", ")}`)) {
    const id = key.includes("partner_id") ? String(row.partner_id) : "";
    (groups.get(id) ?? groups.set(id, []).get(id)!).push(row);
  }
  return groups;
}
