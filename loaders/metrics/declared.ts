import {identifier, type DuckDB} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {shownPath} from "../engines/sqlFault.ts";
import type {MetricDefinition, PublishedColumn} from "./catalogue.ts";

/** The type of each column that a metric's SQL gives, by its name. */
export type GivenColumns = ReadonlyMap<string, string>;

type Rows = Pick<DuckDB, "rows">;

const refused = (file: string, text: string) => new HandshakeError(`${shownPath(file)}: ${text}`, {exitCode: 78});

/** What joins a metric's rows to dates and partners. */
const keyTypes: readonly [column: string, type: string][] = [
  ["as_of", "DATE"],
  ["partner_id", "VARCHAR"]
];

/**
 * That the SQL of a metric gives the columns that its header publishes, with values of their types: a cast would round a share that is
 * declared a whole number without a word.
 * @throws HandshakeError (78) that names the file and the column
 */
export async function ensureDeclared(db: Rows, metric: MetricDefinition, given: GivenColumns): Promise<void> {
  const {file, key, columns} = metric;
  if (!columns.length) return;
  const missing = [...new Set([...key, ...columns.map(({name}) => name)])].filter((name) => !given.has(name));
  if (missing.length)
    throw refused(
      file,
      `its header declares ${missing.join(", ")}, and its SQL gives ${[...given.keys()].join(", ")}. Give the column in the SQL, or correct the header ("key:", "columns:").`
    );
  if (!given.has("as_of"))
    throw refused(
      file,
      `its SQL gives no as_of, and a metric with "columns:" is published by its day. Join metrics.as_of_dates, give as_of first and name it in "key:"; or take "columns:" out.`
    );
  for (const [name, type] of keyTypes)
    if (key.includes(name) && given.get(name) !== type)
      throw refused(
        file,
        `${name} is ${given.get(name)}, expected ${type}. Cast it: cast(… as ${type.toLowerCase()}) as ${name}.`
      );
  for (const column of columns) await ensureType(db, metric, column, given.get(column.name)!);
  if (metric.shown && metric.shown.card.length + metric.shown.column.length > 0) await ensureOneRow(db, metric);
}

async function ensureType(
  db: Rows,
  {name: metric, file}: MetricDefinition,
  {name, type}: PublishedColumn,
  given: string
): Promise<void> {
  if (type === "varchar" || type.toUpperCase() === given) return;
  const value = identifier(name);
  const cast = `try_cast(${value} as ${type})`;
  // no decimal fraction is the same after it was a floating number
  const other = type === "double" ? "" : ` or cast(${cast} as ${given}) <> ${value}`;
  const [found] = await db.rows<{n: number | string}>(
    `select count(*) as n from metrics.${metric} where ${value} is not null and (${cast} is null${other})`
  );
  const n = Number(found!.n);
  if (n === 0) return;
  throw refused(
    file,
    `its header declares ${name} as ${type}, and its SQL gives ${given} with other values in ${n} ${n === 1 ? "row" : "rows"}. Correct the type in "columns:", or round or cast the column in the SQL.`
  );
}

/** A card and a cell of a list have room for one figure, and nothing says which of several it is. */
async function ensureOneRow(db: Rows, {name, file}: MetricDefinition): Promise<void> {
  const [twice] = await db.rows<{as_of: string; partner_id: string | null; n: number | string}>(
    `select as_of, partner_id, count(*) as n from metrics.${name} group by as_of, partner_id having count(*) > 1 order by as_of desc, partner_id limit 1`
  );
  if (twice)
    throw refused(
      file,
      `a card and a column show one row per partner, and there are ${twice.n} ${twice.partner_id === null ? "without a partner" : `of ${twice.partner_id}`} at ${twice.as_of}. Group the SQL by as_of and partner_id, or show it as "page" only.`
    );
}

/** The published columns with values that are no numbers, as after a division by zero, each with the number of its rows. */
export async function notFinite(db: Rows, {name, columns}: MetricDefinition): Promise<{column: string; rows: number}[]> {
  const doubles = columns.filter(({type}) => type === "double").map((c) => c.name);
  if (!doubles.length) return [];
  const counts = doubles.map((c, i) => `count(*) filter (not isfinite(try_cast(${identifier(c)} as double))) as c${i}`);
  const [found] = await db.rows<Record<string, number | string>>(`select ${counts.join(", ")} from metrics.${name}`);
  return doubles.map((column, i) => ({column, rows: Number(found![`c${i}`])})).filter(({rows}) => rows > 0);
}

/** The days in a published metric's as_of that no metric is computed for, newest first, with the number of their rows: no page shows such rows. */
export async function otherDays(db: Rows, {name, key, columns}: MetricDefinition): Promise<{days: string[]; rows: number}> {
  if (!columns.length || !key.includes("as_of")) return {days: [], rows: 0};
  const found = await db.rows<{day: string | null; n: number | string}>(
    `select as_of as day, count(*) as n from metrics.${name} anti join metrics.as_of_dates using (as_of) group by all order by day desc`
  );
  return {days: found.map(({day}) => day ?? "an empty day"), rows: found.reduce((sum, {n}) => sum + Number(n), 0)};
}

/** The number of rows of a published metric that are of a partner that there is not: they are on no partner's page. */
export async function otherPartners(db: Rows, {name, key, columns}: MetricDefinition): Promise<number> {
  if (!columns.length || !key.includes("partner_id")) return 0;
  const [found] = await db.rows<{n: number | string}>(
    `select count(*) as n from metrics.${name} anti join facts.partners using (partner_id) where partner_id is not null`
  );
  return Number(found!.n);
}
