import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import type {File} from "../../src/contract/index.ts";
import {isSuch, readChoice, withChoice, type Trait} from "../../src/ui/narrowing.ts";
import {money} from "../../src/shared/formats.ts";
import {rowsOf} from "../../src/shared/rows.ts";
import {quarterEnd, saidQuarter} from "../../src/ui/quarterMenu.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";

let browser: Browser;
let site: Serving;
let traits: Trait[];
let manager: string;
beforeAll(async () => {
  const folder = await siteOfSample();
  [browser, site] = await Promise.all([openBrowser(), serve({folder, port: 0})]);
  const data = path.join(folder, "_file/data");
  const file = readdirSync(data).find((name) => /^traits\.[0-9a-f]+\.json$/.test(name))!;
  traits = rowsOf((JSON.parse(readFileSync(path.join(data, file), "utf8")) as File<"traits">).partners);
  manager = traits.find((row) => row.id === "P012")!.manager!;
});
afterAll(() => Promise.all([browser.close(), site.close()]));

async function looking(address: string, look: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  const findings = await visit(page, site.url + address);
  // the overview waits for its reader
  await page.locator("h1").first().hover();
  await page.waitForSelector("html[data-hydrated]");
  await look(page);
  expect(findings).toEqual(nothingWrong);
  await page.close();
}

/** The partners whose names lead to their pages in the tables of a page, open or folded. */
const listed = (page: Page) =>
  page
    .locator("main .table tbody td:first-child a[href*='partner/']")
    .evaluateAll((all) => [...new Set(all.map((a) => new URL((a as HTMLAnchorElement).href).pathname.split("/").at(-1)!))]);

const such = (choice: Parameters<typeof isSuch>[1]) => new Set(traits.filter((row) => isSuch(row, choice)).map((row) => row.id));

describe("lists of partners are narrowed", () => {
  test.each(["trust", "reciprocity", "segments", "revenue", "service", "concentration", "deals", "people"])(
    "to one account manager on /%s, by its address alone",
    (address) =>
      looking(`${address}?${new URLSearchParams({manager}).toString()}`, async (page) => {
        const own = such({manager});
        const ids = await listed(page);
        expect(ids.length).toBeGreaterThan(0);
        expect(ids.filter((id) => !own.has(id))).toEqual([]);
        expect(await page.locator(".narrowed").innerText()).toContain(`account manager ${manager}`);
      })
  );

  test("by menus, whose choice stands in the address, goes along links, is printed, and goes again", () =>
    looking("trust", async (page) => {
      const all = await listed(page);
      await page.getByRole("combobox", {name: "All partner regions"}).selectOption("Iberia");
      await page.getByRole("combobox", {name: "All account managers"}).selectOption(manager);
      const query = new URLSearchParams({region: "Iberia", manager}).toString();
      await expect.poll(() => new URL(page.url()).search).toBe(`?${query}`);
      const own = such({region: "Iberia", manager});
      for (const id of await listed(page)) expect(own.has(id)).toBe(true);
      await page.emulateMedia({media: "print"});
      expect(await page.locator(".narrowed").innerText()).toMatch(
        new RegExp(`region Iberia, account manager ${manager}: \\d+ of 60`)
      );
      await page.emulateMedia({media: "screen"});
      await page.locator("#observablehq-sidebar a", {hasText: "Segments"}).click();
      await settle(page);
      expect(new URL(page.url()).pathname).toMatch(/segments$/);
      expect(new URL(page.url()).search).toBe(`?${query}`);
      await page.goBack();
      await settle(page);
      await page.waitForSelector("html[data-hydrated]");
      await page.getByRole("button", {name: "Show all partners"}).click();
      await expect.poll(() => new URL(page.url()).search).toBe("");
      const again = await listed(page);
      expect(again.length).toBeGreaterThan(own.size);
      expect(again.filter((id) => !all.includes(id))).toEqual([]);
    }));

  test("by the partner's own region, and where revenue is counted by that of the deal, the page says so", () =>
    looking("concentration", async (page) => {
      const regions = page.locator("section", {hasText: "How is revenue spread over regions?"});
      expect(await regions.locator("caption").innerText()).toBe("Partner revenue by region of the deal");
      expect(await regions.innerText()).toContain("A region leads to the partners that are there themselves");
      await regions.locator("tbody a", {hasText: "Iberia"}).click();
      await page.waitForURL(/partners\?region=Iberia$/);
      await settle(page);
      expect(await page.getByRole("combobox", {name: "All partner regions"}).inputValue()).toBe("Iberia");
      const own = such({region: "Iberia"});
      expect(new Set(await listed(page))).toEqual(own);
    }));

  test("and cases with them: of the overview and of what needs attention only that account manager's", async () => {
    const query = new URLSearchParams({manager}).toString();
    await looking(`attention?${query}`, async (page) => {
      const owners = await page.locator("#cases tbody tr td:nth-child(2)").allInnerTexts();
      expect(new Set(owners)).toEqual(new Set([manager]));
    });
    await looking(`?${query}`, async (page) =>
      expect(await page.locator("#decide").innerText()).toMatch(/\d of \d cases? here\./)
    );
  });

  test("the list of partners says on paper what it was narrowed to", () =>
    looking("partners?region=Iberia&grade=trusted", async (page) => {
      await page.emulateMedia({media: "print"});
      expect(await page.locator(".chosen").innerText()).toBe("region Iberia, grade trusted");
    }));

  test("an address that no partner answers to narrows nothing", () =>
    looking("trust?region=Atlantis", async (page) => {
      expect(await page.locator(".narrowed").isVisible()).toBe(false);
      expect((await listed(page)).length).toBeGreaterThan(20);
    }));
});

