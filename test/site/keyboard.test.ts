import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";
import {pages} from "./addresses.ts";

let browser: Browser;
let site: Serving;
let page: Page;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
  page = await browser.newPage();
});
afterAll(() => Promise.all([browser.close(), site.close()]));

/** What a keyboard must be able to reach: every control of the page that shows. */
const controls = "main :is(a[href], button, input, select, summary), #observablehq-sidebar :is(a[href], input)";

/** Opens an address, lets a test act, and demands that nothing went wrong meanwhile. */
async function typing(address: string, act: (page: Page) => Promise<void>, width = 1280): Promise<void> {
  await page.setViewportSize({width, height: 900});
  const findings = await visit(page, site.url + address);
  await act(page);
  await settle(page);
  expect(findings).toEqual(nothingWrong);
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

/** Everything that a key could change: text, address, what is chosen, open or pressed. */
const state = (page: Page) =>
  page.evaluate(() => {
    const chosen = [...document.querySelectorAll<HTMLInputElement>("main :is(input, select)")].map((e) => [e.value, e.checked]);
    const boxes = document.querySelectorAll(":popover-open").length;
    return JSON.stringify([document.querySelector("main")?.innerHTML, location.href, chosen, boxes]);
  });

/** The kinds of controls of the page, or of the one that has the focus; heads of tables are of one kind, links to pages of none. */
const kinds = (page: Page, which: "all" | "focused") =>
  page.evaluate((asked) => {
    const selector = "main :is(button, input, select, summary, a.term)";
    const shown = (e: Element) => e.checkVisibility({visibilityProperty: true}) && !(e as HTMLInputElement).disabled;
    const all = asked === "all" ? [...document.querySelectorAll(selector)].filter(shown) : [document.activeElement];
    const kindOf = (e: Element) => {
      if (e.closest("th") && e.tagName === "BUTTON") return "head";
      if (e.matches(".came-way")) return "row";
      if (e.matches("[aria-pressed]")) return e.getAttribute("aria-pressed") === "true" ? "" : "tab";
      if (e instanceof HTMLInputElement) return e.type;
      return e.tagName === "BUTTON" ? e.textContent : e.matches("a") ? "term" : e.tagName.toLowerCase();
    };
    const found = all.flatMap((e) => (e?.matches(selector) ? [kindOf(e)] : [])).filter(Boolean);
    return [...new Set(found)].sort();
  }, which);

const keys: Record<string, string> = {checkbox: "Space", range: "ArrowRight", search: "a", select: "ArrowDown", summary: "Space"};

/** So that the controls that come after still have what they are for. */
const undone: Record<string, string> = {search: "Backspace", select: "ArrowUp", term: "Escape"};

/** Goes through the page by Tab, operates the first control of each kind, and tells which kinds were there and which did something. */
async function operated(page: Page): Promise<{there: string[]; worked: string[]}> {
  let downloads = 0;
  const count = () => void (downloads += 1);
  page.on("download", count);
  const there = await kinds(page, "all");
  const worked: string[] = [];
  for (let i = 0; i < 600 && worked.length < there.length; i++) {
    await page.keyboard.press("Tab");
    const [kind] = await kinds(page, "focused");
    if (kind === undefined || worked.includes(kind) || !there.includes(kind)) continue;
    const [before, saved] = [await state(page), downloads];
    await page.keyboard.press(keys[kind] ?? "Enter");
    await expect.poll(async () => downloads > saved || (await state(page)) !== before, {message: kind}).toBe(true);
    if (undone[kind]) await page.keyboard.press(undone[kind]);
    worked.push(kind);
  }
  page.off("download", count);
  return {there, worked: worked.sort()};
}

/** Pages that show what their address asks for. */
const chosen = ["review?id=P012", "owner?name=Giulia%20Ferri", "compare?a=P012&b=P040"];

describe("with the keyboard alone a reader", () => {
  test.each([...pages, "partner/P012", ...chosen])("reaches every control of /%s", (address) =>
    typing(address, async (page) => expect(await unreached(page)).toEqual([]))
  );

  test.each(["", "partners", "attention", "concentration", "segments", "people", "method", "partner/P012"])(
    "operates each kind of control of /%s, and sees that it did something",
    (address) =>
      typing(address, async (page) => {
        const {there, worked} = await operated(page);
        expect(worked).toEqual(there);
        expect(there.length).toBeGreaterThan(2);
      })
  );

  test.each([
    ["", 1280],
    ["trust", 390]
  ])("opens what a word means on /%s at %i px, in a box within the window, and goes on where it was", (address, width) =>
    typing(
      address,
      async (page) => {
        await tabTo(page, "main a.term");
        await page.keyboard.press("Enter");
        const box = page.locator(".meaning");
        await expect.poll(() => box.isVisible()).toBe(true);
        const {x, y, width: wide, height} = (await box.boundingBox())!;
        expect([x >= 0, y >= 0, x + wide <= width, y + height <= 900]).toEqual([true, true, true, true]);
        expect((await box.innerText()).length).toBeGreaterThan(40);
        await page.keyboard.press("Tab");
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("The whole definition");
        await page.keyboard.press("Escape");
        await expect.poll(() => box.count()).toBe(0);
        expect(await page.evaluate(() => document.activeElement?.className)).toBe("term");
      },
      width
    )
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
      await page.waitForURL(/\/partner\/P012$/);
      await settle(page);
      expect(await page.locator("h1").innerText()).toBe("Brightmoor Consulting");
    }));

  test("walks the points of a picture, hears the tip of each, and follows one to its partner", () =>
    typing("trust", async (page) => {
      await tabTo(page, "figure .walkable");
      const told = page.locator(".walkable [role=status]");
      expect(await told.innerText()).toBe("");
      await page.keyboard.press("ArrowRight");
      const first = await told.innerText();
      expect(first).toMatch(/\d+\s\(\d+\sto\s\d+\), trusted\s+Enter opens its page\s+\(1 of 60\)$/);
      await page.keyboard.press("End");
      expect(await told.innerText()).toMatch(/\(60 of 60\)$/);
      await page.keyboard.press("Escape");
      expect(await told.innerText()).toBe("");
      await page.keyboard.press("Home");
      expect(await told.innerText()).toBe(first);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/partner\/P\d+$/);
      await settle(page);
      expect(await page.locator("h1").innerText()).toBe(first.split("\n")[0]);
    }));

  test("opens the figures behind a picture and closes them", () =>
    typing("", async (page) => {
      const figures = page.locator("details.figures:not(.came)").first();
      await tabTo(page, "details.figures:not(.came) summary");
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
