import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {besidesRecords} from "../../loaders/metrics/besidesRecords.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {readCheck} from "../../loaders/metrics/checkLanguage.ts";
import {checkNews, failedChecks} from "../../loaders/metrics/checks.ts";

let db: DuckDB;
beforeAll(async () => {
  db = await DuckDB.open();
  await db.run("create schema metrics");
  await db.run(
    "create table metrics.wins as select * from (values (1, 'a', 0.5), (1, 'a', -1.0), (2, null, null), (3, 'c', 2.0)) as t (id, kind, share)"
  );
});
afterAll(() => db.close());

const failing = async (...checks: string[]) => {
  const [metric] = readCatalogue();
  const asked = {...metric!, name: "wins", key: ["id"], checks: checks.map((text) => readCheck(text)!)};
  return (await failedChecks(db, [asked])).map(({check, rows}) => [check, rows]);
};

test("rows that are empty, keys that repeat, values that are not accepted and numbers out of range fail, each counted", async () => {
  expect(await failing("kind not null", "key unique", "id, share unique", "kind in a, b", "share between 0 and 1")).toEqual([
    ["kind not null", 1],
    ["key unique", 1],
    ["kind in a, b", 1],
    ["share between 0 and 1", 2]
  ]);
});

test("the ends of a range belong to it, and what is empty passes all but not null", async () => {
  expect(await failing("share at least -1", "share at most 2", "id at least 1", "kind in a, c")).toEqual([]);
  expect(await failing("share at least 0", "share at most 1.5")).toEqual([
    ["share at least 0", 1],
    ["share at most 1.5", 1]
  ]);
});

test("a check of a column that the metric doesn't have names it and those that there are", async () => {
  await expect(failing("score not null")).rejects.toThrow(
    /"score not null" names score, which the metric doesn't have; it has id, kind, share/
  );
});

test.each(["share", "share > 1", "a, b in x", "key between 0 and 1", "share between a and b", "SHARE not null"])(
  "%s is no check",
  (text) => {
    expect(readCheck(text)).toBeNull();
  }
);

test("the preview names a check once it fails, once it fails in other rows, and once it no longer fails", () => {
  const failing = (rows: number) => [{metric: "wins", check: "key unique", rows}];
  expect(checkNews([], failing(1))).toEqual(['wins fails its check "key unique": 1 row; the data page names it.']);
  expect(checkNews(failing(1), failing(1))).toEqual([]);
  expect(checkNews(failing(1), failing(2))).toEqual(['wins fails its check "key unique": 2 rows; the data page names it.']);
  expect(checkNews(failing(2), [])).toEqual(['wins no longer fails its check "key unique".']);
});

test.each([
  ["select current_date - as_of from metrics.trust", ["current_date"]],
  ["select NOW() as at, random() from facts.deals using  sample 5", ["now", "random", "using sample"]],
  ["select * from read_csv('goals.csv')", ["read_csv"]],
  ["-- not now()\nselect 'today()' as said, current_date_of.as_of, m.random from current_date_of, m", []]
])("a metric whose rows don't follow from records and as_of alone is a failed check: %s", async (sql, besides) => {
  expect(besidesRecords(sql)).toEqual(besides);
  const [metric] = readCatalogue();
  const failed = await failedChecks(db, [{...metric!, name: "wins", checks: [], columns: [], besides}]);
  const check = `rows follow from records and as_of alone (found ${besides.join(", ")})`;
  expect(failed).toEqual(besides.length ? [{metric: "wins", check, rows: null}] : []);
});
