import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {sourcesIn} from "../support/sources.ts";
import {unqualifiedIn} from "./joins.ts";

let db: DuckDB;
beforeAll(async () => {
  db = await DuckDB.open();
});
afterAll(() => db.close());

const lineOf = (sql: string, at: number): number => Buffer.from(sql).subarray(0, at).toString().split("\n").length;
const columnsIn = async (sql: string): Promise<string[]> => (await unqualifiedIn(db, sql)).map(({column}) => column);

describe("a column of a join says which table it is of", () => {
  test("in every SQL file of the product", async () => {
    const files = sourcesIn(["loaders"], [".sql"]);
    expect(Object.keys(files).length).toBeGreaterThan(150);
    const found: string[] = [];
    for (const [file, sql] of Object.entries(files))
      for (const {column, at, tables} of await unqualifiedIn(db, sql))
        found.push(`${file}:${lineOf(sql, at)}: ${column} is of ${tables.join(" or ")}; write it as table.${column}`);
    expect(found).toEqual([]);
  });

  test.each([
    ["in the list of columns", "select net from deals join partners using (partner_id)", ["net"]],
    [
      "inside the expression that gives it its own name",
      "select sum(net) as net from deals join partners using (partner_id)",
      ["net"]
    ],
    ["in a condition of the join", "select d.net from deals as d join partners on partner = d.partner_id", ["partner"]],
    ["in where", "select d.net as size from deals as d cross join partners where size > 1", ["size"]],
    ["of a struct", "select prior.shape from deals cross join priors", ["prior"]],
    ["in a common table expression", "with a as (select x from b, c) select x from a", ["x"]],
    ["in a query of its own inside another", "select (select x from b cross join c) as y from a", ["x"]],
    ["in a filter", "select count(*) filter (won) from deals left join partners using (partner_id)", ["won"]]
  ])("one %s is found", async (_, sql, found) => {
    expect(await columnsIn(sql)).toEqual(found);
  });

  test.each([
    ["that the join merges", "select partner_id from deals join partners using (partner_id)"],
    ["of the only table", "select net from deals"],
    ["of the left side of a semi join", "select net from deals semi join partners using (partner_id)"],
    ["that an earlier output names", "select d.net * 2 as size, size + 1 as more from deals as d cross join partners"],
    [
      "of a table of the query outside",
      "select (select max(d.net) from deals as d cross join rates where d.id = partners.id) as most from partners"
    ],
    ["by which the outputs are ordered", "select d.net as size from deals as d cross join partners order by size"],
    ["of a function's own", "select list_filter(d.days, lambda day : day > p.started) from deals as d cross join partners as p"]
  ])("one %s needs no table", async (_, sql) => {
    expect(await columnsIn(sql)).toEqual([]);
  });
});

test("the SQL of a metric has 80 lines at most below its header", () => {
  const long = Object.entries(sourcesIn(["loaders/metrics", "loaders/facts"], [".sql"])).flatMap(([file, text]) => {
    const lines = text.trimEnd().split("\n");
    const length = lines.length - lines.findIndex((line) => !line.startsWith("--"));
    return length > 80 ? [`${file}: ${length} lines; move what others can use to loaders/metrics/intermediate`] : [];
  });
  expect(long).toEqual([]);
});
