import {counted} from "../../src/shared/formats.ts";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import {foldedSql, isFoldedReference} from "../mappings/engine/ids.ts";
import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import {repeatMarks, takesUsualNulls, wordsToTell} from "../mappings/engine/nothing.ts";
import type {SimpleRule} from "../mappings/engine/rule.ts";
import type {Warning} from "./stagedFile.ts";
import {cellSql, type Reading} from "../mappings/engine/text.ts";
import {headerIn, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";

interface Mapped {
  table: CanonicalTable;
  mapping: TableMapping;
}

/** Words for nothing that a mapping has not settled: taken as such where a column may be empty and the mapping lists none, else told only. */
export async function wordsForNothing(db: DuckDB, {table, mapping}: Mapped, reading: Reading): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const column of columnsOf(table)) {
    const rule = mapping.columns[column.name];
    if (!rule || rule.when) continue;
    for (const part of withFallbacks(rule))
      for (const header of (part.from ?? part.hashOf) ? sourcesOf(part) : []) {
        const words = await wordsIn(db, cellSql(header, reading), column, part);
        if (!words.length) continue;
        const said = words.map((w) => `"${w.word}" (${counted(w.n, "record")})`).join(", ");
        const name = headerIn(header, reading.headers);
        const list = [...(part.nulls ?? []), ...words.map((w) => w.word)].map((w) => JSON.stringify(w)).join(", ");
        warnings.push({
          reason: "words_for_nothing",
          detail: takesUsualNulls(part, column)
            ? `${name} says ${said}: taken for nothing in ${column.name}. Set nulls: [${list}] there to settle it, or nulls: [] if it is a name`
            : `${name} says ${said}, and ${column.name} takes it for a name. If it means nothing, ${part.nulls ? "add it to nulls there: " : "set "}nulls: [${list}]${part.nulls ? "" : " there"}`
        });
      }
  }
  return warnings;
}

async function wordsIn(db: DuckDB, cell: string, column: Column, rule: SimpleRule): Promise<{word: string; n: number}[]> {
  const words = wordsToTell(rule, column);
  if (!words.length || cell.startsWith("cast(null")) return [];
  const own = rule.nulls ? ` and ${cell} not in (${rule.nulls.map(literal).join(", ")})` : "";
  const rows = await db.rows<{word: string; n: string}>(
    `select ${cell} as word, count(*) as n from raw where lower(${cell}) in (${words.map(literal).join(", ")})${own} group by 1 order by 2 desc, 1`
  );
  return rows.map((r) => ({word: r.word, n: Number(r.n)}));
}

/** Marks and words for "the same as in the line above" among names: each would be a partner, customer or person of its own. */
export async function repeatMarksIn(db: DuckDB, {table, mapping}: Mapped, reading: Reading): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const column of columnsOf(table).filter(isFoldedReference)) {
    const rule = mapping.columns[column.name];
    const headers = rule ? withFallbacks(rule).flatMap((r) => ((r.from ?? r.hashOf) && !r.lookup ? sourcesOf(r) : [])) : [];
    for (const header of headers) {
      const cell = cellSql(header, reading);
      if (cell.startsWith("cast(null")) continue;
      const rows = await db.rows<{word: string; n: string}>(
        `select ${cell} as word, count(*) as n from raw where lower(${cell}) in (${repeatMarks.map(literal).join(", ")}) group by 1 order by 2 desc, 1`
      );
      if (rows.length)
        warnings.push({reason: "repeat_marks", detail: repeatMarksSaid(headerIn(header, reading.headers), column.name, rows)});
    }
  }
  return warnings;
}

/** What is said of marks for "the same as above" in a column of names. */
export const repeatMarksSaid = (header: string, column: string, rows: readonly {word: string; n: string}[]): string =>
  `${header} says ${rows.map((r) => `${r.word} (${counted(Number(r.n), "record")})`).join(", ")}, which seems to mean the name in the line above, and ${column} takes it for a name. Write the name in each line`;

/** Names that are written in several ways, by case and spaces only: each is one partner, customer or person. */
export async function namesInSeveralWays(db: DuckDB, {table, mapping}: Mapped, reading: Reading): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const column of columnsOf(table)) {
    const rule: ColumnRule | undefined = mapping.columns[column.name];
    const own = rule && !rule.idForm && !rule.lookup ? rule.from : undefined;
    if (own && isFoldedReference(column))
      warnings.push(...(await idsInSeveralWays(db, column, headerIn(own, reading.headers), cellSql(own, reading))));
    const hash = rule && withFallbacks(rule).find((r) => r.hashOf)?.hashOf;
    if (!hash || !isFoldedReference(column)) continue;
    const cell = hash.map((h) => `coalesce(${cellSql(h, reading)}, '')`).join(" || chr(31) || ");
    const [row] = await db.rows<{n: string}>(`select count(*) as n from (${severalWays(cell)})`);
    const n = Number(row!.n);
    if (n)
      warnings.push({
        reason: "one_name",
        detail: `${n} ${n === 1 ? "name" : "names"} in ${headerIn(hash[0]!, reading.headers)} ${n === 1 ? "is" : "are"} written in several ways that differ only in case or spaces; each is one ${column.name}`
      });
  }
  return warnings;
}

/** SQL with a row for each name of table `raw` that has several ways of writing; each way is folded once, not each record. */
const severalWays = (cell: string): string =>
  `select 1 from (select distinct ${cell} as way from raw where ${cell} <> '') group by ${foldedSql("way")} having count(*) > 1`;

/** Ids that are names, taken as they are written: each way of writing one is another partner, customer or person. */
async function idsInSeveralWays(db: DuckDB, column: Column, header: string, cell: string): Promise<Warning[]> {
  const [row] = await db.rows<{n: string}>(`select count(*) as n from (${severalWays(cell)})`);
  const n = Number(row!.n);
  if (!n) return [];
  const detail = `${n} ${n === 1 ? "id" : "ids"} in ${header} ${n === 1 ? "is" : "are"} written in several ways that differ only in case; each way is a ${column.name} of its own. If they are names, write ${column.name}: {hashOf: [${JSON.stringify(header)}]}`;
  return [{reason: "ids_differ_in_case", detail}];
}
