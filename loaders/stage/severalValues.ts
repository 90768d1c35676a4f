import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import {hasEntities} from "../mappings/engine/html.ts";
import {isFoldedReference} from "../mappings/engine/ids.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {Headers} from "../mappings/engine/rule.ts";
import {cellSql, holdsSeveral, type Reading} from "../mappings/engine/text.ts";
import {listOf, withFallbacks} from "../mappings/engine/walk.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import type {Warning} from "./stagedFile.ts";

interface Mapped {
  table: CanonicalTable;
  mapping: TableMapping;
}

/** Cells that hold more values than the one that is taken, and names that may be several which are taken as one. */
export async function severalValues(db: DuckDB, {table, mapping}: Mapped, reading: Reading): Promise<Warning[]> {
  const split = Object.entries(mapping.columns).flatMap(([column, rule]) =>
    rule.split
      ? [...(rule.from ? [rule.from] : []), ...(rule.hashOf ?? [])].map((header) => ({column, header, by: rule.split!}))
      : []
  );
  const warnings: Warning[] = [];
  for (const {column, header, by} of split) {
    const n = await countOf(db, holdsSeveral(cellSql(header, reading), by));
    if (n)
      warnings.push({
        reason: "several_values",
        detail: `${counted(n, "record")} with more than one value in ${listOf(header)[0]!}; the first is taken as ${column}`
      });
  }
  for (const {column, header} of takenWhole(table, mapping)) {
    const cell = cellSql(header, reading);
    const n = await countOf(db, `${holdsSeveral(cell, ";")} and not ${hasEntities(cell)}`);
    if (n)
      warnings.push({
        reason: "several_values",
        detail: `${counted(n, "record")} with semicolons in ${listOf(header)[0]!}, each taken as one name. If they are several, set split: ";" on ${column} in the mapping: the first is then taken`
      });
  }
  return warnings;
}

/** The columns of names of partners, customers and people that no rule takes apart. */
export const takenWhole = (table: CanonicalTable, mapping: TableMapping): {column: string; header: Headers}[] =>
  columnsOf(table)
    .filter(isFoldedReference)
    .flatMap(({name}) => {
      const rule = mapping.columns[name];
      return (rule ? withFallbacks(rule) : []).flatMap((r) =>
        r.hashOf && !r.split ? r.hashOf.map((header) => ({column: name, header})) : []
      );
    });

async function countOf(db: DuckDB, condition: string): Promise<number> {
  const [found] = await db.rows<{n: string}>(`select count(*) as n from raw where ${condition}`);
  return Number(found!.n);
}
