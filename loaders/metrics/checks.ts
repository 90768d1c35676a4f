import {z} from "zod";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {readCatalogue, type MetricDefinition} from "./catalogue.ts";
import type {Check} from "./checkLanguage.ts";

/** A check of a metric that its rows don't pass. */
export interface FailedCheck {
  metric: string;
  /** As its header has it. */
  check: string;
  /** How many rows, or keys that are there several times, don't. */
  rows: number;
}

const Columns = z.object({metric: z.string(), columns: z.array(z.string())});
const Counts = z.record(z.string(), z.coerce.number());

/**
 * The checks that the headers of metrics ask for and their rows don't pass, over all dates.
 * @throws HandshakeError (65) that names the file where a check names a column that its metric doesn't have
 */
export async function failedChecks(db: Pick<DuckDB, "rows">, catalogue = readCatalogue()): Promise<FailedCheck[]> {
  const rows = await db.rows(
    "select table_name as metric, list(column_name order by column_index) as columns from duckdb_columns() where schema_name = 'metrics' group by all"
  );
  const columns = new Map(rows.map((row) => Columns.parse(row)).map((row) => [row.metric, new Set(row.columns)]));
  const failed: FailedCheck[] = [];
  for (const metric of catalogue.filter(({checks}) => checks.length)) {
    for (const check of metric.checks) refuseUnknown(metric, check, columns.get(metric.name) ?? new Set());
    const counts = metric.checks.map((check, i) => `(select count(*) from (${failingSql(metric, check)})) as c${i}`);
    const [found] = await db.rows(`select ${counts.join(", ")}`);
    Object.values(Counts.parse(found)).forEach((n, i) => {
      if (n) failed.push({metric: metric.name, check: metric.checks[i]!.said, rows: n});
    });
  }
  return failed;
}

function refuseUnknown({file, key}: MetricDefinition, {said, columns}: Check, known: ReadonlySet<string>): void {
  const unknown = (columns ?? key).filter((column) => !known.has(column));
  if (unknown.length)
    throw new HandshakeError(
      `${file}: the check "${said}" names ${unknown.join(", ")}, which the metric doesn't have${known.size ? `; it has ${[...known].join(", ")}` : ""}. Correct it in "checks:".`,
      {exitCode: 65}
    );
}

/** The rows that don't pass; what is empty passes all but "not null". */
function failingSql({name, key}: MetricDefinition, {columns, rule}: Check): string {
  const from = `select 1 from metrics.${name}`;
  const [column] = columns ?? [];
  switch (rule.kind) {
    case "not null":
      return `${from} where ${(columns ?? key).map((c) => `${c} is null`).join(" or ")}`;
    case "unique":
      return `${from} group by ${(columns ?? key).join(", ")} having count(*) > 1`;
    case "in":
      return `${from} where cast(${column} as varchar) not in (${rule.values.map(literal).join(", ")})`;
    case "range":
      return `${from} where ${[
        ...(rule.from === null ? [] : [`${column} < ${rule.from}`]),
        ...(rule.to === null ? [] : [`${column} > ${rule.to}`])
      ].join(" or ")}`;
  }
}
