import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {handshake} from "../support/handshake.ts";
import {writeFiles} from "../support/pipeline.ts";

const lines = (...all: string[]) => all.join("\n") + "\n";
const deals = (day: string, from: number, to: number) =>
  lines(
    "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency",
    ...Array.from({length: to - from + 1}, (_, i) => `D${from + i},P1,C1,2026-01-10,2026-03-10,won,100.00,EUR`)
  ).replaceAll("2026-01-10", day);

/** A drop of August, and one of September with something wrong in most files. */
const drops = {
  "2026-08-31/deals_2026-08-31.csv": deals("2026-01-10", 1, 120),
  "2026-08-31/customers_2026-08-31.csv": lines("customer_id,name", "C1,Cee"),
  "2026-08-31/tickets_2026-08-31.csv": lines(
    "ticket_id,partner_id,customer_id,owner,opened_on,reopened,hours",
    "T1,P1,C1,us,2026-05-01,0,2",
    "T2,P1,C1,us,2026-05-02,0,3"
  ),
  "2026-03-31/referrals_2026-03-31.csv": lines(
    "referral_id,partner_id,direction,made_on,outcome",
    "R1,P1,received,2026-03-01,pending"
  ),
  "2026-09-30/deals_2026-09-30.csv": deals("2026-01-10", 1, 10),
  "2026-09-30/tickets_2026-09-30.csv": lines(
    "ticket_id,partner_id,customer_id,owner,opened_on,reopened,hours",
    "T1,P1,C1,us,soon,0,2",
    "T3,P1,C1,us,2026-05-03,0,1"
  ),
  "2026-09-30/partners_2026-09-30.csv": lines("partner_id,name,fax", "P1,SteinrÃ¶hr,1", "P2,M\ufffdller,2"),
  "2026-09-30/companies_2026-09-30.csv": lines(
    "Record ID,Company name,Company Domain Name,Type",
    "H1,Ann & Co,a.example,Partner",
    "H2,Bee Ltd,b.example,Prospect"
  ),
  "2026-08-31/report_2026-08-31.csv": lines(
    "Opportunity Name,Account Name,Stage,Close Date,Created Date,Amount",
    "One,Acme,Closed Won,3/4/2026,1/2/2026,500.00",
    "Total Records: 1,,,,,"
  ),
  "2026-09-30/budget.zip": "PK",
  "2026-09-30/README.md": "what is in here"
};

let folder: string;
let browser: Browser;
let site: Serving;
let page: Page;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "handshake-data-page-"));
  const at = (name: string) => path.join(folder, name);
  await writeFiles(at("drops"), drops);
  const run = await handshake(["rebuild", "--drops", at("drops"), "--build", at("build"), "--site", at("site")]);
  if (run.exitCode !== 65) throw new Error(`expected 65 for drops with a refused file, got ${run.exitCode}:\n${run.stderr}`);
  [browser, site] = await Promise.all([openBrowser(), serve({folder: at("site"), port: 0})]);
  page = await browser.newPage({viewport: {width: 1280, height: 900}});
  expect(await visit(page, `${site.url}data`)).toEqual(nothingWrong);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close()]);
  rmSync(folder, {recursive: true});
});

/** The cells of a row of the table with this caption, by the text of its first cell. */
async function rows(caption: string, first: string): Promise<string[][]> {
  const table = page.locator("table", {has: page.locator("caption", {hasText: caption})});
  const found = await table
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.innerText.trim().replaceAll(/[\u00a0\u202f]/g, " ")))
    );
  return found.filter((cells) => cells[0] === first);
}

/** Outcome and what is said of it, for each table that a file feeds. */
const outcomes = async (file: string) => (await rows("Every file", file)).map((cells) => cells[2]);

describe("the data page", () => {
  test("says of each table how fresh it is against the days that the settings allow", async () => {
    expect((await rows("newest delivery", "tickets"))[0]?.slice(3)).toEqual(["30 Sep 2026", "current"]);
    expect((await rows("newest delivery", "deals"))[0]?.slice(3)).toEqual(["31 Aug 2026", "30 days old"]);
    expect((await rows("newest delivery", "referrals"))[0]?.slice(3)).toEqual(["31 Mar 2026", "stale, 183 days old"]);
    expect((await rows("newest delivery", "rates"))[0]?.at(-1)).toBe("not recorded");
    expect(await page.locator("h2").first().innerText()).toBe("No delivery for 45 days: referrals");
  });

  test("says why a file is held, refused or ignored, before all others", async () => {
    expect((await outcomes("2026-09-30/deals_2026-09-30.csv"))[0]).toMatch(/^held\s.*10 records.*had 121/s);
    expect((await outcomes("2026-09-30/budget.zip"))[0]).toMatch(/^refused\s.*Unpack/s);
    expect((await outcomes("2026-09-30/README.md"))[0]).toMatch(/^ignored\s/);
    expect((await outcomes("2026-08-31/report_2026-08-31.csv"))[0]).toMatch(/^refused\s.*its one record is not accepted/s);
    const table = page.locator("table", {has: page.locator("caption", {hasText: "Every file"})});
    const firsts = (await table.locator("tbody tr td:first-child").allInnerTexts()).slice(0, 4).sort();
    expect(firsts).toEqual([
      "2026-08-31/report_2026-08-31.csv",
      "2026-09-30/README.md",
      "2026-09-30/budget.zip",
      "2026-09-30/deals_2026-09-30.csv"
    ]);
  });

  test("shows the warnings of a file beside it", async () => {
    const [partners] = await outcomes("2026-09-30/partners_2026-09-30.csv");
    expect(partners).toContain("unknown column: fax");
    expect(partners).toContain("mojibake:");
    expect(partners).toContain("replacement character:");
    expect((await outcomes("2026-09-30/tickets_2026-09-30.csv"))[0]).toContain("missing row: 1 record of the drop of 2026-08-31");
    expect((await outcomes("2026-08-31/report_2026-08-31.csv"))[0]).toContain("trailer: 1 line after the records");
  });

  test("shows a file that feeds two tables once for each", async () => {
    const found = await rows("Every file", "2026-09-30/companies_2026-09-30.csv");
    expect(found.map((cells) => cells[1]).sort()).toEqual(["customers", "partners"]);
    expect(found.find((cells) => cells[1] === "partners")?.[2]).toContain("left out:");
  });

  test("accounts for the records of each file and of all files", async () => {
    const [tickets] = await rows("Every file", "2026-09-30/tickets_2026-09-30.csv");
    expect(tickets?.slice(3)).toEqual(["2", "1", "0", "0", "1"]);
    const lead = await page.locator(".lead").first().innerText();
    expect(lead).toContain(", 10 in files that were not taken.");
    const [, all, ...parts] =
      /with ([\d,]+) records: ([\d,]+) accepted, ([\d,]+) duplicates?, ([\d,]+) superseded by a newer version, ([\d,]+) rejected, ([\d,]+) in files/
        .exec(lead)!
        .map((text) => Number(text.replaceAll(",", "")));
    expect(parts.reduce((sum, n) => sum + n, 0)).toBe(all);
  });

  test("says of each reason for holding back how often, where, and what to do", async () => {
    expect((await rows("rejected", "opened on"))[0]).toEqual([
      "opened on",
      "1",
      "1",
      "2026-09-30/tickets_2026-09-30.csv, line 2",
      "Correct opened_on at its source, or set its format in a mapping (loaders/mappings)."
    ]);
  });
});
