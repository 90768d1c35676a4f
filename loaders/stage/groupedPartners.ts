import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import {cellSql, textSql, type Reading} from "../mappings/engine/text.ts";
import {isNoDay} from "../mappings/engine/totals.ts";
import {headerIn, listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import type {Warning} from "./stagedFile.ts";

interface Mapped {
  table: CanonicalTable;
  mapping: TableMapping;
}

/** With fewer partners it may well be chance that none comes twice. */
const fewest = 3;

/** Whether no partner comes twice and most records have none; what the first record has is asked where records have their order. */
export const mayBeGrouped = async (db: DuckDB, as: Mapped, reading: Reading): Promise<boolean> =>
  (await grouped(db, as, reading)) !== null;

/**
 * A partner that only the first record of its group names, as a grouped report has it: the others would be direct deals, and nothing
 * would say so.
 */
export async function groupedPartners(db: DuckDB, as: Mapped, reading: Reading): Promise<Warning[]> {
  const found = await grouped(db, as, reading);
  if (!found?.first) return [];
  const {header, filled, without, nothing} = found;
  const begins = nothing === null ? "one of them in the first record" : `the first record has ${JSON.stringify(nothing)}`;
  const detail = `${header} names ${counted(filled, "partner")}, each once and ${begins}, and ${counted(without, "record")} ${without === 1 ? "has" : "have"} none, as in a report that is grouped by partner. If it is one, these records count for no partner by mistake: export it without groups`;
  return [{reason: "grouped_partners", detail}];
}

interface Grouped {
  header: string;
  filled: number;
  without: number;
  /** The word that heads the group of those without a partner, where it is the first. */
  nothing: string | null;
  first: boolean;
}

async function grouped(db: DuckDB, {table, mapping}: Mapped, reading: Reading): Promise<Grouped | null> {
  const column = columnsOf(table).find((c) => c.name === "partner_id");
  const rule = mapping.columns["partner_id"];
  const present = new Set(reading.headers.map((h) => h.toLowerCase()));
  const sources = rule ? withFallbacks(rule).flatMap(sourcesOf) : [];
  const source = sources.find((s) => listOf(s).some((h) => present.has(h.toLowerCase())));
  if (!column || column.required || !rule || !source) return null;
  const [row] = await db.rows<{records: string; filled: string; different: string; words: string; first: boolean; head: string}>(
    `select count(*) as records, count(p) as filled, count(distinct p) as different, count(*) filter (p is null and cell is not null) as words,
      arg_min(p is not null, ordinal) as first, arg_min(coalesce(cell, ''), ordinal) as head
    from (select ordinal, ${textSql(rule, reading, column)} as p, ${cellSql(source, reading)} as cell from raw${dated(table, mapping, reading)})`
  );
  const [records, filled] = [Number(row!.records), Number(row!.filled)];
  if (filled < fewest || Number(row!.different) !== filled || records < 2 * filled) return null;
  // nothing but a dash heads the group of those that have none
  const nothing = !row!.first && row!.words === "1" && row!.head !== "" ? row!.head : null;
  return {
    header: headerIn(source, reading.headers),
    filled,
    without: records - filled,
    nothing,
    first: row!.first || nothing !== null
  };
}

/** SQL that leaves out lines without their day: those of totals below a group, and others that are no records of a partner. */
function dated(table: CanonicalTable, {columns}: TableMapping, reading: Reading): string {
  const rule = columns[columnsOf(table).find((c) => c.required && c.kind === "day")?.name ?? ""];
  const cells = rule ? withFallbacks(rule).flatMap(sourcesOf) : [];
  return cells.length ? ` where not (${cells.map((c) => isNoDay(cellSql(c, reading))).join(" and ")})` : "";
}
