import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {openBrowser} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";
import {addresses as all} from "./addresses.ts";

/** Addresses that lead to another page are shown there. */
const addresses = all.filter((address) => !address.startsWith("partner?"));

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

describe("a window of 1280 pixels", () => {
  test.each([
    ["200", 640],
    ["400", 320]
  ])("at %s%% zoom shows every page without scrolling sideways", async (_, width) => {
    const page = await browser.newPage({viewport: {width, height: 800}});
    const wide: string[] = [];
    for (const address of addresses) {
      await page.goto(site.url + address, {waitUntil: "load"});
      const shown = await page.evaluate(() => document.documentElement.scrollWidth);
      if (shown > width) wide.push(`/${address}: ${shown} px`);
    }
    expect(wide).toEqual([]);
    await page.close();
  });
});

/** The share of a page's height, from its first picture on, that shows something right of the middle of the window. */
const filledRight = (): number => {
  const main = document.querySelector("main")!;
  const boxes = [...main.querySelectorAll("svg, table, p, li, h2, h3, dd, .card, button")].map((node) =>
    node.getBoundingClientRect()
  );
  const seen = boxes.filter(({width, height}) => width > 0 && height > 0);
  const bands = Math.ceil(Math.max(...seen.map(({bottom}) => bottom)) / 100);
  const reached = Array.from({length: bands}, (_, i) =>
    seen.some(({top, bottom, right}) => top < 100 * (i + 1) && bottom > 100 * i && right > window.innerWidth / 2 + 100)
  );
  return reached.filter(Boolean).length / bands;
};

describe("a window of 1920 pixels", () => {
  test("has no page of pictures of which half is empty", async () => {
    const page = await browser.newPage({viewport: {width: 1920, height: 1080}});
    const empty: string[] = [];
    for (const address of ["", "revenue", "trust", "reciprocity", "concentration", "segments", "deals", "people", "service"]) {
      await page.goto(site.url + address, {waitUntil: "load"});
      const share = await page.evaluate(filledRight);
      if (share < 0.8) empty.push(`/${address}: ${Math.round(100 * share)}% of its height reaches beyond the middle`);
    }
    expect(empty).toEqual([]);
    await page.close();
  });
});
