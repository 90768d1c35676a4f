import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, expect, test, vi} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {readCatalogue, type PublishedColumn} from "../../loaders/metrics/catalogue.ts";
import {readCheck} from "../../loaders/metrics/checkLanguage.ts";
import {failedChecks} from "../../loaders/metrics/checks.ts";
import {ownMetrics} from "../../loaders/publish/ownMetrics.ts";
import {tableSql} from "../../loaders/publish/tableSql.ts";
import {ownTables} from "../../loaders/publish/tables/ownMetrics.ts";
import {tableStages} from "../../loaders/run/rebuild.ts";
import type {Run} from "../../loaders/run/run.ts";

let db: DuckDB;
beforeAll(async () => {
  db = await DuckDB.open();
  await db.run("create schema metrics");
  await db.run("create table metrics.as_of_dates as select date '2026-01-31' as as_of, true as is_current");
  await db.run("create schema facts; create table facts.partners as from (values ('A'), ('B'), ('C')) as t (partner_id)");
});
afterAll(() => db.close());

interface Asked extends Partial<PublishedColumn> {
  card?: string[];
  checks?: string;
  key?: string[];
  columns?: PublishedColumn[];
}

/** What is said of a metric with these rows (as_of, partner_id, n), which publishes a column. */
async function failing(
  rows: string,
  {name = "n", type = "integer", card = [], checks = "", key = ["as_of", "partner_id"], columns: published}: Asked = {}
) {
  await db.run(`create or replace table metrics.wins as ${rows}`);
  const [metric] = readCatalogue();
  const columns = published ?? [{name, type, unit: null, tells: "count" as const, about: "wins"}];
  const asked = {
    ...{...metric!, name: "wins", file: "metrics/wins.sql", key, columns},
    ...{checks: checks ? [readCheck(checks)!] : [], shown: card.length ? {card, column: [], page: null} : null}
  };
  return (await failedChecks(db, [asked])).map(({check, rows: n}) => [check, n]);
}

const row = (n: string, partner = "'A'") => `select date '2026-01-31' as as_of, ${partner} as partner_id, ${n} as n`;

test("a column that the header publishes and the SQL doesn't give is named with the file and what there is", async () => {
  await expect(failing(row("1"), {name: "wins"})).rejects.toThrow(
    /metrics\/wins\.sql: its header declares wins, and its SQL gives as_of, partner_id, n\./
  );
});

test("a metric that publishes columns and gives no day is refused with what to do", async () => {
  await expect(failing("select 'A' as partner_id, 1 as n", {key: ["partner_id"]})).rejects.toThrow(
    /metrics\/wins\.sql: its SQL gives no as_of, .* Join metrics\.as_of_dates, give as_of first and name it in "key:"/
  );
});

test("a header that the SQL doesn't keep to ends a run with 78, as an invalid setting does: 65 says that it published", async () => {
  await expect(failing(row("1"), {name: "wins"})).rejects.toMatchObject({exitCode: 78});
  await expect(failing(row("1"), {checks: "score not null"})).rejects.toMatchObject({exitCode: 78});
});

test("a share that is declared a whole number is refused and not rounded; whole numbers of any type are taken", async () => {
  await expect(failing(`${row("0.7")} union all ${row("2", "'B'")}`)).rejects.toThrow(
    /declares n as integer, and its SQL gives DECIMAL\(\d+,1\) with other values in 1 row\. Correct the type/
  );
  await expect(failing(row("1/0"))).rejects.toThrow(/declares n as integer, and its SQL gives DOUBLE/);
  await expect(failing(row("'many'"))).rejects.toThrow(/SQL gives VARCHAR with other values in 1 row/);
  expect(await failing(row("cast(7 as bigint)"))).toEqual([]);
  expect(await failing(row("7.0"))).toEqual([]);
  expect(await failing(row("null"))).toEqual([]);
});

test("a number of any type may be published as double, a timestamp at midnight as a day and none with a time", async () => {
  expect(await failing(row("cast(1.23456789 as decimal(18, 8))"), {type: "double"})).toEqual([]);
  expect(await failing(row("timestamp '2026-01-31 00:00:00'"), {type: "date"})).toEqual([]);
  await expect(failing(row("timestamp '2026-01-31 07:00:00'"), {type: "date"})).rejects.toThrow(/declares n as date/);
});

