import {writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {tableFromIPC} from "apache-arrow";
import {count, day, flag, money, table, text} from "../../src/contract/columns.ts";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {arrowOf, parquetOf} from "../../loaders/publish/tables/arrow.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const columns = {
  name: text("a name", "open").nullable(),
  n: count("a count").nullable(),
  amount: money("an amount").nullable(),
  on_day: day("a day").nullable(),
  yes: flag("a flag").nullable()
};
const whole = {name: "Ünal & Co", n: 3, amount: 1.25, on_day: "2026-02-28", yes: true};
const empty = {name: null, n: null, amount: null, on_day: null, yes: null};

let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

describe("a published table is the same rows as Arrow and as Parquet", () => {
  test.each([
    ["no rows", []],
    ["one row", [whole]],
    ["only empty values", [empty, empty, empty]],
    ["nine rows, the last ones empty", [...Array<typeof whole>(6).fill(whole), empty, empty, empty]],
    [
      "seventy rows, the first ones empty",
      [...Array<typeof empty>(65).fill(empty), ...Array<typeof whole>(5).fill({...whole, yes: false})]
    ]
  ])("with %s", async (_, rows) => {
    const arrow = arrowOf(rows, table({metric: null, order: "name"}, columns));
    expect(tableFromIPC(arrow).numRows).toBe(rows.length);
    const file = path.join(folder, "t.parquet");
    writeFileSync(file, parquetOf(arrow));
    const db = await DuckDB.open();
    expect(await db.rows(`from '${file}'`)).toEqual(rows);
    db.close();
  });
});
