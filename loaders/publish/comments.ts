import {metaOf} from "../../src/contract/columns.ts";
import {publishedTables} from "../../src/contract/publishedTables.ts";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import {meanings, models} from "../facts/contract.ts";
import {readCatalogue, type MetricDefinition} from "../metrics/catalogue.ts";
import {columnsOf} from "../tables/columns.ts";
import {tables} from "../tables/index.ts";

/** What columns of these names mean wherever they are. */
const everywhere: Record<string, string> = {
  ...Object.fromEntries(tables.flatMap((t) => columnsOf(t).map(({name, about}) => [name, about]))),
  ...meanings,
  as_of: "the day at whose end the row holds",
  partner_id: "the partner"
};

/** Columns of metrics as src/contract declares them, by "metric.column". */
const declared = new Map(
  Object.values(publishedTables).flatMap(({source, row}) =>
    Object.entries(row).flatMap(([name, schema]) => {
      const meta = metaOf(schema);
      if (!meta) return [];
      const from = /^(?:coalesce\()?([a-z_]+)\.([a-z_0-9]+)(?:, [^)]*\))?$/.exec(meta.from ?? `m.${name}`);
      const metric = from?.[1] === "m" ? source.metric : from?.[1];
      return from && metric ? [[`${metric}.${from[2]!}`, meta.unit ? `${meta.about} (${meta.unit})` : meta.about] as const] : [];
    })
  )
);

/** What a definition says of a column: "p_quiet = the chance of so few or fewer". */
const saidOf = (definition: string, column: string): string | undefined =>
  definition.includes(`${column} = `)
    ? new RegExp(`(?:^|[^a-z_])${column} = (.+?)(?:;|:|\\. |\\.$|$)`).exec(definition)?.[1]
    : undefined;

function ofMetric(metric: MetricDefinition, column: string): string {
  const own = metric.columns.find((c) => c.name === column);
  if (own) return own.unit ? `${own.about} (${own.unit})` : own.about;
  return (
    declared.get(`${metric.name}.${column}`) ??
    saidOf(metric.definition, column) ??
    everywhere[column] ??
    `${column.replaceAll("_", " ")}, as the comment on the table defines it (${metric.unit})`
  );
}

/** Two tables that no file of SQL defines. */
const others: Record<string, string> = {
  "facts.reporting": "The reporting currency of all money columns; one row.",
  "metrics.as_of_dates": "The dates that metrics are computed for; is_current marks the latest.",
  "metrics.definitions": "With which text, by its sha256, each metric was computed."
};

/** What a table is, and how the meaning of its columns is found. */
function tableComment(
  schema: string,
  name: string,
  catalogue: readonly MetricDefinition[]
): [string, (column: string) => string] {
  const metric = schema === "metrics" ? catalogue.find((m) => m.name === name) : undefined;
  if (metric) return [`${metric.question} ${metric.definition} One row: ${metric.grain}.`, (c) => ofMetric(metric, c)];
  const records = tables.find((t) => t.name === name);
  const ofRecords = new Map(records && columnsOf(records).map((c) => [c.name, c.about]));
  const model = name in models ? models[name as keyof typeof models] : undefined;
  const about = records?.about ?? model?.grain ?? others[`${schema}.${name}`] ?? name.replaceAll("_", " ");
  return [about, (c) => ofRecords.get(c) ?? everywhere[c] ?? c.replaceAll("_", " ")];
}

/**
 * SQL that comments on every table and column of schemas facts and metrics, from what loaders/tables, the metrics' headers and
 * src/contract say of them.
 * @param catalog where the tables with the comments are
 */
export async function commentsFor(db: DuckDB, catalog: string): Promise<string> {
  const catalogue = readCatalogue();
  const found = await db.rows<{schema: string; name: string; columns: string[]}>(
    `select schema_name as schema, table_name as name, list(column_name order by column_index) as columns
     from duckdb_columns() where database_name = current_catalog() and schema_name in ('facts', 'metrics') group by all order by all`
  );
  return found
    .flatMap(({schema, name, columns}) => {
      const [about, meaning] = tableComment(schema, name, catalogue);
      const at = `${catalog}.${schema}.${name}`;
      return [
        `comment on table ${at} is ${literal(about)}`,
        ...columns.map((c) => `comment on column ${at}."${c}" is ${literal(meaning(c))}`)
      ];
    })
    .join(";\n");
}