test("a key without a partner of a type that names join by is refused with the cast to write", async () => {
  await expect(failing(row("1", "null"))).rejects.toThrow(/partner_id is INTEGER, expected VARCHAR/);
});

test("two rows of a partner on one day are refused where a card has room for one, and reported by a check elsewhere", async () => {
  const rows = `${row("1")} union all ${row("2")} union all ${row("3", "'B'")}`;
  await expect(failing(rows, {card: ["n"]})).rejects.toThrow(/one row per partner, and there are 2 of A at 2026-01-31/);
  const none = `${row("1", "cast(null as varchar)")} union all ${row("2", "cast(null as varchar)")}`;
  await expect(failing(none, {card: ["n"]})).rejects.toThrow(/and there are 2 without a partner at 2026-01-31/);
  expect(await failing(rows, {checks: "key unique"})).toEqual([["key unique", 1]]);
});

test("rows that share a key of one's own metric are reported without being asked for, rows where a part of it is empty are not", async () => {
  const kinds = (...of: string[]) => of.map((kind) => `${row("1")}, ${kind} as "order"`).join(" union all ");
  const key = ["as_of", "partner_id", "order"];
  expect(await failing(kinds("'new'", "'old'"), {key})).toEqual([]);
  expect(await failing(kinds("'new'", "'new'", "null"), {key})).toEqual([["key unique", 1]]);
  expect(await failing(kinds("'new'", "null"), {key})).toEqual([]);
  expect(await failing(kinds("null", "null"), {key})).toEqual([["key unique", 1]]);
});

test("a column whose name is a word of SQL is checked like every other column", async () => {
  const rows = (value: string) => `select * exclude (n), n as "group" from (${row(value)})`;
  expect(await failing(rows("1/0"), {name: "group", type: "double", checks: "group at most 5"})).toEqual([
    ["group at most 5", 1],
    ["group is a finite number", 1]
  ]);
  expect(await failing(rows("7.0"), {name: "group"})).toEqual([]);
});

test("what a header asks of its key is not reported twice, and a part of the key that is unique tells rows apart too", async () => {
  const twice = `${row("1")} union all ${row("2")}`;
  expect(await failing(twice, {checks: "as_of, partner_id unique"})).toEqual([["as_of, partner_id unique", 1]]);
  expect(await failing(twice, {checks: "as_of unique"})).toEqual([["as_of unique", 1]]);
});

test("a key that names a column which the SQL doesn't give is reported where nothing is published", async () => {
  expect(await failing(row("1"), {key: ["as_of", "kind"], columns: []})).toEqual([
    ['"key:" names columns that the SQL gives (found kind)', null]
  ]);
});

test("what came of a division by zero is published as no figure, and reported without being asked for", async () => {
  const rows = `${row("1/0")} union all ${row("cast('nan' as double)", "'B'")} union all ${row("0.5", "'C'")}`;
  expect(await failing(rows, {type: "double"})).toEqual([["n is a finite number", 2]]);
});

test("rows of a day that no metric is computed for are reported with the day, without being asked for", async () => {
  const on = (day: string) => `select ${day} as as_of, 'A' as partner_id, 1 as n`;
  const rows = (...days: string[]) => [row("1"), ...days.map(on)].join(" union all ");
  expect(await failing(rows("date '2026-02-15'"))).toEqual([["as_of is a day of as_of_dates (found 2026-02-15)", 1]]);
  expect(await failing(rows("date '2026-02-15'", "date '2026-02-15'", "date '2025-12-01'", "null"))).toEqual([
    ["key unique", 1],
    ["as_of is a day of as_of_dates (found 2026-02-15 and 2 other days)", 4]
  ]);
});

test("rows of a partner that there is not are reported without their ids and without being asked for, rows of no partner are not", async () => {
  const rows = [row("1"), row("2", "'A-old'"), row("3", "'a'"), row("4", "cast(null as varchar)")].join(" union all ");
  expect(await failing(rows)).toEqual([["partner_id is a partner of facts.partners", 2]]);
});

test("a check that can't be made of a column's type names the file", async () => {
  await expect(failing(row("'x'"), {type: "varchar", checks: "n at least 0"})).rejects.toThrow(
    /metrics\/wins\.sql: a check can't be made: .*VARCHAR/
  );
});

