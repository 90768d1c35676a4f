import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve.ts";
import {openBrowser, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";
import {addresses} from "./addresses.ts";

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

/** What each picture of some size lacks: a title from the data, how to read it, words for who can't see it, its figures and their CSV. */
async function lacking(page: Page): Promise<{pictures: number; faults: string[]}> {
  // a figure's table may be made when it is asked for
  await page.evaluate(() => document.querySelectorAll<HTMLElement>("main figure summary").forEach((s) => s.click()));
  const waiting = page.locator("main figure details.figures").filter({hasNotText: "download CSV"});
  // one that never comes is told below, by its title
  await expect
    .poll(() => waiting.count(), {timeout: 20_000})
    .toBe(0)
    .catch(() => null);
  return page.evaluate(() => {
    const large = [...document.querySelectorAll("main svg")].filter((svg) => {
      const {width, height} = svg.getBoundingClientRect();
      return width > 120 && height > 40 && !svg.closest("tr");
    });
    const faults = large.flatMap((svg) => {
      const figure = svg.closest("figure");
      const title = figure?.querySelector("h3")?.textContent ?? "";
      const label = svg.getAttribute("aria-label") ?? "";
      const table = figure?.querySelector("details.figures[open] table");
      return [
        ...(svg.getAttribute("role") === "img" && /\d.*\.$/s.test(label) ? [] : [`no words for it: ${label}`]),
        ...(/\d|\b(none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/i.test(title) &&
        !/NaN|Infinity|undefined/.test(title)
          ? []
          : ["no finding"]),
        ...((figure?.querySelector("figcaption")?.textContent ?? "").trim().length > 9 ? [] : ["no caption"]),
        ...(table && table.querySelectorAll("tbody tr").length ? [] : ["no figures"]),
        ...(figure?.querySelector("details.figures")?.textContent.includes("download CSV") ? [] : ["no CSV"])
      ].map((fault) => `${title || label || "a picture"}: ${fault}`);
    });
    return {pictures: large.length, faults};
  });
}

/** Pages whose matter is words and tables: they have no picture. */
const without = [
  "partners",
  "compare",
  "compare?a=P012&b=P040",
  "attention",
  "changes",
  "data",
  "coverage",
  "glossary",
  "owner?name=Giulia%20Ferri",
  "owner",
  "partner?id=nobody",
  "partner"
];

test.each(addresses)("each picture of /%s has a finding as its title, words, figures and CSV", async (address) => {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  await visit(page, site.url + address);
  const {pictures, faults} = await lacking(page);
  expect(faults).toEqual([]);
  if (without.includes(address)) expect(pictures).toBe(0);
  else expect(pictures).toBeGreaterThan(0);
  await page.close();
});

test("a picture that stands alone is found out", async () => {
  const page = await browser.newPage();
  await page.setContent('<main><svg width="300" height="200" role="img" aria-label="Partners."></svg></main>');
  expect((await lacking(page)).faults).toHaveLength(5);
  await page.close();
});
