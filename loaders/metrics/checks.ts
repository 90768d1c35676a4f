import {z} from "zod";
import {identifier, literal, type DuckDB} from "../engines/duckdb.ts";
import {shownPath} from "../engines/sqlFault.ts";
import {HandshakeError, isMachineTrouble} from "../errors.ts";
import {readCatalogue, type MetricDefinition} from "./catalogue.ts";
import type {Check} from "./checkLanguage.ts";
import {ensureDeclared, notFinite, otherDays, otherPartners} from "./declared.ts";
import {isOwnMetric} from "./files.ts";

/** A check of a metric that its rows don't pass. */
export interface FailedCheck {
  metric: string;
  /** As its header has it, or as it would. */
  check: string;
  /** How many rows, or keys that are there several times, don't; null where it is about the SQL. */
  rows: number | null;
}

/** What the terminal says of a check that fails. */
export const failedText = ({metric, check, rows}: FailedCheck): string =>
  `${metric} fails its check "${check}"${rows === null ? "" : `: ${rows} ${rows === 1 ? "row" : "rows"}`}; the data page names it`;

/** What is to be said after an edit: of checks that did not fail before, or fail in other rows, and of those that pass again. */
export function checkNews(before: readonly FailedCheck[], now: readonly FailedCheck[]): string[] {
  const said = new Set(before.map(failedText));
  const isSame = (a: FailedCheck) => (b: FailedCheck) => a.metric === b.metric && a.check === b.check;
  return [
    ...now.map(failedText).filter((text) => !said.has(text)),
    ...before.filter((one) => !now.some(isSame(one))).map(({metric, check}) => `${metric} no longer fails its check "${check}"`)
  ].map((text) => `${text}.`);
}

const Columns = z.object({metric: z.string(), columns: z.array(z.string()), types: z.array(z.string())});
const Counts = z.record(z.string(), z.coerce.number());

/**
 * The checks that the headers of metrics ask for and their rows don't pass, over all dates; and what none has to ask for: that the key of a
 * metric of one's own tells its rows apart; and of what is published, that numbers are finite, its days computed ones and its partners known.
 * @throws HandshakeError (78) that names the file where a check names a column that its metric doesn't have, or can't be made of it, or
 *   where the SQL doesn't give what the header publishes
 */
export async function failedChecks(db: Pick<DuckDB, "rows">, catalogue = readCatalogue()): Promise<FailedCheck[]> {
  const rows = await db.rows(
    "select table_name as metric, list(column_name order by column_index) as columns, list(data_type order by column_index) as types from duckdb_columns() where schema_name = 'metrics' group by all"
  );
  const given = new Map(
    rows
      .map((row) => Columns.parse(row))
      .map(({metric, columns, types}) => [metric, new Map(columns.map((c, i) => [c, types[i]!]))])
  );
  const failed = catalogue.filter(({besides}) => besides.length).map(({name, besides}) => onlyRecords(name, besides));
  for (const metric of catalogue.filter(({checks, columns, file}) => checks.length || columns.length || isOwnMetric(file))) {
    const columns = given.get(metric.name) ?? new Map<string, string>();
    await ensureDeclared(db, metric, columns);
    for (const check of metric.checks) refuseUnknown(metric, check, new Set(columns.keys()));
    const isOwn = isOwnMetric(metric.file);
    const missing = isOwn ? metric.key.filter((name) => !columns.has(name)) : [];
    if (missing.length) failed.push(keyMissing(metric.name, missing));
    const checks = isOwn && !missing.length ? withKey(metric) : metric.checks;
    const counts = await countsOf(db, {...metric, checks});
    counts.forEach((rows, i) => {
      if (rows) failed.push({metric: metric.name, check: checks[i]!.said, rows});
    });
    for (const {column, rows} of await notFinite(db, metric))
      failed.push({metric: metric.name, check: `${column} is a finite number`, rows});
    const {days, rows} = await otherDays(db, metric);
    if (rows) failed.push({metric: metric.name, check: `as_of is a day of as_of_dates (found ${someDays(days)})`, rows});
    // whose ids they are is nothing for the data page of an edition that shows none
    const strangers = await otherPartners(db, metric);
    if (strangers) failed.push({metric: metric.name, check: "partner_id is a partner of facts.partners", rows: strangers});
  }
  return failed;
}

