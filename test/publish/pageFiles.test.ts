import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {readHistory, type History} from "../../loaders/history/history.ts";
import {published, someOf} from "../../loaders/publish/pageFiles.ts";
import {readFor, readPortfolio, type Portfolio} from "../../loaders/publish/portfolio.ts";
import type {TablesRead} from "../../loaders/publish/tables/shownOn.ts";
import type {Published} from "../../loaders/publish/write.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {emptyReport} from "../release/project.ts";
import {asOf, metricsOfSample} from "../sample/support.ts";

const settings = parseSettings({}, "sample");
let db: DuckDB;
let history: History;
const read: TablesRead = new Map();
let all: Published;

const portfolioOf = (only?: ReadonlySet<string>): Promise<Portfolio> =>
  readPortfolio(db, settings, asOf, {...emptyReport, files: []}, history, only);

beforeAll(async () => {
  db = await metricsOfSample();
  history = await readHistory({db, settings}, asOf, null, []);
  all = published(await portfolioOf(), {read});
});
afterAll(() => db.close());

describe("a file that is made before the others", () => {
  test("is what it is with all tables, of those alone that it was made from", async () => {
    for (const [file, tables] of read) {
      const known = readFor(tables);
      const some = someOf(await portfolioOf(known), new Set([file]), known);
      expect(some, file).toEqual({[file]: all[file as keyof Published]});
    }
    expect(read.size).toBeGreaterThan(20);
  });

  test("is left out where it needs a table that nobody has read yet", async () => {
    const known = readFor(read.get("traits")!);
    const some = someOf(await portfolioOf(known), new Set(["trust", "traits"]), known);
    expect(Object.keys(some)).toEqual(["traits"]);
  });
});
