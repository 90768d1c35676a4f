import {AsyncLocalStorage} from "node:async_hooks";
import {onTestFinished} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import type {Model} from "../../loaders/engines/models.ts";
import {metricModels} from "../../loaders/metrics/files.ts";
import {runModels, startMetrics} from "../../loaders/metrics/run.ts";
import type {Settings, SettingsInput} from "../../loaders/settings.ts";
import {plainSettings} from "../../loaders/settingsValues.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf, type Records} from "../support/facts.ts";

/** A row of a published table. */
export type Row = Record<string, unknown>;

/** The day at whose end the metrics of a test are computed, unless it names another. */
export const asOf = "2025-06-30";

/** What a test asks of the metrics of its records. */
export interface Metrics {
  db: DuckDB;
  /** Rows of a table in its own order, at the current as-of date where it has one, with only the columns asked for. */
  rows: (table: string, columns?: string, where?: string) => Promise<Row[]>;
  /** The only such row. */
  row: (table: string, columns?: string, where?: string) => Promise<Row>;
}

/** Builds facts and metrics of hand-written records; closed when the test is over. No history unless the settings ask for it. */
export async function metricsOf(records: Records, settings: SettingsInput = {}, day = asOf): Promise<Metrics> {
  const input = {history_months: 0, ...settings};
  const db = await factsOf(records, input);
  onTestFinished(() => db.close());
  return measured(db, input, day);
}

const models = metricModels();

/**
 * The same over a database whose facts are there already. A metric is computed, with those that it needs, when somebody first asks for it:
 * a test of one metric needn't wait for a hundred others.
 */
export async function measured(db: DuckDB, settings: SettingsInput = {history_months: 0}, day = asOf): Promise<Metrics> {
  await computeWhenAsked(db, parseSettings(settings, "test"), day);
  const rows: Metrics["rows"] = (table, columns = "*", where = `as_of = '${day}'`) =>
    db.rows<Row>(`select ${columns} from metrics.${table} where ${where}`);
  const row: Metrics["row"] = async (...asked) => {
    const found = await rows(...asked);
    if (found.length !== 1) throw new Error(`${found.length} rows in ${asked[0]}, expected one`);
    return found[0]!;
  };
  return {db, rows, row};
}

const plainRows = <T>(db: DuckDB, sql: string): Promise<T[]> => DuckDB.prototype.rows.call(db, sql) as Promise<T[]>;

const computing = new AsyncLocalStorage<boolean>();

async function computeWhenAsked(db: DuckDB, settings: Settings, day: string): Promise<void> {
  await startMetrics(db, settings, day);
  const left = new Map(models.map((m) => [m.name, m]));
  const take = (name: string): Model[] => {
    const model = left.get(name);
    left.delete(name);
    return model ? [...model.needs.flatMap(take), model] : [];
  };
  let last = Promise.resolve();
  db.rows = async <T>(sql: string): Promise<T[]> => {
    const asked = /duckdb_(tables|columns)/.test(sql)
      ? [...left.keys()]
      : [...sql.matchAll(/\bmetrics\.(\w+)/g)].map((m) => m[1]!);
    // what computes asks itself
    if (asked.length && !computing.getStore()) {
      last = last.then(async () => {
        const wanted = asked.flatMap(take);
        if (wanted.length) await computing.run(true, () => runModels(db, plainSettings(settings), wanted));
      });
      await last;
    }
    return plainRows<T>(db, sql);
  };
}

/** The day `days` before `from`. */
export const daysBefore = (days: number, from = asOf): string =>
  new Date(Date.parse(from) - days * 86_400_000).toISOString().slice(0, 10);

let made = 0;
const next = (letter: string) => `${letter}${String(++made)}`;

type Values = Record<string, string | number | null>;

/** A won deal of 100 with partner a, closed on as_of, unless told otherwise. */
export const deal = (values: Values = {}): Values => {
  const closed = values.closed_on === undefined ? asOf : values.closed_on;
  return {
    deal_id: next("d"),
    partner_id: "a",
    customer_id: "c",
    opened_on: closed ?? "2025-01-01",
    closed_on: closed,
    status: "won",
    amount: 100,
    ...values
  };
};

/** An accepted referral from partner a, made and answered on as_of, unless told otherwise. */
export const referral = (values: Values = {}): Values => ({
  referral_id: next("r"),
  partner_id: "a",
  direction: "received",
  made_on: asOf,
  outcome: "accepted",
  ...values
});

/** A ticket that partner a owns, opened 10 days before as_of, unless told otherwise. */
export const ticket = (values: Values = {}): Values => ({
  ticket_id: next("t"),
  partner_id: "a",
  owner: "partner",
  opened_on: daysBefore(10),
  ...values
});

/** A call on as_of, unless told otherwise. */
export const activity = (values: Values = {}): Values => ({
  activity_id: next("v"),
  kind: "call",
  happened_on: asOf,
  ...values
});

/** n times the same record. */
export const times = (n: number, make: (i: number) => Values): Values[] => Array.from({length: n}, (_, i) => make(i));
