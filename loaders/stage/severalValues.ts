import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import {hasEntities} from "../mappings/engine/html.ts";
import {isFoldedReference} from "../mappings/engine/ids.ts";
import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import type {Headers, SimpleRule} from "../mappings/engine/rule.ts";
import {cellSql, columnsUnder, conditionSql, holdsSeveral, textSql, withoutNulls, type Reading} from "../mappings/engine/text.ts";
import {headerIn, withFallbacks} from "../mappings/engine/walk.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import {listsIn, partlyKnown} from "./nameLists.ts";
import type {Warning} from "./stagedFile.ts";

interface Mapped {
  table: CanonicalTable;
  mapping: TableMapping;
}

/** A cell that a rule reads, and what is tried before that rule. */
interface Read {
  column: Column;
  header: Headers;
  rule: SimpleRule;
  before: ColumnRule | null;
}

/** Cells that hold more values than the one that is taken, and names that may be several which are taken as one. */
export async function severalValues(db: DuckDB, {table, mapping}: Mapped, reading: Reading): Promise<Warning[]> {
  const warnings: Warning[] = [];
  const split = readsOf(table, mapping).filter(({rule}) => rule.split !== undefined);
  for (const read of split) {
    const n = await countOf(db, read, holdsSeveral(cellSql(read.header, reading), read.rule.split!), reading);
    if (n)
      warnings.push({
        reason: "several_values",
        detail: `${counted(n, "record")} with more than one value in ${headerIn(read.header, reading.headers)}; the first is taken as ${read.column.name}`
      });
  }
  warnings.push(...(await repeatedHeaders(db, readsOf(table, mapping), reading)));
  for (const read of takenWhole(table, mapping)) {
    const cell = cellSql(read.header, reading);
    const n = await countOf(db, read, `${holdsSeveral(cell, ";")} and not ${hasEntities(cell)}`, reading);
    if (n)
      warnings.push({
        reason: "several_values",
        detail: `${counted(n, "record")} with semicolons in ${headerIn(read.header, reading.headers)}, each taken as one name. If they are several, set split: ";" on ${read.column.name} in the mapping: the first is then taken`
      });
  }
  return [...warnings, ...(await listedNames(db, {table, mapping}, reading)), ...(await otherMarks(db, split, reading))];
}

/** Names of partners, customers and people between another mark than the one that the rule takes apart: the list counts as one more name. */
async function otherMarks(db: DuckDB, split: readonly Read[], reading: Reading): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const read of split.filter(({column, rule}) => isFoldedReference(column) && rule.hashOf)) {
    const cell = cellSql(read.header, reading);
    if (cell.startsWith("cast(null")) continue;
    const mark = read.rule.split!;
    const whole = `(select ordinal, ${cell} as cell from raw where ${isTried(read, reading)} and not ${holdsSeveral(cell, mark)})`;
    for (const {name, lists} of await listsIn(db, whole))
      warnings.push({
        reason: "several_values",
        detail: `${counted(lists, "record")} with several names between ${name} in ${headerIn(read.header, reading.headers)}, each of which other records have alone, while the mapping takes names apart at ${JSON.stringify(mark)} alone: ${lists === 1 ? "the list counts as a name of its own" : "each list counts as a name of its own"}. If they are several, export them all with ${JSON.stringify(mark)}, or one name a record`
      });
  }
  return warnings;
}

/** Records with different values under a header that several columns have. */
async function repeatedHeaders(db: DuckDB, reads: readonly Read[], reading: Reading): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const read of reads.filter(({rule}) => rule.repeated)) {
    const header = headerIn(read.header, reading.headers);
    const cells = columnsUnder(header, reading.headers).map((cell) => withoutNulls(cell, read.rule, read.column));
    if (cells.length < 2) continue;
    const n = await countOf(db, read, `len(list_distinct([${cells.join(", ")}])) > 1`, reading);
    if (n)
      warnings.push({
        reason: "several_values",
        detail: `${counted(n, "record")} with more than one value under ${header}, which ${cells.length} columns are called; the first is taken as ${read.column.name}`
      });
  }
  return warnings;
}

/** Cells with other marks between several names, each of which is all that another cell says: the list would count as one more name. */
export async function listedNames(db: DuckDB, {table, mapping}: Mapped, reading: Reading): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const read of takenWhole(table, mapping)) {
    const cell = cellSql(read.header, reading);
    if (cell.startsWith("cast(null")) continue;
    const cells = `(select ordinal, ${cell} as cell from raw where ${isTried(read, reading)})`;
    const header = headerIn(read.header, reading.headers);
    const column = read.column.name;
    for (const {name, cells: n} of column === "partner_id" ? await partlyKnown(db, cells) : [])
      warnings.push({
        reason: "several_values",
        detail: `${counted(n, "record")} with a name that other records have alone, and more beside it between ${name}, in ${header}: ${n === 1 ? "it counts" : "each counts"} as a name of its own. If that is several names, export one name a record`
      });
    for (const {mark, name, lists, all, parted} of await listsIn(db, cells)) {
      const edit = !parted
        ? "If they are several, export one name a record"
        : all
          ? `Set split: ${JSON.stringify(mark)} on ${column} in the mapping, and the first is taken`
          : "Others have the mark in one name: export one name a record";
      const several =
        column === "partner_id" && table.name === "deals" ? "; all partners of a deal can come as deal_partners" : "";
      warnings.push({
        reason: "several_values",
        detail: `${counted(lists, "record")} with several names between ${name} in ${header}, each of which other records have alone: ${lists === 1 ? "the list counts as a name of its own" : "each list counts as a name of its own"}. ${edit}${several}`
      });
    }
  }
  return warnings;
}

/** The columns of names of partners, customers and people that no rule takes apart. */
export const takenWhole = (table: CanonicalTable, mapping: TableMapping): Read[] =>
  readsOf(table, mapping).filter(({column, rule}) => isFoldedReference(column) && rule.hashOf && !rule.split);

/** What each rule reads as its value, fallbacks by themselves. */
const readsOf = (table: CanonicalTable, mapping: TableMapping): Read[] =>
  columnsOf(table).flatMap((column) => {
    const whole = mapping.columns[column.name];
    return (whole ? withFallbacks(whole) : []).flatMap((rule, i, rules) => {
      const {empty: _, ...first} = whole!;
      const before = i === 0 ? null : {...first, ...(i > 1 ? {empty: rules.slice(1, i)} : {})};
      return [...(rule.from ? [rule.from] : []), ...(rule.hashOf ?? [])].map((header) => ({column, header, rule, before}));
    });
  });

/** SQL of whether a rule is asked of a record at all. */
const isTried = ({column, rule, before}: Read, reading: Reading): string =>
  [
    ...(rule.when ? [conditionSql(rule.when, reading)] : []),
    ...(before ? [`(${textSql(before, reading, column)}) is null`] : []),
    "true"
  ].join(" and ");

async function countOf(db: DuckDB, read: Read, condition: string, reading: Reading): Promise<number> {
  const [found] = await db.rows<{n: string}>(`select count(*) as n from raw where ${condition} and ${isTried(read, reading)}`);
  return Number(found!.n);
}
