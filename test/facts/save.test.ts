import {existsSync, readdirSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {forgetBlocks, moveToFile, saveDatabase} from "../../loaders/facts/save.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let build: string;
let db: DuckDB;

beforeEach(async () => {
  build = await temporaryFolder();
  db = await DuckDB.open();
  await db.run("create schema facts; create schema metrics");
});
afterEach(async () => {
  db.close();
  await removeFolder(build);
});

/** Facts of so many deals, a metric over them where statements compute it now, and both saved. */
async function computed(deals: number): Promise<string> {
  await db.run(`create table facts.deals as select i as deal_id, i % 7 as amount from range(${deals}) as deals (i)`);
  await moveToFile(db, build);
  const [{catalog}] = (await db.rows<{catalog: string}>("select current_catalog() as catalog")) as [{catalog: string}];
  await db.run("create or replace table metrics.won as select count(*) as n, sum(amount) as amount from facts.deals");
  await saveDatabase(db, build, "comment on table saved.metrics.won is 'What was won.'");
  return catalog;
}

const saved = async () => {
  const other = await DuckDB.open();
  await other.run(`attach '${path.join(build, "handshake.duckdb")}' as build (read_only); use build`);
  const [won] = await other.rows("select n::integer as n, amount::integer as amount from metrics.won");
  const tables = await other.rows(
    "select schema_name || '.' || table_name as name, comment from duckdb_tables() order by name desc"
  );
  other.close();
  return {won, tables};
};

const inMemory = async (tag: string) =>
  Number((await db.rows(`select memory_usage_bytes as bytes from duckdb_memory() where tag = '${tag}'`))[0]!["bytes"]);

test.each([
  ["few facts are computed in memory", 19_999, "memory"],
  ["many facts are computed in the file that they are saved in", 20_000, "saved"]
])("%s, and either way the file holds them whole", async (_, deals, where) => {
  expect(await computed(deals)).toBe(where);
  const amount = 3 * 7 * Math.floor(deals / 7) + [0, 0, 1, 3, 6, 10, 15][deals % 7]!;
  expect(await saved()).toEqual({
    won: {n: deals, amount},
    tables: [
      {name: "metrics.won", comment: "What was won."},
      {name: "facts.deals", comment: null}
    ]
  });
  expect(readdirSync(build).filter((name) => /\.(part|wal)$/.test(name))).toEqual([]);
  expect(existsSync(path.join(build, "facts/deals.parquet"))).toBe(true);
});

test("what was computed in the file is read from it after it is saved, and can't be changed any more", async () => {
  await computed(20_000);
  expect(await db.rows("select n::integer as n from metrics.won")).toEqual([{n: 20_000}]);
  await db.run("create temp table newest as from facts.deals where deal_id = 19999");
  await expect(db.run("drop table metrics.won")).rejects.toThrow("read-only");
});

test("what is read from the file leaves memory when it is asked to, and can be read and computed with again", async () => {
  await db.run("create table facts.deals as select md5(i::varchar) as deal_id from range(100000) as deals (i)");
  await moveToFile(db, build);
  await saveDatabase(db, build);
  const sum = () => db.rows("select sum(hash(deal_id) % 1000)::integer as n from facts.deals");
  const before = await sum();
  const held = await inMemory("BASE_TABLE");
  await forgetBlocks(db);
  expect(await inMemory("BASE_TABLE")).toBeLessThan(held / 2);
  expect(await sum()).toEqual(before);
  await db.run("create temp table wide as select i, repeat('x', 100) as text from range(100000) as numbers (i)");
});

test("few facts stay in memory, as they would have to be written out first", async () => {
  await computed(15_000);
  const held = await inMemory("IN_MEMORY_TABLE");
  await forgetBlocks(db);
  expect(await inMemory("IN_MEMORY_TABLE")).toBe(held);
  expect(await db.rows("select count(*)::integer as n from facts.deals")).toEqual([{n: 15_000}]);
});

test("a run that comes after one that was killed while it computed in the file begins anew", async () => {
  await db.run("create table facts.deals as select i as deal_id from range(20000) as deals (i)");
  await moveToFile(db, build);
  db.close();
  expect(existsSync(path.join(build, "handshake.duckdb.part"))).toBe(true);
  db = await DuckDB.open();
  await db.run("create schema facts; create schema metrics");
  expect(await computed(20_000)).toBe("saved");
  expect((await saved()).won).toMatchObject({n: 20_000});
});
