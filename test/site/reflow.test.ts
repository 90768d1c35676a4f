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