/** The rows of a metric that reads the clock are those of the day of the run, and stay so for as long as no record is new. */
const onlyRecords = (metric: string, besides: readonly string[]): FailedCheck => ({
  metric,
  check: `rows follow from records and as_of alone (found ${besides.join(", ")})`,
  rows: null
});

/**
 * The checks of a header, and that of its key where it doesn't ask for it: what reads a row by its key would get two. A part of the key
 * may be empty, as the stage of a deal that has none.
 */
function withKey({checks, key}: MetricDefinition): Check[] {
  const asked = checks.filter(({rule}) => rule.kind === "unique").map(({columns}) => columns ?? key);
  // a part of the key that is unique tells the rows apart too
  const isUnique = asked.some((names) => names.every((name) => key.includes(name)));
  return isUnique ? checks : [...checks, {said: "key unique", columns: null, rule: {kind: "unique"}}];
}

const keyMissing = (metric: string, missing: readonly string[]): FailedCheck => ({
  metric,
  check: `"key:" names columns that the SQL gives (found ${missing.join(", ")})`,
  rows: null
});

/** The newest of some days, and how many others there are. */
const someDays = ([newest, ...others]: readonly string[]): string =>
  `${newest}${others.length ? ` and ${others.length} ${others.length === 1 ? "other day" : "other days"}` : ""}`;

/** How many rows don't pass each check of a metric. */
async function countsOf(db: Pick<DuckDB, "rows">, metric: MetricDefinition): Promise<number[]> {
  if (!metric.checks.length) return [];
  const counts = metric.checks.map((check, i) => `(select count(*) from (${failingSql(metric, check)})) as c${i}`);
  try {
    const [found] = await db.rows(`select ${counts.join(", ")}`);
    return Object.values(Counts.parse(found));
  } catch (error) {
    if (isMachineTrouble(error)) throw error;
    const reason = (error as Error).message.replace(/\n+LINE[\s\S]*$/, "");
    throw new HandshakeError(
      `${shownPath(metric.file)}: a check can't be made: ${reason}. Correct "checks:", or the type of the column in the SQL.`,
      {exitCode: 78, cause: error}
    );
  }
}

function refuseUnknown({file, key}: MetricDefinition, {said, columns}: Check, known: ReadonlySet<string>): void {
  const unknown = (columns ?? key).filter((column) => !known.has(column));
  if (unknown.length)
    throw new HandshakeError(
      `${shownPath(file)}: the check "${said}" names ${unknown.join(", ")}, which the metric doesn't have${known.size ? `; it has ${[...known].join(", ")}` : ""}. Correct it in "checks:".`,
      {exitCode: 78}
    );
}

/** The rows that don't pass; what is empty passes all but "not null". */
function failingSql({name, key}: MetricDefinition, {columns, rule}: Check): string {
  const from = `select 1 from metrics.${name}`;
  const column = identifier(columns?.[0] ?? "");
  switch (rule.kind) {
    case "not null":
      return `${from} where ${(columns ?? key).map((c) => `${identifier(c)} is null`).join(" or ")}`;
    case "unique":
      return `${from} group by ${(columns ?? key).map(identifier).join(", ")} having count(*) > 1`;
    case "in":
      return `${from} where cast(${column} as varchar) not in (${rule.values.map(literal).join(", ")})`;
    case "range":
      return `${from} where ${[
        ...(rule.from === null ? [] : [`${column} < ${rule.from}`]),
        ...(rule.to === null ? [] : [`${column} > ${rule.to}`])
      ].join(" or ")}`;
  }
}
