import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import type {ColumnRule} from "../../loaders/mappings/engine/mapping.ts";
import {valueSql} from "../../loaders/stage/values.ts";
import {columnsOf} from "../../loaders/tables/columns.ts";
import {tableNamed} from "../../loaders/tables/index.ts";

let db: DuckDB;
beforeAll(async () => void (db = await DuckDB.open()));
afterAll(() => db.close());

/** The value of a text in a column, or the reason in brackets. */
async function read(
  column: string,
  text: string,
  options: {rule?: ColumnRule; settings?: SettingsInput} = {}
): Promise<string | null> {
  const [table, name] = column.split(".") as [string, string];
  const found = columnsOf(tableNamed(table)!).find((c) => c.name === name)!;
  const {value, reason} = valueSql(found, "t", options.rule ?? null, parseSettings(options.settings ?? {}, "test"));
  const [row] = await db.rows<{v: string | null; r: string | null}>(
    `select cast(${value} as varchar) as v, ${reason} as r from (select ${literal(text)} as t)`
  );
  return row!.r ? `[${row!.r}]` : row!.v;
}

test.each([
  ["2026-03-31", "2026-03-31"],
  ["2024-02-29", "2024-02-29"],
  ["2026-03-31T23:30:00Z", "2026-03-31"],
  ["2026-03-31T23:30:00", "2026-03-31"],
  ["2026-04-01T00:30:00+02:00", "2026-03-31"],
  ["2026-02-29", "[opened_on]"],
  ["31/02/2025", "[opened_on]"],
  ["03/04/2026", "[opened_on]"],
  ["20260331", "[opened_on]"],
  ["26-03-31", "[opened_on]"],
  ["0000-00-00", "[opened_on]"],
  ["1999-12-31", "[opened_on]"],
  ["2101-01-01", "[opened_on]"],
  ["infinity", "[opened_on]"],
  ["2026-03-31T24:00:00Z", "[opened_on]"],
  ["2026-03-31 10:00:61", "[opened_on]"],
  ["46112", "[opened_on]"]
])("the day %j is read as %j", async (text, wanted) => {
  expect(await read("deals.opened_on", text)).toBe(wanted);
});

test("a timestamp is the day of the reporting time zone, and one without offset is read in it", async () => {
  const settings = {reporting_time_zone: "America/New_York"};
  expect(await read("deals.opened_on", "2026-04-01T02:00:00Z", {settings})).toBe("2026-03-31");
  expect(await read("deals.opened_on", "2026-04-01T02:00:00", {settings})).toBe("2026-04-01");
});

test.each([
  ["0", "0.0000"],
  ["1200.5", "1200.5000"],
  ["1000000000", "1000000000.0000"],
  ["1000000000.01", "[amount_range]"],
  ["99999999999999999999", "[amount_range]"],
  ["10.005", "[amount]"],
  ["1,200.50", "[amount]"],
  ["1 200", "[amount]"],
  ["-5", "[amount]"],
  ["+5", "[amount]"],
  ["€5", "[amount]"],
  ["5 EUR", "[amount]"],
  ["1e3", "[amount]"],
  ["1_000", "[amount]"],
  [".5", "[amount]"],
  ["5.", "[amount]"],
  ["٥", "[amount]"],
  ["NaN", "[amount]"],
  ["NULL", "[amount]"]
])("the amount %j is read as %j", async (text, wanted) => {
  expect(await read("deals.amount", text)).toBe(wanted);
});

test("a mapping's marks say how an amount is written, and nothing else is taken", async () => {
  const rule = {from: "x", decimal: ",", thousands: "."} as const;
  expect(await read("deals.amount", "1.234.567,89", {rule})).toBe("1234567.8900");
  expect(await read("deals.amount", "1234567,89", {rule})).toBe("1234567.8900");
  expect(await read("deals.amount", "12.34,5", {rule})).toBe("[amount]");
  expect(await read("deals.amount", "1,234.50", {rule})).toBe("[amount]");
});

test.each([
  ["a suffix", {suffixes: {m: 1_000_000}}, "99999999999m"],
  ["times", {times: 1000}, "999999999999"],
  ["suffixes and round", {suffixes: {k: 1000}, round: 2}, "99999999999999.001k"]
])("an amount that %s makes too large to be held is out of range, and stops no file", async (_, keys, text) => {
  expect(await read("deals.amount", text, {rule: {from: "x", ...keys}})).toBe("[amount_range]");
});

test("whatever the ceiling is, no larger amount is taken for the largest that can be held", async () => {
  const settings = {amount_max: 1e15};
  expect(await read("deals.amount", "90000000000000", {settings})).toBe("90000000000000.0000");
  expect(await read("deals.amount", "1000000000000000.00", {settings})).toBe("[amount_range]");
  expect(await read("deals.amount", "90000000000000.01", {settings})).toBe("[amount_range]");
});

test("binary noise is rounded only where the mapping asks for it", async () => {
  expect(await read("deals.amount", "1898.0943999999997", {rule: {from: "x", round: 4}})).toBe("1898.0944");
  expect(await read("deals.amount", "1898.0943999999997")).toBe("[amount]");
});

test.each([
  ["D-1", "D-1"],
  ["00042", "00042"],
  ["a b", "[bad_id]"],
  ["a\u00a0b", "[bad_id]"],
  ["a\u200bb", "[bad_id]"],
  ["cafe\u0301", "[bad_id]"],
  ["x".repeat(200), "x".repeat(200)],
  ["x".repeat(201), "[bad_id]"]
])("the id %j is read as %j", async (text, wanted) => {
  expect(await read("deals.deal_id", text)).toBe(wanted);
});

test("a category is taken exactly as listed", async () => {
  expect(await read("deals.status", "won")).toBe("won");
  expect(await read("deals.status", "Won")).toBe("[status]");
});

test("words such as N/A are text, and an escape character is not", async () => {
  expect(await read("partners.name", "N/A")).toBe("N/A");
  expect(await read("partners.name", "\u001b[31mred")).toBe("[control_character]");
  expect(await read("partners.name", "tab\tand\nline")).toBe("tab\tand\nline");
  expect(await read("partners.name", "x".repeat(65_537))).toBe("[too_long]");
});

test.each([
  ["3", "3"],
  ["true", "1"],
  ["False", "0"],
  ["1.5", "[reopened]"],
  ["-1", "[reopened]"]
])("the count %j is read as %j", async (text, wanted) => {
  expect(await read("tickets.reopened", text)).toBe(wanted);
});

test("a currency is an ISO 4217 code", async () => {
  expect(await read("deals.currency", "EUR")).toBe("EUR");
  expect(await read("deals.currency", "eur")).toBe("[currency]");
  expect(await read("deals.currency", "XQQ")).toBe("[currency]");
});

test("a percentage lies between 0 and 100, a rate above 0, a month is its first day", async () => {
  expect(await read("deals.discount_pct", "12.5")).toBe("12.5");
  expect(await read("deals.discount_pct", "101")).toBe("[discount_pct]");
  expect(await read("rates.per_unit", "0")).toBe("[per_unit]");
  expect(await read("rates.month", "2026-03")).toBe("2026-03-01");
});
