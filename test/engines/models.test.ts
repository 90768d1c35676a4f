import {expect, test} from "vitest";
import {definitionHash, modelsOf, settingsRead, tablesNamed} from "../../loaders/engines/models.ts";

test.each([
  ["small letters", "from metrics.trust"],
  ["capitals", "from METRICS.Trust"],
  ["quotes", 'from "metrics"."trust"'],
  ["spaces", "from metrics . trust"],
  ["a catalog before it", "from built.metrics.trust"],
  ["a text with two hyphens before it", "where kind <> '--' and x in (from metrics.trust)"],
  ["an apostrophe in a quoted name before it", `select 1 as "O'Hare" from metrics.trust`]
])("a metric reads the table that its SQL names in %s", (_, sql) => {
  expect(tablesNamed(sql, "metrics")).toEqual(["trust"]);
});

test.each([["-- from metrics.trust"], ["/* from metrics.trust */"], ["'metrics.trust'"], ["mymetrics.trust"]])(
  "a metric does not read what only %s names",
  (sql) => {
    expect(tablesNamed(`select ${sql}\n`, "metrics")).toEqual([]);
  }
);

test("a metric comes after one with capitals in its name that it reads in small letters", () => {
  const models = modelsOf({Base: "select 1", after: "from metrics.base"}, "metrics");
  expect(models.map(({name, needs}) => [name, needs])).toEqual([
    ["Base", []],
    ["after", ["Base"]]
  ]);
});

test("what stands in a text after two hyphens is a part of a definition, and a comment is none", () => {
  const hash = (sql: string) => definitionHash({sql});
  expect(hash("select 'North -- A'")).not.toBe(hash("select 'North -- B'"));
  expect(hash("select 1 -- don't")).toBe(hash("select 1 -- do"));
});

test("the settings that SQL reads are known however the call is written, and none that a comment names", () => {
  const sql = "select GETVARIABLE('window_days'), getvariable ( 'half_life_days' ) -- getvariable('decide_max')";
  expect(settingsRead(sql)).toEqual(["window_days", "half_life_days"]);
});
