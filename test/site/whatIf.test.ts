import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";

let browser: Browser;
let site: Serving;
let page: Page;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
  const context = await browser.newContext({permissions: ["clipboard-read", "clipboard-write"]});
  page = await context.newPage();
});
afterAll(() => Promise.all([browser.close(), site.close()]));

const query = () => new URL(page.url()).searchParams;

describe("on the page on concentration a leader", () => {
  test.each([
    {
      of: "customer",
      tab: "Customers",
      left: /^€[\d.]+[KM] goes, [\d.]+% of revenue\. The rest is equivalent to \d+(\.\d)? equal customers\.$/
    },
    {of: "rep", tab: "Reps", left: /^€[\d.]+[KM] goes, [\d.]+% of revenue\. The rest is equivalent to \d+(\.\d)? equal reps\.$/}
  ])("takes a $of away and sends the scenario on", async ({of, tab, left}) => {
    const findings = await visit(page, `${site.url}concentration`);
    await page.getByRole("button", {name: tab, exact: true}).click();
    const row = page.locator(".what-if tbody tr", {has: page.locator("input[type=checkbox]")}).first();
    const name = await row.locator("td").nth(1).innerText();
    await row.locator("input[type=checkbox]").check();
    const sentence = () => page.locator(".scenario h3").first().innerText();
    await expect.poll(sentence, {timeout: 300_000}).toBe(`Without ${name}`);
    expect((await page.locator(".scenario > p").innerText()).replaceAll(/[\u00a0\u202f]/g, " ")).toMatch(left);
    expect([query().get("of"), query().getAll("gone").length]).toEqual([of, 1]);
    expect(findings).toEqual(nothingWrong);
    await visit(page, page.url());
    await expect.poll(sentence, {timeout: 300_000}).toBe(`Without ${name}`);
  });

  test("copies what comes of it in a sentence, with its address", async () => {
    await visit(page, `${site.url}concentration?gone=P004`);
    await page.getByRole("button", {name: "Copy this scenario"}).click();
    await page.getByRole("button", {name: "Copied"}).waitFor();
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).replaceAll(/[\u00a0\u202f]/g, " ");
    expect(copied).toMatch(
      /^Without .+: €[\d.]+[KM] goes, \d.*% of partner revenue\. The rest is equivalent to \d+ equal partners\. A bad year \(1 in 20\) loses at least \d+%\. http.*gone=P004$/
    );
  });
});

test("figures over time say which deliveries came in that time", async () => {
  await visit(page, `${site.url}trust`);
  const labels = await page.locator("main svg[role=img]").evaluateAll((all) => all.map((svg) => svg.getAttribute("aria-label")));
  expect(labels.some((label) => /In that time \w+ deliveries came\.$/.test(label ?? ""))).toBe(true);
});
