import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import type {LookupTables} from "../mappings/engine/lookups.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import {rawColumn, type Raw} from "../read/rawTable.ts";
import {settleDayOrder} from "./dayOrder.ts";
import {currencyDoubts} from "./currencyDoubts.ts";
import {entitiesInNames} from "./entities.ts";
import {filledTwice} from "./filledTwice.ts";
import {groupedPartners} from "./groupedPartners.ts";
import {amountHeaders} from "./otherCurrency.ts";
import {refundsLost} from "./givenBack.ts";
import {severalValues} from "./severalValues.ts";
import {withShownCurrency} from "./shownCurrency.ts";
import type {Settings} from "../settings.ts";
import {namesInSeveralWays, repeatMarksIn, wordsForNothing} from "./doubts.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import type {Warning} from "./stagedFile.ts";
import {conditionSql, type Reading} from "../mappings/engine/text.ts";
import {dropTrailer} from "../read/trailer.ts";
import {listOf, withFallbacks} from "../mappings/engine/walk.ts";
import {Refusal} from "../read/refusal.ts";
import {counts1904} from "../read/transcribe/workbook.ts";

/**
 * Leaves in table `raw` the records that belong to the table: without a report's trailer, and without those that the mapping leaves out.
 * What goes is counted in warnings; the records that stay are the ones to be accounted for.
 * @param as.first of the tables that a file fills, the first answers for what can't be read and for the trailer
 */
export async function claimRecords(
  db: DuckDB,
  delivered: Raw,
  as: Pick<TableFile, "table" | "mapping" | "first" | "read">,
  lookups: LookupTables,
  {reporting_currency: reporting}: Pick<Settings, "reporting_currency">
): Promise<{raw: Raw; warnings: Warning[]; mapping: TableMapping | null}> {
  const {mapping, first} = as;
  // a report that has lines of a title repeats its headers above each group of records
  const again = (reason: string) => reason === "repeated_header" && mapping?.headerLine !== undefined;
  const lines = delivered.bad.filter((b) => !again(b.reason));
  const bare = lines.filter((b) => b.reason !== "column_count" || !/^[\s,;"]*$/.test(b.raw));
  const titles = delivered.bad.length - lines.length;
  const read = {...delivered, bad: bare, records: delivered.records - titles};
  const emptied = (await dropEmpty(db, read, as.read)) + lines.length - bare.length;
  const empty =
    emptied && first
      ? [{reason: "empty_lines", detail: `${counted(emptied, "line")} without a value in any column that is read`}]
      : [];
  const reading: Reading = {headers: read.headers, lookups, mapping};
  if (!mapping) {
    const warnings = [
      ...empty,
      ...(await entitiesInNames(db, {table: as.table, mapping}, reading)),
      ...(await currencyDoubts(db, as.table, reading, reporting))
    ];
    return {raw: {...read, records: read.records - emptied}, warnings, mapping};
  }
  refuseOtherCalendar(delivered, mapping);
  const warnings: Warning[] = [...empty];
  const trailer = mapping.trailer ? await dropTrailer(db, read, mapping.trailer) : {lines: 0, bad: read.bad};
  if (trailer.lines && first) warnings.push({reason: "trailer", detail: `${counted(trailer.lines, "line")} after the records`});
  const before = await recordsIn(db);
  if (mapping.when) await db.run(`create or replace table raw as select * from raw where ${conditionSql(mapping.when, reading)}`);
  const kept = await recordsIn(db);
  const out = before - kept + (first ? titles : 0);
  if (out)
    warnings.push({
      reason: "left_out",
      detail: `${counted(out, "record")} that the mapping does not take for ${mapping.table}`
    });
  warnings.push(...(await severalValues(db, {table: as.table, mapping}, reading)));
  const bad = first ? trailer.bad : [];
  const raw = {...read, records: kept + bad.length, bad};
  const source = {table: as.table, mapping};
  const order = await settleDayOrder(db, source, raw, reading);
  const settled = await withShownCurrency(db, {table: as.table, mapping: order.mapping}, reading, reporting);
  warnings.push(
    ...order.warnings,
    ...(await wordsForNothing(db, source, reading)),
    ...(await repeatMarksIn(db, source, reading)),
    ...(await currencyDoubts(db, as.table, {...reading, mapping: settled}, reporting)),
    ...amountHeaders({...source, mapping: settled, read: as.read}, read.headers, reporting),
    ...(await filledTwice(db, settled, reading)),
    ...(await refundsLost(db, {table: as.table, mapping: settled}, reading)),
    ...(await namesInSeveralWays(db, source, reading)),
    ...(await groupedPartners(db, source, reading)),
    ...(await entitiesInNames(db, source, reading))
  );
  return {raw, warnings, mapping: settled};
}

/** Day numbers that count from 1904, read as if from 1900, are days four years too early. */
function refuseOtherCalendar({warnings}: Raw, mapping: TableMapping): void {
  if (!warnings.some(({reason}) => reason === counts1904.reason)) return;
  const column = Object.entries(mapping.columns).find(([, rule]) =>
    withFallbacks(rule).some(({date}) => date !== undefined && listOf(date).includes("excel_serial"))
  )?.[0];
  if (column === undefined) return;
  throw new Refusal(
    "unsupported",
    `The workbook counts its days from 1904, and ${column} is read by "excel_serial", which counts from 1900: each day would be four years early. Write date: "excel_serial_1904" for ${column} in the mapping, or give the column a date format in the workbook.`
  );
}

/** Lines of empty cells are no records, as empty rows of a workbook are none: a table that was emptied in a spreadsheet leaves them. */
async function dropEmpty(db: DuckDB, {headers}: Raw, wanted: string[]): Promise<number> {
  const names = new Set(wanted.map((w) => w.toLowerCase()));
  const cells = headers.flatMap((h, i) => (names.has(h.toLowerCase()) ? [rawColumn(i)] : []));
  if (cells.length < 2) return 0;
  const empty = cells.map((c) => `${c} is null`).join(" and ");
  const [found] = await db.rows<{n: string}>(`select count(*) as n from raw where ${empty}`);
  const n = Number(found!.n);
  if (n) await db.run(`delete from raw where ${empty}`);
  return n;
}

async function recordsIn(db: DuckDB): Promise<number> {
  const [found] = await db.rows<{n: string}>("select count(*) as n from raw");
  return Number(found!.n);
}
