import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import type {Report} from "../../loaders/run/report/report.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {handshake, type Outcome} from "../support/handshake.ts";
import {removeFolder, root, temporaryFolder} from "../support/pipeline.ts";
import {buildOfSample, siteOfSample} from "../support/site.ts";

/** One way to forecast, held against past dates. */
interface Backtest {
  method: string;
  origins: number;
  pinball: number | null;
  error: number | null;
  error_share: number | null;
  coverage: number | null;
  is_published: boolean;
}

const drops = path.join(root, "../shared/data/adventureworks_reseller");

describe.runIf(existsSync(drops))("the site of AdventureWorks' reseller sales", () => {
  let folder: string;
  let outcome: Outcome;
  let browser: Browser;
  let site: Serving;
  let sample: Serving;
  beforeAll(async () => {
    folder = await temporaryFolder();
    outcome = await handshake(["rebuild", "--drops", drops, "--build", path.join(folder, "B"), "--site", path.join(folder, "S")]);
    browser = await openBrowser();
    site = await serve({folder: path.join(folder, "S"), port: 0});
    sample = await serve({folder: await siteOfSample(), port: 0});
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.close(), sample.close()]);
    await removeFolder(folder);
  });

  test("the command ends well and its report says what became of every file", async () => {
    expect(outcome).toMatchObject({exitCode: 0, stderr: ""});
    const report = JSON.parse(await readFile(path.join(folder, "B", "report.json"), "utf8")) as Report;
    expect(report.as_of).toBe("2013-12-06");
    expect(report.tables).toMatchObject({deals: {final: 3796}, partners: {final: 701}});
    expect(report.files.filter((f) => f.outcome === "accept").map((f) => [f.path, f.records, f.accepted])).toEqual([
      ["DimGeography.csv", 655, 655],
      ["DimReseller.csv", 701, 701],
      ["FactResellerSales.parquet", 60855, 60855]
    ]);
    expect(report.stages.map((s) => s.name)).toEqual(["receive", "stage", "facts", "metrics", "publish", "site", "release"]);
  });

  test("its past forecasts and the sample's are told beside the rivals', and the one that is shown has the lowest loss", async () => {
    for (const [of, build] of [
      ["AdventureWorks", path.join(folder, "B")],
      ["the sample", await buildOfSample()]
    ] as const) {
      // other tests read the sample's database at the same time
      const db = await DuckDB.open();
      await db.run(`attach ${literal(path.join(build, "handshake.duckdb"))} as built (read_only); use built`);
      const tests = await db.rows<Backtest>(
        `select method, origins, round(pinball) as pinball, round(error) as error, round(error_share, 3) as error_share,
           round(coverage, 3) as coverage, is_published
         from metrics.forecast_tests where horizon = 'days' and pool = 'all' order by forecast_tests.pinball`
      );
      db.close();
      console.log(`Forecast of ${of}, next 90 days, all partners:`);
      console.table(tests);
      expect(tests.map(({method}) => method)).toContain("model");
      expect(tests.length).toBeGreaterThan(3);
      const shown = tests.find((row) => row.is_published)!;
      for (const rival of tests) if (rival.pinball !== null) expect(shown.pinball).toBeLessThanOrEqual(rival.pinball);
    }
  });

  test("the database that it leaves has revenue to the cent and a trust row for each partner", async () => {
    const db = await DuckDB.open(path.join(folder, "B", "handshake.duckdb"));
    try {
      expect(await db.rows("select cast(round(sum(net), 2) as decimal(18, 2)) as net from facts.deal_credits")).toEqual([
        {net: "80450596.98"}
      ]);
      expect(await db.rows("select count(*) as n from metrics.trust where as_of = date '2013-12-06'")).toEqual([{n: "701"}]);
    } finally {
      db.close();
    }
  });

  test.each(["", "partners", "partner?id=1", "trust", "reciprocity", "concentration", "segments", "data", "method"])(
    "/%s shows without error",
    async (address) => {
      const page = await browser.newPage();
      expect(await visit(page, site.url + address)).toEqual(nothingWrong);
      await page.close();
    }
  );

  test("the list of partners counts 701", async () => {
    const page = await browser.newPage();
    await visit(page, `${site.url}partners`);
    expect(await page.locator("main").innerText()).toContain("701");
    await page.close();
  });

  test("701 partners open about as fast as the sixty of the sample", async () => {
    const page = await browser.newPage();
    const times: {many: number[]; few: number[]} = {many: [], few: []};
    for (let round = 0; round < 5; round++) {
      times.few.push(await opening(page, `${sample.url}partners`));
      times.many.push(await opening(page, `${site.url}partners`));
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[2]!;
    const ratio = median(times.many) / median(times.few);
    console.log(`701 partners open in ${ratio.toFixed(2)} times the time of 60`);
    expect(ratio).toBeLessThan(2);
    await page.close();
  });
});

/** Milliseconds until the table of partners stands. */
async function opening(page: Page, url: string): Promise<number> {
  const start = performance.now();
  await page.goto(url);
  await page.locator("main table tbody tr").first().waitFor();
  return performance.now() - start;
}
