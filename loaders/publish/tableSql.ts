import {z} from "zod";
import {readFileSync} from "node:fs";
import path from "node:path";
import {metaOf, type ColumnMeta, type Table} from "../../src/contract/columns.ts";
import {HandshakeError} from "../errors.ts";

const keys = {partners: "partner_id", people: "person_id", customers: "customer_id"} as const;
const isFacts = (name: string): name is keyof typeof keys => name in keys;

/**
 * SQL of a table as src/contract declares it, from schemas metrics and facts: every column cast to its declared type, of the metric
 * that the table names, of others that are joined by date and key, or of a query in queries/ that computes what no metric has.
 */
export function tableSql(name: string, table: Table): string {
  const columns = Object.entries(table.row).map(([column, schema]) => [column, declared(name, column, metaOf(schema))] as const);
  const {metric} = table.source;
  if (metric === null) return `select ${columns.map(([c, m]) => cast(`q.${c}`, m, c)).join(", ")} from (${query(name)}) as q`;
  const names = columns.flatMap(([, {nameOf}]) => (nameOf ? [nameOf] : []));
  const selected = columns.map(([c, m]) => {
    if (!m.nameOf) return cast(m.from ?? `m.${c}`, m, c);
    const name = `name_${names.indexOf(m.nameOf)}.name`;
    // where a name may be absent, an id is not given for one
    return cast(table.row[c] instanceof z.ZodNullable ? name : `coalesce(${name}, ${m.nameOf[1]})`, m, c);
  });
  return `select ${selected.join(", ")} from metrics.${metric} as m ${joins(table, columns, names)} ${table.source.where ? `where ${table.source.where}` : ""}`;
}

const cast = (sql: string, {type}: ColumnMeta, column: string) => `cast(${sql} as ${type}) as ${column}`;

function joins(
  {source, row: _}: Table,
  columns: readonly (readonly [string, ColumnMeta])[],
  names: readonly NonNullable<ColumnMeta["nameOf"]>[]
): string {
  const said = [...columns.flatMap(([, {from, nameOf}]) => [from ?? "", nameOf?.[1] ?? ""]), source.where ?? ""].join(" ");
  const aliases = new Set([...said.matchAll(/\b([a-z_]+[a-z])\.[a-z_]/g)].map(([, alias]) => alias!));
  const all = source.dates === "all";
  const dates =
    source.dates === "none"
      ? "cross join (select as_of from metrics.as_of_dates where is_current) as now"
      : `join metrics.as_of_dates as dates on dates.as_of = m.as_of${all ? "" : " and dates.is_current"}`;
  const others = [...aliases]
    .filter((alias) => !["m", "dates", "now"].includes(alias))
    .map((alias) =>
      isFacts(alias)
        ? `left join facts.${alias} as ${alias} on ${alias}.${keys[alias]} = m.${keys[alias]}`
        : `left join metrics.${alias} as ${alias} on ${alias}.as_of = m.as_of and ${alias}.${source.key} = m.${source.key}`
    );
  const named = names.map(([facts, id], i) => {
    // partners of one name are told apart
    const from = facts === "partners" ? "metrics.partner_names" : `facts.${facts}`;
    return `left join ${from} as name_${i} on name_${i}.${keys[facts]} = ${id}`;
  });
  return [dates, ...others, ...named].join(" ");
}

/** @throws HandshakeError where a column has no disclosure class: nobody may see it then */
function declared(table: string, column: string, meta: ColumnMeta | undefined): ColumnMeta {
  if (meta) return meta;
  throw new HandshakeError(
    `What ${table}.${column} reveals is not declared, so nobody may see it yet. Declare it with a disclosure class (src/contract/columns.ts).`
  );
}

const query = (name: string) => readFileSync(path.join(import.meta.dirname, "queries", `${name}.sql`), "utf8").trim();
