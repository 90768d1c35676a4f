import {readFileSync} from "node:fs";
import path from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {root} from "../support/handshake.ts";
import {siteOfSample} from "../support/site.ts";

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

describe("a figure of all partners opens how it came about", () => {
  // eight records of each row: revenue has one with partners and one direct
  test.each([
    ["", "Partner revenue by quarter", "revenue_comparison", "net", 16],
    ["", "Scores run from", "trust", "score", 0],
    ["revenue", "by quarter", "revenue_comparison", "net", 16]
  ])("on /%s under “%s”: formula, partners behind it, and records", async (address, title, metric, column, records) => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const findings = await visit(page, site.url + address);
    const figure = page.locator("figure", {hasText: title}).first();
    await figure.locator(".came summary").focus();
    await page.waitForSelector("html[data-hydrated]");
    expect(asked.filter((p) => p.includes("~portfolio"))).toEqual([]);
    const came = page.locator("figure", {hasText: title}).first().locator(".came");
    await came.locator("summary").click();
    await expect.poll(() => came.locator("li a[href*='partner/']").count()).toBeGreaterThan(5);
    expect(asked.filter((p) => p.endsWith("/~portfolio.json"))).toHaveLength(1);
    const text = await came.innerText();
    expect(text).toContain(`npx handshake explain ${metric}`);
    expect(await came.locator("dt").allInnerTexts()).toContain(column);
    expect(await came.locator("tbody tr").count()).toBe(records);
    await came.locator("li a[href*='partner/']").first().click();
    await page.waitForURL(/\/partner\/P\d+$/);
    await settle(page);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  });
});

describe("a figure of a partner's page opens how it came about", () => {
  test("with its formula, what it is made of, and a record that stands in the line of the file that it names", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const findings = await visit(page, `${site.url}partner/P012`);
    expect(
      asked.filter((p) => p.endsWith("/P012.json")),
      "nothing is loaded before it is asked for"
    ).toEqual([]);
    await page.waitForSelector("html[data-hydrated]");
    const details = page.locator("figure .came", {hasText: "How it came about"}).nth(1);
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => details.locator("table").count()).toBeGreaterThan(2);
    expect(asked.filter((p) => p.endsWith("/P012.json"))).toHaveLength(1);
    const text = await details.innerText();
    expect(text).toContain("100 * trust_opinions.mean");
    expect(text).toContain("npx handshake explain trust P012 --all");
    const [key, , place] = await details.locator("tbody tr").first().locator("td").allInnerTexts();
    const [file, line] = place!.split(":") as [string, string];
    expect(readFileSync(path.join(root, "data/sample", file), "utf8").split("\n")[Number(line) - 1]).toContain(key);
    await settle(page);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  });
});
