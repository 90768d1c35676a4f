import {literal, type DuckDB} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {mostAlike} from "../likeness.ts";
import {newMetricName, removedMetricText, renamedText} from "../renamed.ts";
import type {MetricDefinition} from "../metrics/catalogue.ts";

/** A row of a metric: numbers, texts, days as YYYY-MM-DD. */
export type MetricRow = Record<string, string | number | boolean | null>;

const misused = (message: string) => new HandshakeError(message, {exitCode: 64});

/**
 * The metric of that name, or of that name in an earlier version.
 * @param tell gets a line where the name is an earlier one
 * @throws HandshakeError (64) that names those most like it
 */
export async function pickMetric(
  db: DuckDB,
  catalogue: readonly MetricDefinition[],
  name: string,
  tell: (text: string) => void = (text) => console.error(text)
): Promise<MetricDefinition> {
  const found = catalogue.find((m) => m.name === name);
  if (found) return found;
  const now = newMetricName(name);
  const renamed = catalogue.find((m) => m.name === now);
  if (renamed) {
    tell(renamedText(name, renamed.name, "metrics"));
    return renamed;
  }
  const removed = removedMetricText(name);
  if (removed) throw misused(removed);
  const near = await nearest(
    db,
    name,
    catalogue.map((m) => m.name)
  );
  throw misused(`There is no metric "${name}". Did you mean ${near.join(", ")}? "npx handshake metrics" lists all.`);
}

/** Of some names the five most like another. */
async function nearest(db: DuckDB, name: string, names: readonly string[]): Promise<string[]> {
  if (!names.length) return [];
  const rows = await db.rows<{name: string}>(
    `select name from unnest([${names.map(literal).join(", ")}]) as names (name)
     order by starts_with(lower(name), lower(${literal(name)})) desc, levenshtein(lower(name), lower(${literal(name)})), name limit 5`
  );
  return rows.map((row) => row.name);
}

/** Where the keys of people and companies have names. */
const named: Record<string, {table: string; id: string}> = {
  partner_id: {table: "partners", id: "partner_id"},
  customer_id: {table: "customers", id: "customer_id"},
  rep_id: {table: "people", id: "person_id"},
  us_person: {table: "people", id: "person_id"},
  them_person: {table: "people", id: "person_id"}
};

const whole = ["portfolio", "company", "all"];

/** A condition that some key column has this value, or names what has it. */
function matches(columns: readonly string[], asked: string): string {
  const number =
    Number.isFinite(Number(asked)) && asked.trim() !== "" ? ` or try_cast(cast($ as varchar) as double) = ${Number(asked)}` : "";
  const texts = columns.map((c) => `cast(${c} as varchar) = ${literal(asked)}${number.replace("$", c)}`);
  const names = columns.flatMap((c) => {
    const known = named[c];
    return known ? [`${c} in (select ${known.id} from facts.${known.table} where name = ${literal(asked)})`] : [];
  });
  const none = whole.includes(asked) ? columns.filter((c) => c === "partner_id").map((c) => `${c} is null`) : [];
  return `(${[...texts, ...names, ...none].join(" or ")})`;
}

/** The rows of a metric that some key values tell, at a date. */
export interface Picked {
  rows: MetricRow[];
  /** Null where the metric has no dates. */
  asOf: string | null;
}

/**
 * Finds the rows of a metric by the values (or names) of its key columns, in any order.
 * @param asOf null for the current date, or the latest that has such rows
 * @throws HandshakeError (64) that names keys and dates that there are
 */
export async function pickRows(
  db: DuckDB,
  metric: MetricDefinition,
  keys: readonly string[],
  asOf: string | null
): Promise<Picked> {
  const columns = metric.key.filter((c) => c !== "as_of");
  const dated = metric.key.includes("as_of");
  const table = `metrics.${metric.name}`;
  const asked = columns.length ? keys : keys.filter((k) => !whole.includes(k));
  if (asked.length && !columns.length)
    throw misused(`${metric.name} has one row for each date and no other key, but "${asked[0]}" was given. Leave it out.`);
  const conditions = asked.map((k) => matches(columns, k));
  const day = dated ? await pickDay(db, table, conditions, asOf) : null;
  const all = [...(day === null ? [] : [`as_of = date ${literal(day)}`]), ...conditions];
  const rows = await db.rows<MetricRow>(`from ${table} ${all.length ? `where ${all.join(" and ")}` : ""} order by all`);
  if (rows.length && (asked.length || rows.length === 1)) return {rows, asOf: day};
  throw await notFound(db, metric, {keys: asked, columns, day});
}

/** A row that may be meant: its key, what its parts and those that they name are called, and the name of its partner. */
interface Candidate {
  key: string;
  parts: (string | null)[];
  names: (string | null)[];
  partner: string | null;
}

/** Keys that there are: of those that were asked for the most alike, by id or by name. */
async function notFound(
  db: DuckDB,
  {name}: MetricDefinition,
  {keys, columns, day}: {keys: readonly string[]; columns: readonly string[]; day: string | null}
): Promise<HandshakeError> {
  const texts = columns.map((c) => `cast(${c} as varchar)`);
  const nameOf = (c: string) =>
    `(select any_value(name) from facts.${named[c]!.table} as named where named.${named[c]!.id} = m.${c})`;
  const names = columns.filter((c) => named[c]).map(nameOf);
  const there = await db.rows<Candidate>(
    `select distinct concat_ws(' ', ${texts.join(", ") || "''"}) as key, [${texts.join(", ")}] as parts, [${names.join(", ")}] as names,
       ${columns.includes("partner_id") ? nameOf("partner_id") : "null"} as partner
     from metrics.${name} as m ${day ? `where as_of = date ${literal(day)}` : ""} order by key`
  );
  if (!there.length) return misused(`${name} has no rows${day ? ` at ${day}` : ""}: nothing that it is about is recorded.`);
  const told = ({key, partner}: Candidate) => (partner === null || partner === key ? key : `${key} (${partner})`);
  const some = there.slice(0, 5).map(told).join(", ");
  const keyed = columns.join(", ");
  if (!keys.length) return misused(`${name} has a row for each ${keyed}; say which, such as ${some}.`);
  const written = keys.join(" ");
  const near = mostAlike(written, there, ({key, parts, names: called}) =>
    [key, called.join(" "), ...parts, ...called].filter((text): text is string => Boolean(text))
  );
  const meant = near.length ? `Did you mean ${near.map(told).join(" or ")}?` : `None is like it; there are ${some}${there.length > 5 ? " and others" : ""}.`; // prettier-ignore
  return misused(`${name} has no row for "${written}"${day ? ` at ${day}` : ""}. ${meant} Its key is ${keyed}.`);
}

async function pickDay(db: DuckDB, table: string, conditions: string[], asked: string | null): Promise<string> {
  const days = await db.rows<{as_of: string; is_current: boolean}>("from metrics.as_of_dates order by as_of");
  const current = days.find((d) => d.is_current)!.as_of;
  if (asked !== null) {
    if (days.some((d) => d.as_of === asked)) return asked;
    throw misused(
      `The metrics are computed for ${current} and the month-ends from ${days[0]!.as_of} on, not for ${asked}. Ask for one of these, or rebuild with --as-of ${asked}.`
    );
  }
  const where = conditions.length ? `where ${conditions.join(" and ")}` : "";
  const [latest] = await db.rows<{day: string | null}>(`select max(as_of) as day from ${table} ${where}`);
  return latest?.day ?? current;
}
