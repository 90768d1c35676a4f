import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {remembering} from "../../loaders/dev/remembering.ts";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {modelsOf} from "../../loaders/engines/models.ts";
import {refreshMetrics} from "../../loaders/metrics/refresh.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";

/** Of three metrics each reads the one before it. */
const texts = {
  first: "select 1 as x, 2 as y",
  second: "select x from metrics.first",
  third: "select x + 1 as z from metrics.second"
};

const settings = parseSettings({}, "settings");
let db: DuckDB;
const edited = (name: string, sql: string) =>
  refreshMetrics(db, settings, modelsOf({...texts, [name]: sql}, "metrics"), (model) => model.name === name);

beforeAll(async () => {
  db = await DuckDB.open(":memory:", {});
  await db.run("create schema metrics");
  expect(await refreshMetrics(db, settings, modelsOf(texts, "metrics"), () => true)).toEqual({
    computed: ["first", "second", "third"],
    changed: ["first", "second", "third"]
  });
});
afterAll(() => db.close());

const third = () => db.rows("select z from metrics.third");

test("a metric that gives the same rows as before has nothing computed after it", async () => {
  expect(await edited("first", "-- said otherwise\nselect 1 as x, 2 as y")).toEqual({computed: ["first"], changed: []});
  expect(await edited("first", "select 1 as x, 5 as y")).toEqual({computed: ["first", "second"], changed: ["first"]});
});

test("what reads a changed one is computed, whether its rows, their order or its columns changed", async () => {
  expect((await edited("first", "select 7 as x, 2 as y")).changed).toEqual(["first", "second", "third"]);
  expect(await third()).toEqual([{z: 8}]);
  expect((await edited("first", "select unnest([7, 9]) as x, 2 as y")).changed).toEqual(["first", "second", "third"]);
  expect((await edited("first", "select unnest([9, 7]) as x, 2 as y")).changed).toEqual(["first", "second", "third"]);
  expect((await edited("first", "select unnest([9, 7]) as x, cast(2 as double) as y")).changed).toEqual(["first"]);
});

test("a setting that only what is published reads is known when no metric is computed again", async () => {
  const other = parseSettings({response_days: 9}, "settings");
  expect(await refreshMetrics(db, other, modelsOf(texts, "metrics"), () => false)).toEqual({computed: [], changed: []});
  for (const one of [db, await db.second()])
    expect(await one.rows("select getvariable('response_days') as days")).toEqual([{days: 9}]);
});

test("an error leaves all tables as they were", async () => {
  const before = await third();
  await expect(edited("first", "select 'a' as x")).rejects.toThrow(/second/);
  expect(await third()).toEqual(before);
  expect(await db.rows("select x from metrics.first")).toEqual([{x: 9}, {x: 7}]);
});

test("a metric whose file is gone has no table any more; where another reads it, that one is named and all stays", async () => {
  const without = (name: string) => modelsOf(Object.fromEntries(Object.entries(texts).filter(([n]) => n !== name)), "metrics");
  const before = await third();
  await expect(refreshMetrics(db, settings, without("second"), () => false)).rejects.toThrow(/third/);
  expect(await third()).toEqual(before);
  expect(await refreshMetrics(db, settings, without("third"), () => false)).toEqual({computed: [], changed: ["third"]});
  await expect(third()).rejects.toThrow(/third does not exist/);
  expect((await edited("third", texts.third)).computed).toEqual(["third"]);
});

test("a question is answered from memory until a table that it names is another one", async () => {
  const reader = remembering(db);
  const asked = () => reader.rows<{x: number}>("select min(x) as x from metrics.first");
  const [row] = await asked();
  row!.x = 100;
  expect(await asked()).toEqual([{x: 7}]);
  await db.run("create or replace table metrics.first as select 3 as x");
  reader.forget(["firs", "second"]);
  expect(await asked()).toEqual([{x: 7}]);
  reader.forget(["first"]);
  expect(await asked()).toEqual([{x: 3}]);
});

describe("what somebody waits for", () => {
  const told: unknown[] = [];
  const waited = (sql: string, names: string[]) =>
    refreshMetrics(db, settings, modelsOf({...texts, first: sql}, "metrics"), ({name}) => name === "first", {
      names,
      then: async (changed) => void told.push(changed, await third())
    });

  test("is handed on with all that it needs before the others are computed, and only where it is another now", async () => {
    await edited("first", "select 1 as x, 2 as y");
    told.length = 0;
    expect((await waited("select 21 as x, 2 as y", ["second"])).changed).toEqual(["first", "second", "third"]);
    expect(told).toEqual([["first", "second"], [{z: 2}]]);
    expect(await third()).toEqual([{z: 22}]);
    told.length = 0;
    await waited("select 21 as x, 3 as y", ["second"]);
    await waited("select 5 as x, 3 as y", []);
    expect(told).toEqual([]);
    expect(await third()).toEqual([{z: 6}]);
  });

  test("is taken back with the others where one of these can't be computed", async () => {
    await edited("first", "select 1 as x, 2 as y");
    told.length = 0;
    await expect(waited("select 'a' as x, 2 as y", ["second"])).rejects.toThrow(/third/);
    expect(told).toHaveLength(2);
    expect(await db.rows("select x from metrics.second")).toEqual([{x: 1}]);
  });
});
