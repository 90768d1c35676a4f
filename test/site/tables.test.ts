import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {openBrowser, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";
import {addresses} from "./addresses.ts";

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

/** How many tables show, and those of them that follow another's heading, picture or table without a title of their own. */
const tablesOf = (page: Page): Promise<{shown: number; lost: string[]}> =>
  page.evaluate(() => {
    const shows = (node: Element) => node.checkVisibility({contentVisibilityAuto: false, visibilityProperty: true});
    const before = (node: Element, other: Element) =>
      Boolean(node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    const marks = [...document.querySelectorAll("main :is(h1, h2, h3, figure, table)")].filter(shows);
    const tables = marks.filter((mark) => mark.localName === "table");
    const lost = tables.filter((table) => {
      const title = table.parentElement!.querySelector(":scope > .title");
      if (title && shows(title)) return title.textContent === "" || !before(title, table);
      const last = marks.filter((mark) => before(mark, table) && !mark.contains(table)).at(-1);
      // a heading is of what it shares a picture or a section with; that of the page is of all
      const place = last?.closest("figure") ?? last?.closest("section");
      return !last || !/^h\d$/.test(last.localName) || (last.localName !== "h1" && !place?.contains(table));
    });
    const name = (table: Element) => table.querySelector("caption")?.textContent ?? table.textContent.slice(0, 40);
    return {shown: tables.length, lost: lost.map(name)};
  });

describe.each([
  ["on a screen", {width: 1280, height: 900}, null],
  ["on a phone", {width: 390, height: 844}, null],
  ["on paper", {width: 703, height: 1032}, "print"]
] as const)("%s", (_, viewport, media) => {
  test("every table stands under its own heading, or has a title of its own", async () => {
    const page = await browser.newPage({viewport});
    await page.emulateMedia({media});
    const lost: string[] = [];
    let shown = 0;
    for (const address of addresses) {
      await visit(page, site.url + address);
      const found = await tablesOf(page);
      shown += found.shown;
      lost.push(...found.lost.map((name) => `/${address}: ${name}`));
    }
    await page.close();
    expect(lost).toEqual([]);
    expect(shown).toBeGreaterThan(40);
  });
});

test("names of partners that one can take away stand on one line each", async () => {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  await visit(page, `${site.url}concentration`);
  const lines = await page
    .locator("main .what-if tbody tr td:nth-child(2) bdi")
    .evaluateAll((names) => names.map((name) => name.getClientRects().length));
  await page.close();
  expect(lines.length).toBeGreaterThan(10);
  expect(Math.max(...lines)).toBe(1);
});

test("a table under another's heading is found out", async () => {
  const page = await browser.newPage();
  const table = "<div><table><caption>A</caption><tr><td>1</td></tr></table></div>";
  await page.setContent(`<main><h1>Page</h1>${table}<section><h2>One</h2>${table}${table}</section><section>${table}</section>
    <section><h2>Two</h2><figure><h3>Picture</h3>${table}</figure>${table}</section></main>`);
  expect(await tablesOf(page)).toEqual({shown: 6, lost: ["A", "A", "A"]});
  await page.close();
});
