import {group, rollup} from "d3";
import type {Tells} from "../../src/contract/columns.ts";
import {somebody} from "../../src/copy/names.ts";
import {withheldId} from "../../src/shared/address.ts";
import type {Attack} from "./attacks.ts";
import {banded} from "./money.ts";

type Row = Readonly<Record<string, unknown>>;

/** A published table as rows, with the class of each column. */
export interface ClassedTable {
  classes: Readonly<Record<string, Tells>>;
  rows: readonly Row[];
}
export type ClassedTables = ReadonlyMap<string, ClassedTable>;

/** Columns of a class in a table. */
const columnsOf = ({classes}: ClassedTable, ...kinds: Tells[]) =>
  Object.entries(classes).flatMap(([column, tells]) => (kinds.includes(tells) ? [column] : []));

/** Words for those who are left out tell nobody apart. */
export const nobody: ReadonlySet<unknown> = new Set<unknown>([null, undefined, withheldId, somebody, "a customer", "a partner"]);
const coded = {partner: /^p\d{4,}$/, customer: /^c\d{4,}$/, person: /^h\d{4,}$/};
/** A code, whether a row has it as an id or as a name. */
const codeOf = (value: unknown): unknown =>
  typeof value === "string"
    ? value.replace(
        /^(Partner|Customer|Person) (?=\d{4,}$)/,
        (_, who: string) => ({Partner: "p", Customer: "c", Person: "h"})[who]!
      )
    : value;
const isCoded = (value: unknown, who: keyof typeof coded) => typeof value === "string" && coded[who].test(value);

/**
 * What an insider finds in the tables of an edition that its lists of partners don't tell: links between partners, people and customers, deals of customers,
 * groups by their difference from the whole, the largest partner of a group, and earlier months.
 * @param truth the same tables for everybody
 * @param codes who has which code, by the id that the edition shows
 */
export function attacksOnTables(edition: ClassedTables, truth: ClassedTables, codes: ReadonlyMap<string, string>): Attack[] {
  return [
    byLinks(edition),
    byDeals(edition, truth),
    byDays(edition),
    byDifferences(edition, truth),
    byLargest(edition),
    byMonths(edition, truth, codes)
  ];
}

/** Links: a coded partner with people and customers told apart, or a coded person or customer with a named partner. */
function byLinks(edition: ClassedTables): Attack {
  const others = new Map<string, Set<string>>();
  const note = (one: string, other: string) => others.set(one, (others.get(one) ?? new Set()).add(other));
  const tried = new Set<string>();
  for (const table of edition.values()) {
    const partners = columnsOf(table, "partner");
    const with_ = [...columnsOf(table, "customer"), ...columnsOf(table, "person")];
    for (const row of table.rows)
      for (const column of partners) {
        const partner = codeOf(row[column]);
        if (isCoded(partner, "partner")) tried.add(partner as string);
        for (const other of with_.map((name) => codeOf(row[name])))
          if (nobody.has(partner) || nobody.has(other)) continue;
          else if (isCoded(partner, "partner")) note(partner as string, other as string);
          else if (isCoded(other, "customer") || isCoded(other, "person")) {
            tried.add(other as string);
            note(other as string, partner as string);
          }
      }
  }
  const sets = [...others.values()].map((set) => [...set].sort().join("\n"));
  const found = sets.filter((set) => sets.filter((same) => same === set).length < 3).length;
  return {
    name: "links",
    how: "codes that fewer than 3 share with the same people, customers or partners",
    tried: tried.size,
    found
  };
}

const dayGrid = /-(01|04|07|10)-01$/;
/** A day, an age in days or an amount that no coarse one can be by chance. */
function exact(value: unknown, kind: Tells | undefined): string | null {
  if (typeof value === "string") return /^\d{4}-\d{2}-\d{2}$/.test(value) && dayGrid.test(value) ? null : value;
  if (typeof value !== "number") return null;
  if (kind === "day") return value % 30 === 0 ? null : String(value);
  return Math.abs(value) >= 100 && banded(value) !== value ? value.toFixed(1) : null;
}

/** Rows about a partner or customer that is not named, with a day or an age that fewer than 3 rows share: whoever knows of the event finds the row. */
function byDays(edition: ClassedTables): Attack {
  let [tried, found] = [0, 0];
  for (const table of edition.values()) {
    const who = columnsOf(table, "partner", "customer");
    const unnamed = (value: unknown) =>
      value !== null && value !== undefined && (nobody.has(value) || /^[pc]\d{4,}$/.test(String(codeOf(value))));
    const rows = table.rows.filter((row) => who.some((column) => unnamed(row[column])));
    const days = Object.entries(table.classes).filter(
      ([column, tells]) =>
        tells === "day" || tells === "amount" || rows.some((row) => /^\d{4}-\d{2}-\d{2}$/.test(String(row[column])))
    );
    const rare = days.map(([column, tells]) => {
      const kind = ({unit, size_unit: sizeUnit}: Row) => (tells === "amount" && (unit ?? sizeUnit) === "days" ? "day" : tells);
      const counts = rollup(table.rows, (same) => same.length, (row) => row[column]); // prettier-ignore
      return (row: Row) => kind(row) !== "amount" && exact(row[column], kind(row)) !== null && counts.get(row[column])! < 3;
    });
    tried += rows.filter((row) => days.some(([column]) => row[column] !== null && row[column] !== undefined)).length;
    found += rows.filter((row) => rare.some((isRare) => isRare(row))).length;
  }
  const how = "rows about who is not named with a day, or an age in days, that fewer than 3 rows share";
  return {name: "exact days", how, tried, found, exact: true};
}

