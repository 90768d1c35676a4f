import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {saveDatabase} from "../../loaders/facts/save.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {answerText, openTables, type Tables} from "../../loaders/run/query.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {asOf, fewDeals} from "../release/project.ts";
import {factsOf} from "../support/facts.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const settings = parseSettings({history_months: 0, window_days: 200}, "test");
let build: string;
let tables: Tables;
beforeAll(async () => {
  build = await temporaryFolder();
  const db = await factsOf(fewDeals, {history_months: 0});
  await buildMetrics(db, settings, asOf);
  await saveDatabase(db, build);
  db.close();
  tables = await openTables(build, settings);
});
afterAll(async () => {
  tables.close();
  await removeFolder(build);
});

test("handshake sql finds metrics and facts by name alone, with the settings and functions of metrics", async () => {
  const [answer] = await tables.ask("select partner_id, revenue from risk join partners using (partner_id) order by 1");
  expect(answer!.rows).toEqual([
    {partner_id: "A", revenue: 3000},
    {partner_id: "B/1?x", revenue: 250}
  ]);
  expect(answerText(answer!)).toBe(
    "partner_id  revenue\n----------  -------\nA              3000\nB/1?x           250\n(2 rows)"
  );
  const [known] = await tables.ask("select getvariable('window_days') as days, round(beta_cdf(.5, 1, 1), 3) as half");
  expect(known!.rows).toEqual([{days: 200, half: 0.5}]);
});

test.each([
  ["select 1 as a; select 2 as b", [[{a: 1}], [{b: 2}]]],
  ["select 1 as a; -- only one", [[{a: 1}]]],
  ["create temp table n as select 7 as a; from n; select a + 1 as b from n;", [[{a: 7}], [{b: 8}]]],
  ["pivot (select 'k' as name, 3::int as x) on name using max(x)", [[{k: 3}]]],
  ["-- nothing", [[]]]
])("handshake sql answers each of several queries, in order: %s", async (sql, wanted) => {
  expect((await tables.ask(sql)).map(({rows}) => rows)).toEqual(wanted);
});

test("handshake sql answers the first of two queries also where the second fails, and says what is wrong with that", async () => {
  await expect(tables.ask("select 1; select nothing_such")).rejects.toThrow("nothing_such");
  await expect(tables.ask("select 1; selec 2")).rejects.toThrow(/^Parser Error/);
  const seen: unknown[] = [];
  await expect(tables.ask("select 1 as a; select nothing_such", ({rows}) => seen.push(rows))).rejects.toThrow("nothing_such");
  expect(seen).toEqual([[{a: 1}]]);
});

test.each([
  "create table build.metrics.x as select 1",
  "delete from risk",
  "from read_text('/etc/passwd')",
  "copy risk to '/tmp/x.csv'",
  "set enable_external_access = true"
])("handshake sql refuses to change or to read elsewhere: %s", async (sql) => {
  await expect(tables.ask(sql)).rejects.toThrow(/read-only|disabled|locked|cannot|Cannot/i);
});

test("handshake sql says what to do where no rebuild has left tables", async () => {
  await expect(openTables(path.join(build, "none"), settings)).rejects.toThrow(/no tables in .*npx handshake rebuild/);
});

test("handshake sql says to rebuild first where it is asked for a metric that came after the last rebuild, and not for another", async () => {
  const brandNew = {
    name: "brand_new",
    file: "brand_new.sql",
    path: path.join(build, "brand_new.sql"),
    header: {},
    sql: "",
    needs: []
  };
  const newer = await openTables(build, settings, () => [brandNew]);
  const told = `${path.join(build, "handshake.duckdb")} is older than the metric brand_new: ${brandNew.path} has come since. Rebuild first (npx handshake rebuild), then ask again.`;
  for (const name of ["brand_new", "Brand_New", "metrics.brand_new", "build.metrics.brand_new", '"brand_new"'])
    await expect(newer.ask(`select * from ${name}`)).rejects.toMatchObject({exitCode: 66, message: told});
  await expect(newer.ask("select * from brand_news")).rejects.toThrow(/brand_news does not exist/);
  newer.close();
});
