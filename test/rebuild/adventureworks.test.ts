import {existsSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {ingest, removeFolder, root, temporaryFolder, type Ingested} from "../support/pipeline.ts";
import {buildFacts} from "../../loaders/facts/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";

const drops = path.join(root, "../shared/data/adventureworks_reseller");
const required = process.env["CI"] === "true";

/** Totals as published with AdventureWorksDW (Microsoft, sql-server-samples, MIT). */
const kinds = {"Specialty Bike Shop": 6756166.18, "Value Added Reseller": 34967517.33, Warehouse: 38726913.48};
const countries = {
  Australia: 1594335.38,
  Canada: 14377925.6,
  France: 4607537.94,
  Germany: 1983988.04,
  "United Kingdom": 4279008.83,
  "United States": 53607801.21
};

test.runIf(required)("the reseller sales stand beside the project where continuous integration runs", () => {
  expect(existsSync(drops)).toBe(true);
});

describe.runIf(existsSync(drops))("AdventureWorks' reseller sales", () => {
  let folder: string;
  let run: Ingested;
  let db: DuckDB;
  beforeAll(async () => {
    folder = await temporaryFolder();
    run = await ingest(drops, folder);
    db = run.db;
    await buildFacts(db, parseSettings({}, "test"));
  });
  afterAll(async () => {
    run.db.close();
    await removeFolder(folder);
  });

  const revenueBy = async (column: string) =>
    Object.fromEntries(
      (
        await db.rows<{k: string; net: string}>(
          `select p.${column} as k, round(sum(d.net), 2) as net from facts.deal_credits d join facts.partners p using (partner_id) group by 1 order by 1`
        )
      ).map((r) => [r.k, Number(r.net)])
    );

  test("every order line is accepted, and the orders are 3,796 deals", async () => {
    expect(run.file("FactResellerSales.parquet")).toMatchObject({
      outcome: "accept",
      table: "deals",
      records: 60855,
      accepted: 60855,
      quarantined: 0
    });
    expect(await db.rows("select count(*) as n from facts.deals")).toEqual([{n: "3796"}]);
  });

  test("revenue over all time is 80,450,596.98 to the cent", async () => {
    const [row] = await db.rows<{net: string}>("select round(sum(net), 2) as net from facts.deal_credits");
    expect(Number(row!.net)).toBe(80450596.98);
  });

  test("revenue by type of business and by country is as published", async () => {
    expect(await revenueBy("kind")).toEqual(kinds);
    expect(await revenueBy("region")).toEqual(countries);
  });

  test("635 of 701 partners have revenue", async () => {
    expect(
      await db.rows(
        "select count(distinct partner_id) as buying, (select count(*) from facts.partners) as known from facts.deal_credits where net > 0"
      )
    ).toEqual([{buying: "635", known: "701"}]);
  });

  test("names without a date make the newest day in the records the as-of date", () => {
    expect(run.asOf).toBe("2013-12-06");
  });
});