describe("an earlier quarter", () => {
  /** The heads of the list that compares, and the choices that its page offers. */
  const heads = (page: Page) => page.locator(".period thead th").allInnerTexts();

  test("is chosen by a menu, stands in the address, is narrowed with the rest, goes along links and is printed", () =>
    looking("trust?region=Iberia", async (page) => {
      await page.getByRole("combobox", {name: "Compare with a quarter"}).selectOption("2025-Q3");
      await page.locator(".period table").waitFor();
      expect(new URL(page.url()).search).toBe("?region=Iberia&period=2025-Q3");
      expect(await page.locator(".period .dated:not(.table > *)").innerText()).toMatch(
        /^Compared with the end of Q3\s2025: the list below\. Sentences, pictures and other lists are as of 31\sOctober\s2026\.$/
      );
      const own = such({region: "Iberia"});
      const ids = await page
        .locator(".period tbody a[href*='partner/']")
        .evaluateAll((all) => all.map((a) => new URL((a as HTMLAnchorElement).href).pathname.split("/").at(-1)!));
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.filter((id) => !own.has(id))).toEqual([]);
      await page.emulateMedia({media: "print"});
      expect(await page.locator(".period caption").innerText()).toMatch(/on 30\sSeptember\s2025 and now$/i);
      await page.emulateMedia({media: "screen"});
      await page.locator("#observablehq-sidebar a", {hasText: "Reciprocity"}).click();
      await settle(page);
      expect(new URL(page.url()).search).toBe("?region=Iberia&period=2025-Q3");
      await page.locator(".period table").waitFor();
      expect(await heads(page)).toContain("Received then");
      await page.getByRole("combobox", {name: "Compare with a quarter"}).selectOption("");
      await expect.poll(() => new URL(page.url()).search).toBe("?region=Iberia");
      expect(await page.locator(".period table").count()).toBe(0);
    }));

  test.each([
    ["", "Score then"],
    ["attention", "Score then"],
    ["changes", "Score then"],
    ["deals", "Score then"],
    ["people", "Received then"],
    ["revenue", "Revenue then"],
    ["segments", "Revenue then"],
    ["service", "Revenue then"],
    ["concentration", "Expected loss then"]
  ])("is compared on /%s by its address alone", (address, head) =>
    looking(`${address}?period=2026-Q2`, async (page) => {
      await page.locator(".period table").waitFor();
      expect(await heads(page)).toContain(head);
    })
  );

  test("then and now are the figures of the two dates", () =>
    looking("revenue?period=2026-Q3", async (page) => {
      const cells = (address: string) =>
        page.evaluate(
          async (where) => (await (await fetch(where)).json()) as {partners: {id: string[]; revenue: number[]}},
          address
        );
      const [before, after] = [await cells("past/2026-09-30.json"), await cells("past/2026-10-31.json")];
      await page.locator(".period table").waitFor();
      const row = page.locator(".period tbody tr", {has: page.locator("a[href*='partner/P012']")});
      const of = (past: typeof before) => past.partners.revenue[past.partners.id.indexOf("P012")]!;
      expect(await row.locator("td").allInnerTexts()).toEqual(
        expect.arrayContaining([money(of(before), "EUR"), money(of(after), "EUR")])
      );
    }));

  test("that history does not reach compares nothing", () =>
    looking("trust?period=1999-Q1", async (page) => expect(await page.locator(".period table").count()).toBe(0)));
});

