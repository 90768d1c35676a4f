import {expect, test} from "vitest";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf} from "../support/facts.ts";
import {seeded, type Values, type World} from "./invented.ts";
import {small} from "./small.ts";

/* What must stay as it is, or change in proportion, in every table of metrics, whatever a company is: nobody has to know the right figures. */

type Row = Record<string, unknown>;
type Tables = Record<string, Row[]>;
const today = "2025-06-30";

/** All tables of metrics, without the ids that are made from others. */
async function tablesOf(world: World, day = today): Promise<Tables> {
  const settings = parseSettings({reporting_currency: "EUR", history_months: 2}, "test");
  const db = await factsOf(structuredClone({...world}), settings);
  try {
    await buildMetrics(db, settings, day);
    const names = await db.rows<{t: string}>("select table_name as t from duckdb_tables() where schema_name = 'metrics'");
    const read = names
      .filter(({t}) => t !== "definitions")
      .map(async ({t}): Promise<[string, Row[]]> => {
        const rows = await db.rows<Row>(`select * from metrics.${t}`);
        return [t, rows.map(({case_id: _, ...row}) => row)];
      });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    db.close();
  }
}

/** Every value of the records, or of what is computed from them, changed. */
function changed<T>(value: T, change: (one: unknown, column: string) => unknown, column = ""): T {
  if (Array.isArray(value)) return value.map((one: unknown) => changed(one, change, column)) as T;
  if (value === null || typeof value !== "object") return change(value, column) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one as unknown, change, key)])) as T;
}

type Same = (x: number, y: number) => boolean;
const near: Same = (x, y) => x === y || Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y));

const isNumber = (x: unknown): x is number | string =>
  typeof x === "number" || (typeof x === "string" && /^-?\d+(\.\d+)?$/.test(x));

function alike(x: unknown, y: unknown, same: Same): boolean {
  if (isNumber(x) && isNumber(y)) return same(Number(x), Number(y));
  if (x === null || y === null || typeof x !== "object" || typeof y !== "object") return x === y;
  const keys = Object.keys(x);
  return keys.length === Object.keys(y).length && keys.every((key) => alike((x as Row)[key], (y as Row)[key], same));
}

/** The columns of each table in which two companies differ; rows are compared in the order of what is no number. */
function differences(a: Tables, b: Tables, same = near): string[] {
  const text = (row: Row) => JSON.stringify(changed(row, (one) => (isNumber(one) ? 0 : one)));
  const size = (row: Row) => Object.values(row).reduce<number>((sum, one) => sum + (isNumber(one) ? Number(one) : 0), 0);
  const inOrder = (rows: Row[] = []) =>
    [...rows].sort((p, q) => (text(p) < text(q) ? -1 : text(p) > text(q) ? 1 : size(p) - size(q)));
  return Object.entries(a).flatMap(([name, rows]) => {
    const [mine, others] = [inOrder(rows), inOrder(b[name])];
    if (mine.length !== others.length) return [`${name}: ${mine.length} and ${others.length} rows`];
    const columns = mine.flatMap((row, i) => Object.keys(row).filter((column) => !alike(row[column], others[i]![column], same)));
    return [...new Set(columns)].map((column) => `${name}.${column}`);
  });
}

const isId = (column: string) => /_id$|_person$/.test(column);
const shifted = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const days = /\d{4}-\d\d-\d\d/g;
/** 28 years: the same weekdays, months and leap years. */
const turn = 28 * 365.25;

function companyOf(seed: number): World {
  const world = small(seed, today);
  return {...world, partners: world.partners.map((p, i) => ({...p, name: `Name ${String(i)}`}))};
}

const seeds = [3, 7, 9, 16, 25, 44];

test.each(seeds)("no figure depends on what things are called, as long as their order stays: company %i", async (seed) => {
  const world = companyOf(seed);
  const renamed = changed(world, (one, column) => (typeof one === "string" && isId(column) ? `zz${one}` : one));
  const back = changed(await tablesOf(renamed), (one) => (typeof one === "string" ? one.replaceAll(/zz(?=[a-z])/g, "") : one));
  expect(differences(await tablesOf(world), back)).toEqual([]);
});

test.each(seeds)("no figure depends on the order of records: company %i", async (seed) => {
  const world = companyOf(seed);
  const random = seeded(seed);
  const mixed = (rows: Values[]) =>
    rows
      .map((row) => [random(), row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row);
  const other = Object.fromEntries(Object.entries(world).map(([table, rows]) => [table, mixed(rows as Values[])]));
  expect(differences(await tablesOf(world), await tablesOf(other as unknown as World))).toEqual([]);
});

test.each(seeds)("a thousand times the money changes amounts in proportion, and nothing else: company %i", async (seed) => {
  const world = companyOf(seed);
  const richer = changed(world, (one, column) =>
    typeof one === "number" && /^(amount|refunded|value)$/.test(column) ? one * 1000 : one
  );
  // a variance is of the square of money
  const inProportion: Same = (x, y) => [1, 1e3, 1e6].some((factor) => near(x * factor, y));
  expect(differences(await tablesOf(world), await tablesOf(richer), inProportion)).toEqual([]);
});

test.each(seeds)("28 years later all is the same, but for its years: company %i", async (seed) => {
  const world = companyOf(seed);
  const day = (one: unknown) => (typeof one === "string" ? one.replaceAll(days, (found) => shifted(found, turn)) : one);
  const later = await tablesOf(changed(world, day), shifted(today, turn));
  const back = changed(later, (one, column) =>
    typeof one !== "string"
      ? one
      : column === "cohort" && one !== "all"
        ? String(Number(one) - 28)
        : one.replaceAll(days, (found) => shifted(found, -turn))
  );
  expect(differences(await tablesOf(world), back)).toEqual([]);
});
