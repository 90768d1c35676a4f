import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {openBrowser, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";
import {addresses} from "./addresses.ts";

let browser: Browser;
let site: Serving;
let page: Page;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
  page = await browser.newPage({viewport: {width: 1280, height: 900}});
});
afterAll(() => Promise.all([browser.close(), site.close()]));

interface Looked {
  pictures: number;
  faults: string[];
  /** Points of pictures that lead nowhere, and rows of tables without a way in, by what they are in. */
  points: Record<string, number>;
  rows: Record<string, number>;
}

/**
 * What each picture of some size lacks: a title from the data, how to read it, words for who can't see it, its figures and their CSV, and
 * points that arrow keys walk.
 */
async function lacking(page: Page): Promise<Looked> {
  // pages wake when a reader turns to them
  if (await page.locator("main figure summary").count()) {
    await page.locator("main figure summary").first().focus();
    await page.waitForSelector("html[data-hydrated]");
  }
  // a figure's table may be made when it is asked for
  await page.evaluate(() =>
    document.querySelectorAll<HTMLElement>("main figure details:not(.came) > summary").forEach((s) => s.click())
  );
  const waiting = page.locator("main figure details.figures:not(.came)").filter({hasNotText: "download CSV"});
  // one that never comes is told below, by its title
  await expect
    .poll(() => waiting.count(), {timeout: 120_000})
    .toBe(0)
    .catch(() => null);
  return page.evaluate(() => {
    /** What is read out at the first point that an arrow key comes to. */
    const saidAt = (svg: Element): string => {
      const place = svg.closest<HTMLElement>("[tabindex='0']");
      place?.focus();
      place?.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true}));
      const said = place?.querySelector("[role=status]")?.textContent ?? "";
      place?.blur();
      return said;
    };
    const large = [...document.querySelectorAll("main svg")].filter((svg) => {
      const {width, height} = svg.getBoundingClientRect();
      return width > 120 && height > 40 && !svg.closest("tr");
    });
    /** How many points of a picture have no way in: neither another page nor the rows of its table. */
    const astray = (svg: Element): number => {
      const place = svg.closest<HTMLElement>("[tabindex='0']");
      if (!place) return 0;
      const press = (key: string) => place.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
      place.focus();
      let [count, last] = [0, ""];
      for (let i = 0; i < 3000; i++) {
        press("ArrowRight");
        const at = place.querySelector("[role=status] .unseen")?.textContent ?? "";
        if (at === last) break;
        last = at;
        if (!place.querySelector("[role=status] .hint") || !svg.closest("figure")?.querySelector("details.figures tbody tr"))
          count++;
      }
      place.blur();
      return count;
    };
    const counts = (entries: [string, number][]) => Object.fromEntries(entries.filter(([, n]) => n > 0));
    const rowWays = ":is(a[href], button.came-way)";
    const astrayRows = (table: Element): number =>
      [...table.querySelectorAll("tbody tr")].filter((tr) => {
        const way = tr.querySelector(rowWays);
        return !way || (way.matches("button") && !tr.closest("main")!.querySelector("details.came"));
      }).length;
    const tables = [...document.querySelectorAll("main table")].map((t): [string, number] => [
      t.querySelector("caption")?.textContent ?? t.querySelector("thead")?.textContent ?? "",
      astrayRows(t)
    ]);
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
        ...(figure?.querySelector("details.figures")?.textContent.includes("download CSV") ? [] : ["no CSV"]),
        ...(saidAt(svg) ? [] : ["no points by keyboard"])
      ].map((fault) => `${title || label || "a picture"}: ${fault}`);
    });
    const points = large.map((svg): [string, number] => [
      svg.closest("figure")?.querySelector("h3")?.textContent ?? "",
      astray(svg)
    ]);
    return {pictures: large.length, faults, points: counts(points), rows: counts(tables)};
  });
}

/** Tables whose rows lead nowhere, and why that is right. */
const wayless: readonly (readonly [why: string, caption: RegExp])[] = [
  ["two partners side by side: the heads lead to both", /^.+ and .+$/],
  ["a scenario, worked out from the controls beside it", /^Today, and with what is chosen$/],
  ["what was delivered: the rows are about files, and name them with their lines", /^(Every file|Records (and newest|rejected))/],
  ["what a delivery may have: the rows are about columns", /^Columns that answer it$/],
  ["the method itself, which names the metric of each line", /^(Claims, rules and tests|Settings in effect)$/],
  ["lines to write on", /^Agreed in this meeting$/]
];

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

test.each(addresses)(
  "each picture of /%s has a finding as its title, words, figures, CSV, and points that the keyboard walks",
  async (address) => {
    await visit(page, site.url + address);
    const {pictures, faults, points, rows} = await lacking(page);
    expect(faults).toEqual([]);
    expect(points, "points of pictures that lead nowhere").toEqual({});
    const astray = Object.keys(rows).filter((caption) => !wayless.some(([, known]) => known.test(caption)));
    expect(astray, "tables with rows that lead nowhere").toEqual([]);
    if (without.includes(address)) expect(pictures).toBe(0);
    else expect(pictures).toBeGreaterThan(0);
  }
);

test("a picture that stands alone is found out", async () => {
  await page.setContent('<main><svg width="300" height="200" role="img" aria-label="Partners."></svg></main>');
  expect((await lacking(page)).faults).toHaveLength(6);
});
