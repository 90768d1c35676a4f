import type {DuckDB} from "../engines/duckdb.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import {dateWord, orderOf, swapped} from "../mappings/engine/dateFormats.ts";
import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import type {Raw} from "../read/rawTable.ts";
import {Refusal} from "../read/refusal.ts";
import type {Headers, SimpleRule} from "../mappings/engine/rule.ts";
import type {Warning} from "./stagedFile.ts";
import {takenSql, type Reading} from "../mappings/engine/text.ts";
import {readsSql} from "../mappings/engine/times.ts";
import {ordinarySql} from "../mappings/engine/wide.ts";
import {headerIn, listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";

type Order = "dmy" | "mdy";

/** The days of one column of the export, and the formats of the rule that reads them. */
interface DayColumn {
  column: Column;
  header: string;
  source: Headers;
  rule: SimpleRule;
  formats: string[];
}

/** How the cells of a column can be read: in one order only, or in both with another day each time. */
interface Readings {
  dmy: {n: number; ordinal: number; value: string} | null;
  mdy: {n: number; ordinal: number; value: string} | null;
  both: {n: number; value: string} | null;
  /** Days that are written year first, where none of them lies after the 12th of its month and some could be another day. */
  low: {n: number; value: string} | null;
}

const formatsOf = (rule: SimpleRule): string[] => (rule.date === undefined ? [] : listOf(rule.date));
const orders = (formats: string[]): Order[] => [...new Set(formats.flatMap((f) => orderOf(f) ?? []))];

/** Whether a rule reads days whose order of day and month a file may contradict. */
export const readsAnOrder = (rule: SimpleRule): boolean => orders(formatsOf(rule)).length > 0;

/**
 * Lets the whole file decide in which order day and month stand. Where its days can only be read in the other order than the mapping says,
 * or in both, or where the mapping leaves it open and every day reads both ways, the file is refused: each day would be a guess.
 * @returns the mapping, with the one order where it left it open, and what is to be said
 * @throws Refusal (day_order)
 */
export async function settleDayOrder(
  db: DuckDB,
  source: {table: CanonicalTable; mapping: TableMapping},
  raw: Raw,
  reading: Reading
): Promise<{mapping: TableMapping; warnings: Warning[]}> {
  const {mapping, table} = source;
  const days = dayColumns(mapping, table, reading.headers);
  if (!days.length) return {mapping, warnings: []};
  const found: [DayColumn, Readings][] = [];
  for (const d of days) found.push([d, await readingsOf(db, d, reading)]);
  const proof = (order: Order) => found.find(([, r]) => r[order]);
  const proven = (["dmy", "mdy"] as const).filter(proof);
  for (const [d, readings] of found) await refuseContradiction(d, readings, raw);
  const open = found.filter(([d]) => orders(d.formats).length === 2);
  if (!open.length) return {mapping, warnings: proven.length ? [] : doubtful(found)};
  if (proven.length === 2) throw mixed(proof("dmy")!, proof("mdy")!);
  const doubt = open.find(([, r]) => r.both);
  if (!proven.length && doubt) throw unasked(doubt);
  return {mapping: proven.length ? withOrder(mapping, proven[0]!) : mapping, warnings: []};
}

function dayColumns(mapping: TableMapping, table: CanonicalTable, headers: readonly string[]): DayColumn[] {
  const columns = new Map(columnsOf(table).map((c) => [c.name, c]));
  return Object.entries(mapping.columns).flatMap(([name, whole]) => {
    const column = columns.get(name);
    return !column || !["day", "instant"].includes(column.kind)
      ? []
      : withFallbacks(whole).flatMap((rule) =>
          readsAnOrder(rule)
            ? sourcesOf(rule).map((h) => ({column, header: headerIn(h, headers), source: h, rule, formats: formatsOf(rule)}))
            : []
        );
  });
}

async function readingsOf(db: DuckDB, {column, rule, source, formats}: DayColumn, reading: Reading): Promise<Readings> {
  const taken = takenSql(source, rule, reading, column);
  const cell = rule.wide ? ordinarySql(taken) : taken;
  const numeric = formats.filter((f) => orderOf(f));
  const all = [...numeric, ...numeric.map(swapped)];
  const of = (order: Order) => all.filter((f) => orderOf(f) === order);
  const others = formats.filter((f) => !orderOf(f) && dateWord(f) !== "iso");
  const [row] = await db.rows<Record<string, string | null>>(`
    with cells as (select ordinal, ${cell} as cell from raw where ${cell} is not null and (${yearFirst(cell)} or not ${readsSql(cell, others, rule.locale)})),
    read as (select *, ${readsSql("cell", of("dmy"), rule.locale)} as dmy, ${readsSql("cell", of("mdy"), rule.locale)} as mdy,
      regexp_extract(cell, '([0-9]+)[^0-9]+([0-9]+)', 1) = regexp_extract(cell, '([0-9]+)[^0-9]+([0-9]+)', 2) as alike from cells)
    select count(*) filter (dmy and not mdy) as dmy, min(ordinal) filter (dmy and not mdy) as dmy_at, arg_min(cell, ordinal) filter (dmy and not mdy) as dmy_cell,
      count(*) filter (mdy and not dmy) as mdy, min(ordinal) filter (mdy and not dmy) as mdy_at, arg_min(cell, ordinal) filter (mdy and not dmy) as mdy_cell,
      count(*) filter (dmy and mdy and not alike) as both_ways, arg_min(cell, ordinal) filter (dmy and mdy and not alike) as both_cell,
      count(*) filter (${yearFirst("cell")}) as year_first, count(*) filter (${yearFirst("cell")} and cell[9:10] > '12') as later,
      arg_min(cell, ordinal) filter (${yearFirst("cell")} and cell[6:7] <> cell[9:10]) as first_cell from read`);
  const one = (order: Order) =>
    Number(row![order]) ? {n: Number(row![order]), ordinal: Number(row![`${order}_at`]), value: row![`${order}_cell`]!} : null;
  return {
    dmy: one("dmy"),
    mdy: one("mdy"),
    both: Number(row!.both_ways) ? {n: Number(row!.both_ways), value: row!.both_cell!} : null,
    low: row!.first_cell && !Number(row!.later) ? {n: Number(row!.year_first), value: row!.first_cell} : null
  };
}

/** SQL of whether a cell begins with a day as workbooks give those that they keep as days. */
const yearFirst = (cell: string) => String.raw`regexp_matches(${cell}, '^\d{4}-\d{2}-\d{2}([T ]|$)')`;

const inWords: Record<Order, string> = {dmy: "day before month", mdy: "month before day"};
const other = (order: Order): Order => (order === "dmy" ? "mdy" : "dmy");
const edit = ({column}: DayColumn, order: Order) => `set date: ${JSON.stringify(order)} on ${column.name} in the mapping`;

/**
 * A mapping of one order whose column proves the other and nowhere its own; or both, where days that read both ways would be a guess.
 */
async function refuseContradiction(d: DayColumn, readings: Readings, raw: Raw): Promise<void> {
  if (readings.low && !readings.both && (readings.dmy ?? readings.mdy)) throw halfRead(d, readings);
  const [said, second] = orders(d.formats);
  if (second || !said) return;
  const against = readings[other(said)];
  if (!against || (readings[said] && !readings.both)) return;
  if (readings[said]) throw swappedByHand(d, readings);
  const line = (await raw.locate([against.ordinal])).get(against.ordinal)?.line;
  const swaps = readings.both ? ` Of the others ${readings.both.n} would be read as another day.` : "";
  throw new Refusal(
    "day_order",
    `${d.header} is "${against.value}" in line ${line}: ${inWords[other(said)]}, but the mapping reads ${inWords[said]} (${d.formats.join(", ")}) for ${d.column.name}.${swaps} If the export is right, ${edit(d, other(said))}, and on the other days of this export.`
  );
}

function mixed([a, inA]: [DayColumn, Readings], [b, inB]: [DayColumn, Readings]): Refusal {
  return new Refusal(
    "day_order",
    `${a.header} is "${inA.dmy!.value}" (day before month) and ${b.header} is "${inB.mdy!.value}" (month before day): one file has one order. Export it again with one, or ${edit(a, "dmy")}.`
  );
}

function swappedByHand({header}: DayColumn, {dmy, mdy, both}: Readings): Refusal {
  return new Refusal(
    "day_order",
    `${header} is "${dmy!.value}" (day before month) and "${mdy!.value}" (month before day): of the others ${both!.n} could be either, such as "${both!.value}". A spreadsheet may have swapped some of them. Export it again without opening it in one.`
  );
}

/**
 * A spreadsheet that reads 05/03/2026 in its own order keeps a day, and leaves 25/06/2026 a text: whatever the export's order was, the
 * days that it could read are swapped, and all of them lie before the 13th.
 */
function halfRead({header}: DayColumn, {dmy, mdy, low}: Readings): Refusal {
  const text = (dmy ?? mdy)!;
  return new Refusal(
    "day_order",
    `${header} is "${text.value}" (${inWords[dmy ? "dmy" : "mdy"]}) in some records, and in ${low!.n} a day with the year first, such as "${low!.value}", never after the 12th of a month. A spreadsheet seems to have read those in its own order, with day and month swapped, and left the others as they were. Export it again without opening it in one; if they are right, write all days of the column in one way.`
  );
}

function unasked([d, {both}]: [DayColumn, Readings]): Refusal {
  return new Refusal(
    "day_order",
    `Every day in ${d.header} can be read with the day or the month first, such as "${both!.value}". Say which it is: ${edit(d, "dmy")}, or date: "mdy".`
  );
}

/** The mapping's word stands, but no cell proves it. */
function doubtful(found: [DayColumn, Readings][]): Warning[] {
  const open = found.filter(([, r]) => r.both);
  const [first] = open;
  if (!first) return [];
  const [d, {both}] = first;
  const said = orders(d.formats)[0]!;
  return [
    {
      reason: "day_order",
      detail: `every day in ${[...new Set(open.map(([o]) => o.header))].join(", ")} can be read with the day or the month first ("${both!.value}"); read as ${inWords[said]}, as the mapping says; if that is wrong, ${edit(d, other(said))}`
    }
  ];
}

/** The mapping without the formats of the other order. */
function withOrder(mapping: TableMapping, order: Order): TableMapping {
  const one = <R extends SimpleRule>(rule: R): R =>
    orders(formatsOf(rule)).length === 2 ? {...rule, date: formatsOf(rule).filter((f) => orderOf(f) !== other(order))} : rule;
  const whole = (rule: ColumnRule): ColumnRule => {
    const {empty, ...own} = one(rule);
    return empty === undefined || typeof empty === "string" ? one(rule) : {...own, empty: listOf(empty).map(one)};
  };
  return {...mapping, columns: Object.fromEntries(Object.entries(mapping.columns).map(([c, r]) => [c, whole(r)]))};
}
