import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

describe("the pictures of the overview", () => {
  test.each([1280, 390])("stand in the HTML itself, at %i px and without scripts", async (width) => {
    const context = await browser.newContext({javaScriptEnabled: false, viewport: {width, height: 900}});
    const page = await context.newPage();
    await page.goto(site.url);
    const shown = page.locator("main figure svg[role=img]:visible");
    expect(await shown.count()).toBe(await page.locator("main figure").count());
    for (const svg of await shown.all()) {
      const box = (await svg.boundingBox())!;
      expect(box.height).toBeGreaterThan(70);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(await svg.getAttribute("aria-label")).toMatch(/\.$/);
    }
    await context.close();
  });

  test("answer once the pointer is on them, and nothing moves", async () => {
    const page = await browser.newPage({viewport: {width: 1280, height: 900}});
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const findings = await visit(page, site.url);
    expect(asked.filter((url) => url.includes("plot"))).toEqual([]);
    const place = page.locator("#trust figure");
    await place.scrollIntoViewIfNeeded();
    const picture = place.locator("svg[role=img]:visible");
    const before = await picture.boundingBox();
    const dot = (await picture.locator("circle").first().boundingBox())!;
    await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2);
    await page.locator("html[data-hydrated]").waitFor();
    expect(await picture.boundingBox()).toEqual(before);
    await expect.poll(() => picture.locator("text", {hasText: /\sto\s\d+\), trusted/}).count()).toBe(1);
    expect(asked.filter((url) => url.includes("plot")).length).toBeGreaterThan(0);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  });

  test("keep open the figures that a reader opens at once, and sort them", async () => {
    const page = await browser.newPage({viewport: {width: 1280, height: 900}});
    await visit(page, site.url);
    const place = page.locator("#trust figure");
    await place.locator("summary", {hasText: /^Figures$/}).click();
    await page.locator("html[data-hydrated]").waitFor();
    expect(await place.locator("details", {hasText: "Figures"}).first().getAttribute("open")).not.toBeNull();
    await place.getByRole("button", {name: "Partner", exact: true}).click();
    expect(await place.locator("th").first().getAttribute("aria-sort")).toBe("ascending");
    await page.close();
  });
});