/** What is read from a company's folder with one metric, of shares won. */
function withShares<T>(read: () => T, shown?: string, columns = "n double, none, share: the share"): T {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-own-"));
  mkdirSync(path.join(folder, "metrics"));
  const head = ["question: q", "definition: d", "unit: u", "direction: none", "source: s", "settings: none", "grain: g"];
  const published = ["key: as_of, partner_id", `columns: ${columns}`, ...(shown ? [`shown: ${shown}`] : [])];
  const lines = [...head, ...published].map((line) => `-- ${line}`);
  writeFileSync(path.join(folder, "metrics/shares_won.sql"), [...lines, "select * from facts.deals"].join("\n"));
  vi.stubEnv("HANDSHAKE_PROJECT", folder);
  try {
    return read();
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, {recursive: true});
  }
}

test("an id that no partner has is published as a name alone, which leads to no page that isn't there", () => {
  const about = {} as Parameters<typeof ownMetrics>[0];
  const told = (id: string, n: number) => ({partner_id: id, partner: id, n});
  const {metrics} = withShares(() => {
    const [name, table] = ownTables()[0]!;
    return ownMetrics(about, [{name, table, rows: [told("A", 1), told("P9", 2), told("withheld", 3)]}], new Set(["A"]));
  }, "page");
  expect(metrics.map(({rows}) => rows)).toEqual([
    [
      ["A", "A", 1],
      [null, "P9", 2],
      ["withheld", "withheld", 3]
    ]
  ]);
});

test("an audience gets of a page for others no more than what stands on cards and in lists, and nothing where that is nothing", () => {
  const about = {} as Parameters<typeof ownMetrics>[0];
  const columns = "n double, none, share: the share; m integer, deals, count: deals; k integer, deals, count: lost";
  const shownTo = (shown: string, edition: string) =>
    withShares(
      () => {
        const [name, table] = ownTables()[0]!;
        const tables = [{name, table, rows: [{partner_id: "A", partner: "Ada", n: 0.5, m: 6, k: 7}]}];
        return ownMetrics(about, tables, new Set(["A"]), edition).metrics.map(({page, rows}) => [page, ...rows[0]!]);
      },
      shown,
      columns
    );
  expect(shownTo("page for board", "board")).toEqual([[true, "A", "Ada", 0.5, 6, 7]]);
  expect(shownTo("page for board", "outside")).toEqual([]);
  expect(shownTo("card n; column m; page for board", "outside")).toEqual([[false, "A", "Ada", 0.5, 6]]);
  expect(shownTo("page", "board")).toEqual([]);
  expect(shownTo("page", "")).toEqual([[true, "A", "Ada", 0.5, 6, 7]]);
});

test("an amount of one partner is money whatever it is called: another class is refused with the entry to write", () => {
  const declaring = (columns: string) => withShares(() => ownTables().map(([name]) => name), undefined, columns);
  expect(() => declaring("net double, EUR, open: won")).toThrow(
    /shares_won\.sql: columns: net is in EUR with the class open.* Write "net double, EUR, money: …"/
  );
  expect(() => declaring("net double, reporting currency, count: won")).toThrow("with the class count");
  expect(declaring("net double, EUR, money: won; n integer, deals, count: deals")).toEqual(["shares_won"]);
});

test("what a metric's header does wrong is told before anything is computed, which takes long", async () => {
  const nothingYet = {settings: {}, options: {style: "silent"}, report: {}} as Run;
  const metrics = tableStages(nothingYet).find(({name}) => name === "metrics")!;
  const told = withShares(() => metrics.run(() => undefined), undefined, "net double, EUR, open: won");
  await expect(told).rejects.toThrow(/shares_won\.sql: columns: net is in EUR with the class open/);
});

test("what is not finite is published as empty, and the other figures as they are", async () => {
  const tables = withShares(ownTables);
  await db.run(`
    create or replace table metrics.shares_won as ${row("1/0")} union all ${row("0.5", "'B'")};
    create or replace table metrics.partner_names as select 'A' as partner_id, 'Ada' as name;
    create or replace table metrics.as_of_dates as select date '2026-01-31' as as_of, true as is_current`);
  expect(tables.map(([name]) => name)).toEqual(["shares_won"]);
  const sql = tableSql(...tables[0]!);
  expect(await db.rows(`select partner, n from (${sql}) order by partner_id`)).toEqual([
    {partner: "Ada", n: null},
    {partner: "B", n: 0.5}
  ]);
});
