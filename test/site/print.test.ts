import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {openBrowser, visit} from "../support/browser.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {siteOfSample} from "../support/site.ts";
import {pages as addresses} from "./addresses.ts";

let browser: Browser;
let site: Serving;
let page: Page;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
  page = await browser.newPage({viewport: {width: 703, height: 1032}});
  await page.emulateMedia({media: "print"});
});
afterAll(() => Promise.all([browser.close(), site.close()]));

const sheetsOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

async function sheets(address: string): Promise<number> {
  await visit(page, site.url + address);
  return sheetsOf(await page.pdf({preferCSSPageSize: true}));
}

describe("on paper", () => {
  test("the overview takes three sheets at most", async () => expect(await sheets("")).toBeLessThanOrEqual(3));

  test("a partner takes two at most, also those of whom there is most to tell", {timeout: 900_000}, async () => {
    await visit(page, site.url);
    const links = await page
      .locator(".caseList a[href*='partner/']")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")!.replace("./", "")));
    const addresses = [...new Set(links)];
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of [...addresses, "partner/P040"]) expect([address, await sheets(address)]).toEqual([address, 2]);
  });

  test("an account manager takes two at most, whoever it is", {timeout: 900_000}, async () => {
    const data = path.join(await siteOfSample(), "_file/data");
    const [file] = readdirSync(data).filter((name) => /^owners\.[0-9a-f]+\.json$/.test(name));
    const {owners} = JSON.parse(readFileSync(path.join(data, file!), "utf8")) as {owners: string[]};
    expect(owners.length).toBeGreaterThan(3);
    for (const name of owners) {
      const address = `owner?name=${encodeURIComponent(name)}`;
      expect([address, (await sheets(address)) <= 2]).toEqual([address, true]);
    }
  });

  test("each sheet says whose site it is, which page, up to which day, and what it is made from", async () => {
    await visit(page, `${site.url}trust`);
    const styles = (await page.locator("head style").allTextContents()).join("");
    const {date} = /data to (?<date>[^·"]+)/.exec((await page.locator("#observablehq-footer").textContent()) ?? "")!.groups!;
    expect(styles).toContain(`@top-left { content: "${await page.title()} · data to ${date!.trim()}"`);
    expect(styles).toContain('@bottom-left { content: "Source: exports delivered to Handshake"');
  });

  test.each(["P012", "P006", "P040"])("the review of %s takes two to four sheets", async (id) => {
    const count = await sheets(`review?id=${id}`);
    expect([count >= 2, count <= 4]).toEqual([true, true]);
  });

  test("npx handshake pack writes the review of a partner, or of each of an account manager's, as PDF of two to four sheets", async () => {
    const out = await temporaryFolder();
    const pack = (...args: string[]) => handshake(["pack", ...args, "--site", folder, "--out", out]);
    const folder = await siteOfSample();
    const [one, all] = [await pack("P012"), await pack("--manager", "Tom Ellery")];
    expect([one.exitCode, one.stderr, all.exitCode, all.stderr]).toEqual([0, "", 0, ""]);
    const files = readdirSync(out);
    expect(files).toContain("review-P012.pdf");
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const count = sheetsOf(readFileSync(path.join(out, file)));
      expect([file, count >= 2, count <= 4]).toEqual([file, true, true]);
    }
    await removeFolder(out);
  });

  // Chromium draws a button of a head on the first sheet of its table alone
  test("the heads of a table are text, which is on each of its sheets", async () => {
    await visit(page, `${site.url}review?id=P012`);
    const heads = await page
      .locator("main thead th:has(button)")
      .evaluateAll((all) => all.map((th) => [th.querySelector("button")!.getClientRects().length, th.textContent !== ""]));
    expect(heads.length).toBeGreaterThan(3);
    expect(heads.filter(([boxes, named]) => boxes !== 0 || !named)).toEqual([]);
  });

  test("no table is wider than its sheet", {timeout: 900_000}, async () => {
    const clipped: string[] = [];
    for (const address of [...addresses, "review?id=P012"]) {
      await visit(page, site.url + address);
      const wide = await page.locator("main table").evaluateAll((tables) =>
        tables.flatMap((table) => {
          const sheet = table.closest("main")!.getBoundingClientRect();
          const {right, width} = table.getBoundingClientRect();
          return width > 0 && right > sheet.right + 1 ? [table.querySelector("caption")?.textContent ?? "a table"] : [];
        })
      );
      clipped.push(...wide.map((caption) => `/${address}: ${caption}`));
    }
    expect(clipped).toEqual([]);
  });

  test("the list of partners has the same columns on Letter as on A4, which is narrower: more would not fit", async () => {
    const columns = async (width: number) => {
      await page.setViewportSize({width, height: 950});
      return page.locator("main th").evaluateAll((all) => all.filter((th) => th.checkVisibility()).map((th) => th.textContent));
    };
    await visit(page, `${site.url}partners`);
    const [a4, letter] = [await columns(703), await columns(725)];
    await page.setViewportSize({width: 703, height: 1032});
    expect(a4.length).toBeGreaterThan(4);
    expect(letter).toEqual(a4);
  });

  test.each(["", "concentration", "partner/P012"])("no paragraph of /%s is cut by the end of a sheet", async (address) => {
    await visit(page, site.url + address);
    const cut = await page
      .locator("main p")
      .evaluateAll((all) =>
        all.flatMap((p) =>
          p.getClientRects().length && getComputedStyle(p).breakInside !== "avoid" ? [p.textContent.slice(0, 40)] : []
        )
      );
    expect(cut).toEqual([]);
  });

  test.each(["", "partner/P012"])("the sheets of an earlier date say it: /%s", async (address) => {
    await visit(page, `${site.url}${address}?as_of=2026-06-30`);
    await page.locator("h1").first().hover();
    const styles = async () => (await page.locator("head style").allTextContents()).join("");
    await expect.poll(styles).toMatch(/@top-left \{ content: "[^"]* · as of 30\sJune\s2026, by data to 31\sOctober\s2026"/);
    if (address)
      await expect
        .poll(() => page.locator(".pastPartner").innerText())
        .toMatch(/All else on this page is as of 31\sOctober\s2026/);
  });

  test.each(["partner/P012", "review?id=P012"])(
    "words beside a picture and its table ask for no more of a sheet than they fill: /%s",
    async (address) => {
      await visit(page, site.url + address);
      const beside = await page.locator(".answer:has(figure):has(.table)").evaluateAll((all) =>
        all.map((section) => {
          const [words, last] = [section.querySelector(".words")!, section.querySelector(".words > :last-child")!];
          const heights = [words, section].map((node) => node.getBoundingClientRect().height);
          return {empty: words.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom, heights};
        })
      );
      const tall = beside.filter(({heights: [words = 0, section = 0]}) => section > words + 40);
      expect(tall.length).toBeGreaterThan(0);
      for (const {empty} of beside) expect(empty).toBeLessThan(30);
    }
  );

  test("what changed is on one sheet, words and rows", async () => {
    await visit(page, site.url);
    const {rows, inside, height} = await page.locator("#changes").evaluate((section) => ({
      rows: section.querySelectorAll("tbody tr").length,
      inside: getComputedStyle(section).breakInside,
      height: section.getBoundingClientRect().height
    }));
    expect(rows).toBeGreaterThan(3);
    expect(inside).toBe("avoid");
    expect(height).toBeLessThan(700);
  });

  test("each sheet of a list that is narrowed says by what", async () => {
    await visit(page, `${site.url}partners?region=Italy`);
    await page.locator("h1").first().hover();
    const styles = async () => (await page.locator("head style").allTextContents()).join("");
    await expect.poll(styles).toContain('@top-right { content: "region Italy"');
  });

  test("the sheets of a review name the partner that it is of, and no other", async () => {
    await visit(page, `${site.url}review?id=P012`);
    const styles = (await page.locator("head style").allTextContents()).join("");
    expect(styles).toContain(`@top-left { content: "${await page.locator("h1").innerText()} | Review | `);
  });
});