/** Rows about a customer that is not named: whoever knows its deal by day or amount finds the row. */
function byDeals(edition: ClassedTables, truth: ClassedTables): Attack {
  let [tried, found] = [0, 0];
  for (const [name, table] of truth) {
    const customers = columnsOf(table, "customer");
    const shown = edition.get(name);
    if (!customers.length || !shown) continue;
    const names = new Set(table.rows.flatMap((row) => customers.map((column) => row[column])).filter((one) => !nobody.has(one)));
    if (shown.rows.some((row) => customers.some((column) => names.has(row[column])))) continue;
    const [rows, others] = [true, false].map((of) =>
      table.rows.filter((row) => customers.some((column) => !nobody.has(row[column])) === of)
    ) as [Row[], Row[]];
    const told = columnsOf(table, "day", "money").map((column) => {
      // what rows about nobody's customer have too is no evidence
      const kind = table.classes[column];
      const open = new Set(others.map((row) => exact(row[column], kind)));
      const values = shown.rows.map((row) => exact(row[column], kind)).filter((value) => !open.has(value));
      return {column, kind, values: new Set(values)};
    });
    tried += rows.length;
    found += rows.filter((row) =>
      told.some(({column, kind, values}) => exact(row[column], kind) !== null && values.has(exact(row[column], kind)))
    ).length;
  }
  return {
    name: "deals",
    how: "cases and deals with customers that are not named, found by their exact day or amount",
    tried,
    found
  };
}

/** What is missing of a whole whose sum is known. */
function byDifferences(edition: ClassedTables, truth: ClassedTables): Attack {
  let [tried, found] = [0, 0];
  const whole = (row: Row) => JSON.stringify([row.as_of, row.dimension, row.days]);
  for (const [name, table] of truth) {
    const [size] = columnsOf(table, "group_size");
    const shown = edition.get(name);
    if (size === undefined || !shown) continue;
    const members = (of: readonly Row[] = []) => of.reduce((sum, row) => sum + Number(row[size]), 0);
    const left = group(shown.rows, whole);
    for (const [key, rows] of group(table.rows, whole)) {
      const small = rows.filter((row) => Number(row[size]) > 0 && Number(row[size]) < 3).length;
      if (!small) continue;
      tried++;
      const missing = members(rows) - members(left.get(key));
      const told = (left.get(key) ?? []).some((row) => Number(row[size]) > 0 && Number(row[size]) < 3);
      if (told || (missing > 0 && missing < 3)) found++;
    }
  }
  return {name: "differences", how: "groups of one or two partners, shown or left over from the whole", tried, found};
}

/** A coded partner that a row calls the largest of a region. */
function byLargest(edition: ClassedTables): Attack {
  const rows = [...edition.values()].flatMap((table) => {
    const partners = columnsOf(table, "group_size").length ? columnsOf(table, "partner") : [];
    return partners.length ? table.rows.map((row) => partners.some((column) => isCoded(codeOf(row[column]), "partner"))) : [];
  });
  return {
    name: "largest of a group",
    how: "regions that name their largest partner by its code",
    tried: rows.length,
    found: rows.filter(Boolean).length
  };
}

/** Each earlier month's share times that month's total. */
function byMonths(edition: ClassedTables, truth: ClassedTables, codes: ReadonlyMap<string, string>): Attack {
  const months = truth.get("past")?.rows ?? [];
  const revenue = new Map(months.map((row) => [`${String(row.as_of)} ${String(row.id)}`, Number(row.revenue)]));
  const totals = new Map(
    [...group(months, (row) => row.as_of)].map(([day, of]) => [day, of.reduce((n, row) => n + Number(row.revenue), 0)])
  );
  const guesses = (edition.get("past")?.rows ?? []).flatMap((row) => {
    const real = revenue.get(`${String(row.as_of)} ${codes.get(String(row.id)) ?? String(row.id)}`) ?? 0;
    const guess = Number(row.share) * (totals.get(row.as_of) ?? 0);
    return row.share === null || !real ? [] : [Math.abs(guess - real) <= 0.001 * Math.abs(real)];
  });
  return {
    name: "earlier months",
    how: "each past share times that month's total",
    tried: guesses.length,
    found: guesses.filter(Boolean).length
  };
}
