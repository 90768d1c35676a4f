import type {z} from "zod";
import {column, metaOf, partnerId, partnerName, table, type Columns, type Table} from "./columns.ts";
import {partners} from "./partners.ts";

/** A single column of one metric in the SQL of a declaration: "trust.score", "coalesce(risk.revenue, 0)". */
const reference = /\b([a-z_]+)\.([a-z_]+)\b/g;

/** Whether a figure is shown says nothing of where it comes from. */
const shownIf = /^case when inactivity\.known then /;

/** The same declaration for the metric's own table; `from` said how the partners' table joins it. */
function ownColumn(schema: z.ZodType, name: string): z.ZodType {
  const {from: _, nameOf: __, ...meta} = metaOf(schema)!;
  const inner = "unwrap" in schema ? (schema as z.ZodNullable<z.ZodType>).unwrap() : schema;
  return column(inner.clone(), {...meta, from: `m.${name}`}).nullable();
}

/**
 * The tables of the metrics that the partners' table is joined from, each by the metric's own name, one row per partner now: what a
 * notebook calls `trust` or `risk`. They have the columns that the partners' table declares, and so the same disclosure classes; what no
 * page's table declares is not published.
 */
export const metricTables: Record<string, Table> = (() => {
  const found: Record<string, Record<string, z.ZodType>> = {};
  for (const schema of Object.values(partners.row as Columns)) {
    const from = (metaOf(schema)?.from ?? "").replace(shownIf, "");
    const names = [...from.matchAll(reference)];
    const [, metric = "", name = ""] = names[0] ?? [];
    if (names.length !== 1 || ["m", "partners"].includes(metric)) continue;
    (found[metric] ??= {})[name] ??= ownColumn(schema, name);
  }
  return Object.fromEntries(
    Object.entries(found).map(([metric, columns]) => [
      metric,
      table({metric, order: "partner_id"}, {partner_id: partnerId(), partner: partnerName(), ...columns})
    ])
  );
})();
