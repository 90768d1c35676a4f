import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {meanings} from "../../src/copy/meanings.ts";
import {terms} from "../../src/copy/terms.ts";
import {explainTerms} from "../../src/ui/termsIn.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {inDocument} from "../support/drawn.ts";
import {siteOfSample} from "../support/site.ts";
import {sourcesIn} from "../support/sources.ts";

test("each word that is explained leads to a metric that is defined", () => {
  const known = new Set(readCatalogue().map(({name}) => name));
  expect(Object.entries(terms).filter(([, {metric}]) => !known.has(metric))).toEqual([]);
});

test("every metric that a picture names has its meaning in a sentence, and no other has one", () => {
  const known = new Set(readCatalogue().map(({name}) => name));
  const asked = Object.values(sourcesIn(["src"], [".ts", ".md"])).flatMap((text) =>
    [...text.matchAll(/defined: ([^,}]*)/g)].flatMap(([, value]) => [...value!.matchAll(/"([a-z_]+)"/g)].map((m) => m[1]!))
  );
  const named = new Set(asked.filter((name) => known.has(name)));
  expect(Object.keys(meanings).sort()).toEqual([...named].sort());
});

test("the first mention of a word in a sentence gets a sign, which is no part of the sentence, and a link gets none", () => {
  const [text, signs] = inDocument(() => {
    const [one, two] = ["p", "p"].map((tag) => document.createElement(tag)) as [HTMLElement, HTMLElement];
    one.innerHTML = "From <a href='x'>above average</a> to above average: the Herfindahl index.";
    two.textContent = "Again above average.";
    explainTerms([one, two]);
    return [
      `${one.textContent} ${two.textContent}`,
      [one, two].map((p) => [...p.querySelectorAll("a.term")].map((a) => a.getAttribute("aria-label")))
    ];
  });
  expect(text).toBe("From above average to above average: the Herfindahl index. Again above average.");
  expect(signs).toEqual([["What “Above average” means", "What “HHI” means"], []]);
});

describe("in a browser", () => {
  let browser: Browser;
  let site: Serving;
  beforeAll(async () => {
    [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
  });
  afterAll(() => Promise.all([browser.close(), site.close()]));

  test.each([
    ["a picture's definition", "trust", "figcaption a.defined", meanings["trust"]!],
    ["a word of a sentence", "concentration", "p > a.term.inline", terms["Gini"]!.says]
  ])("%s opens in place, and Escape closes it", async (_, address, link, says) => {
    const page = await browser.newPage();
    const findings = await visit(page, site.url + address);
    await page.locator(link).first().focus();
    await page.waitForSelector("html[data-hydrated]");
    const sign = page.locator(link).first();
    await sign.click();
    await expect.poll(() => page.locator(".meaning").innerText()).toContain(says);
    expect(page.url()).toBe(site.url + address);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".meaning").count()).toBe(0);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  });

  test("a browser that has no box over the page follows the link to the definition", async () => {
    const page = await browser.newPage();
    await page.addInitScript(() => Reflect.deleteProperty(HTMLElement.prototype, "showPopover"));
    const findings = await visit(page, `${site.url}trust`);
    await page.waitForSelector("html[data-hydrated]");
    await page.locator("figcaption a.defined").first().click();
    await page.waitForURL(`${site.url}method#trust`);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  });
});
