import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {AxeResults} from "axe-core";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {someOf} from "../../setup/everyday.mjs";
import {siteOfSample} from "../support/site.ts";
import {addresses} from "./addresses.ts";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const all = {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]} as const;
/** The rules that other colours can break, where all of them have been tried in the first. */
const colours = {type: "rule", values: ["color-contrast", "link-in-text-block"]} as const;

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

/** What breaks WCAG 2.2 AA on a page, all disclosures open, as "rule: element". */
async function broken(page: Page, runOnly: typeof all | typeof colours = all): Promise<string[]> {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  await page.evaluate(source);
  const {violations} = await page.evaluate(
    (only) =>
      (window as unknown as {axe: {run(context: Document, options: object): Promise<AxeResults>}}).axe.run(document, {
        runOnly: only,
        // of what passes nobody is told
        resultTypes: ["violations"]
      }),
    runOnly
  );
  return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 160)}`));
}

/** The levels of the headings that show, in their order. */
const headings = (page: Page) =>
  page
    .locator("main :is(h1, h2, h3, h4):visible")
    .evaluateAll((all) => all.filter((h) => h.textContent.trim()).map((h) => Number(h.tagName[1])));

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

// a page is drawn in one of the two colours, wide and narrow in different ones, and then changes to the other
const views = [
  {width: 1280, schemes: ["light", "dark"]},
  {width: 390, schemes: ["dark", "light"]}
] as const;

describe.each(views)("at $width px", ({width, schemes: [first, other]}) => {
  let page: Page;
  beforeAll(async () => void (page = await browser.newPage({viewport: {width, height: 900}, colorScheme: first})));
  afterAll(() => page.close());

  test.each(someOf(addresses, 9))(
    "/%s shows without error, stays on its own host, fits, has one h1 and then headings that skip no level, and breaks no rule of WCAG 2.2 AA, light or dark",
    async (address) => {
      await page.emulateMedia({colorScheme: first});
      const findings = await visit(page, site.url + address);
      expect(findings).toEqual(nothingWrong);
      expect(await page.locator("h1").count()).toBe(1);
      const levels = await headings(page);
      expect([levels.filter((l) => l === 1).length, levels[0]]).toEqual([1, 1]);
      expect(levels.filter((level, i) => i > 0 && level > levels[i - 1]! + 1)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await broken(page)).toEqual([]);
      await page.emulateMedia({colorScheme: other});
      expect(await broken(page, colours)).toEqual([]);
      expect(await overflow(page), "with every disclosure open").toBeLessThanOrEqual(0);
      expect(findings).toEqual(nothingWrong);
    }
  );
});

test("a page with a fault is found out", async () => {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><html lang="en"><title>t</title><main><h1>t</h1><input></main></html>');
  expect(await broken(page)).toEqual(["label: <input>"]);
  await page.close();
});
