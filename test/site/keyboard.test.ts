import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";
import {pages} from "./addresses.ts";

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

/** What a keyboard must be able to reach: every control of the page that shows. */
const controls = "main :is(a[href], button, input, summary), #observablehq-sidebar :is(a[href], input)";

/** Opens an address, lets a test act, and demands that nothing went wrong meanwhile. */
async function typing(address: string, act: (page: Page) => Promise<void>, width = 1280): Promise<void> {
  const page = await browser.newPage({viewport: {width, height: 900}});
  const findings = await visit(page, site.url + address);
  await act(page);
  await settle(page);
  expect(findings).toEqual(nothingWrong);
  await page.close();
}

/** Presses Tab through the page once and tells which controls never had the focus. */
async function unreached(page: Page): Promise<string[]> {
  const count = await page.evaluate((selector) => {
    const shown = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (e) => e.checkVisibility({visibilityProperty: true}) && !(e as HTMLInputElement).disabled
    );
    for (const e of shown) e.dataset.waits = "yes";
    document.addEventListener("focusin", (event) => delete (event.target as HTMLElement).dataset.waits);
    return shown.length;
  }, controls);
  expect(count).toBeGreaterThan(5);
  for (let i = 0; i < count + 10; i++) await page.keyboard.press("Tab");
  return page.locator("[data-waits]").evaluateAll((all) => all.map((e) => e.outerHTML.slice(0, 120)));
}

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const here = () => page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector);
  for (let i = 0; i < 300; i++) {
    if (await here()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${selector}`);
}

describe("with the keyboard alone a reader", () => {
  test.each([...pages, "partner?id=P012"])("reaches every control of /%s", (address) =>
    typing(address, async (page) => expect(await unreached(page)).toEqual([]))
  );

  test("finds a partner, sorts a table and follows a name", () =>
    typing("partners", async (page) => {
      await tabTo(page, "main input[type=search]");
      await page.keyboard.type("brightmoor");
      expect(await page.locator("tbody tr").count()).toBe(1);
      await tabTo(page, "th button");
      await page.keyboard.press("Enter");
      expect(await page.locator("th").first().getAttribute("aria-sort")).toBe("ascending");
      await tabTo(page, "tbody a");
      await page.keyboard.press("Enter");
      await page.waitForURL(/partner\?id=/);
      await settle(page);
      expect(await page.locator("h1").innerText()).toBe("Brightmoor Consulting");
    }));

  test("opens the figures behind a picture and closes them", () =>
    typing("", async (page) => {
      const figures = page.locator("details.figures").first();
      await tabTo(page, "details.figures summary");
      await page.keyboard.press("Enter");
      expect(await figures.getAttribute("open")).toBe("");
      await page.keyboard.press("Enter");
      expect(await figures.getAttribute("open")).toBe(null);
    }));

  test("takes a partner away and moves another's chance", () =>
    typing("concentration", async (page) => {
      await tabTo(page, "main input[type=checkbox]");
      await page.keyboard.press("Space");
      await expect.poll(() => page.url()).toContain("gone=");
      await tabTo(page, "main input[type=range]");
      for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.url()).toContain("chance=");
      await tabTo(page, ".scenario button");
      await page.keyboard.press("Enter");
      await expect.poll(() => new URL(page.url()).search).toBe("");
    }));

  test("opens the menu at 390 px and goes to another page", () =>
    typing(
      "",
      async (page) => {
        const link = page.locator("#observablehq-sidebar a", {hasText: "Trust"});
        const isOnScreen = async () => ((await link.boundingBox())?.x ?? -1) >= 0;
        expect(await isOnScreen()).toBe(false);
        await tabTo(page, "#observablehq-sidebar-toggle");
        await page.keyboard.press("Space");
        await expect.poll(isOnScreen).toBe(true);
        await tabTo(page, '#observablehq-sidebar a[href$="trust"]');
        await page.keyboard.press("Enter");
        await page.waitForURL(/trust/);
      },
      390
    ));
});
