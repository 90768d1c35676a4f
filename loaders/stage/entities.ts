import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import {hasEntities} from "../mappings/engine/html.ts";
import {isFoldedReference} from "../mappings/engine/ids.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {Headers} from "../mappings/engine/rule.ts";
import {cellSql, type Reading} from "../mappings/engine/text.ts";
import {headerIn, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import type {Warning} from "./stagedFile.ts";

interface Named {
  /** The canonical column, or where the name of an id is said. */
  place: string;
  header: Headers;
}

/** The cells that name a partner, customer or person, and are taken as they are written. */
export function namesAsWritten(table: CanonicalTable, mapping: TableMapping | null): Named[] {
  const rules = columnsOf(table)
    .filter((c) => isFoldedReference(c) || c.name === "name")
    .map((c): [string, TableMapping["columns"][string] | undefined] => [
      c.name,
      mapping ? mapping.columns[c.name] : {from: c.name}
    ]);
  const beside = Object.entries(mapping?.names ?? {}).map(([id, rule]): [string, typeof rule] => [`names.${id}`, rule]);
  return [...rules, ...beside].flatMap(([place, rule]) =>
    (rule ? withFallbacks(rule) : []).flatMap((r) =>
      r.html || r.lookup || !(r.from ?? r.hashOf) ? [] : sourcesOf(r).map((header) => ({place, header}))
    )
  );
}

/** Names with entities of HTML in them: "Smith &amp; Sons" here and "Smith & Sons" in another file would be two partners. */
export async function entitiesInNames(
  db: DuckDB,
  {table, mapping}: {table: CanonicalTable; mapping: TableMapping | null},
  reading: Reading
): Promise<Warning[]> {
  const found = new Map<string, {n: number; places: string[]}>();
  for (const {place, header} of namesAsWritten(table, mapping)) {
    const cell = cellSql(header, reading);
    const [row] = await db.rows<{n: string}>(`select count(distinct ${cell}) as n from raw where ${hasEntities(cell)}`);
    const n = Number(row!.n);
    const name = headerIn(header, reading.headers);
    if (n) found.set(name, {n, places: [...(found.get(name)?.places ?? []), place]});
  }
  return [...found].map(([header, {n, places}]) => ({
    reason: "html_entities",
    detail: `${counted(n, "name")} in ${header} ${n === 1 ? "has" : "have"} entities of HTML in ${n === 1 ? "it" : "them"}, such as &amp; for &: the same name without them is another one. ${mapping ? `Set html: true on ${[...new Set(places)].join(" and ")} in the mapping` : 'Export as text, or let "npx handshake map FILE" draft a mapping with html: true'}`
  }));
}