test("a quarter is called as the company calls it, with its months where its fiscal year is not the calendar year", () => {
  expect(saidQuarter("2026-09-30", {fiscal_year_first_month: 1})).toBe("Q3\u00a02026");
  expect(saidQuarter("2026-01-31", {fiscal_year_first_month: 2})).toBe("Q4\u00a0FY2026 (Nov\u00a02025 to Jan\u00a02026)");
  const february = (...days: string[]) => ({days, fiscal_year_first_month: 2});
  expect(quarterEnd(february("2025-10-31", "2026-01-31", "2026-02-28"), "FY2026-Q4")).toBe("2026-01-31");
  expect(quarterEnd(february("2025-10-31", "2026-01-31", "2026-02-28"), "2026-Q1")).toBeNull();
  expect(quarterEnd(february("2026-01-31", "2026-02-28"), "FY2025-Q4")).toBeNull();
});

test("a choice is read from an address and put into one, and what else stands there stays", () => {
  expect(readChoice("?gone=x&region=North&manager=Ada+B")).toEqual({region: "North", manager: "Ada B"});
  expect(withChoice("?gone=x&region=North", {manager: "Ada B"})).toBe("?gone=x&manager=Ada+B");
  expect(withChoice("?region=North", {})).toBe("");
});

describe("an earlier date", () => {
  test("is chosen on the overview, stands in the place of now, goes along to a partner, and back", () =>
    looking("", async (page) => {
      const menu = page.getByRole("combobox", {name: "As of another date"});
      // now and 24 month-ends before it
      expect(await menu.locator("option:not([value=''])").count()).toBe(24);
      await menu.selectOption("2025-09-30");
      await page.waitForURL(/as_of=2025-09-30/);
      await settle(page);
      const scoreThen = async (id: string) => {
        const row = page.locator(".past tbody tr", {has: page.locator(`a[href*='partner/${id}']`)});
        return /^\d+/.exec(await row.locator("td").nth(1).innerText())?.[0];
      };
      await page.locator(".past").waitFor();
      expect(await page.locator("h1:visible").allInnerTexts()).toEqual([
        expect.stringMatching(/^30\sSeptember\s2025: \d+ of \d+ partners trusted/)
      ]);
      expect(await page.locator("#revenue").isVisible()).toBe(false);
      await page.getByRole("button", {name: "show all"}).first().click();
      const then = await scoreThen("P012");
      await page.locator(".past tbody a[href*='partner/P012']").click();
      await page.waitForURL(/partner\/P012\?as_of=2025-09-30/);
      await page.locator(".pastPartner").waitFor();
      expect(await page.locator(".pastPartner .numbers li").first().innerText()).toMatch(new RegExp(`^${then} \\(`));
      await page.getByRole("link", {name: /^Back to/}).click();
      await page.waitForURL(/partner\/P012$/);
      await settle(page);
      expect(await page.locator(".pastPartner").count()).toBe(0);
    }));

  test("that there are no figures of leaves the page as it is", () =>
    looking("?as_of=1999-01-31", async (page) => {
      expect(await page.locator(".past").count()).toBe(0);
      expect(await page.locator("#revenue").isVisible()).toBe(true);
    }));
});
