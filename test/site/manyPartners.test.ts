import {readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openBrowser, visit} from "../support/browser.ts";
import {siteOfManyPartners} from "../support/largeSite.ts";
import {serveShaped} from "../support/shaped.ts";
import {pages} from "./addresses.ts";

let browser: Browser;
let folder: string;
beforeAll(async () => {
  [browser, folder] = await Promise.all([openBrowser(), siteOfManyPartners()]);
});
afterAll(() => browser.close());

describe("with 2,000 partners", () => {
  test("each has a page of its own with its name, verdict and key numbers in the HTML, and no page is large", () => {
    const names = readdirSync(path.join(folder, "partner")).filter((name) => name.endsWith(".html"));
    expect(names.length).toBe(2000);
    for (const name of names) {
      const html = readFileSync(path.join(folder, "partner", name), "utf8");
      expect([name, /<h1><bdi>[^<]+<\/bdi><\/h1><p class="verdict">[^<]+/.test(html)]).toEqual([name, true]);
      expect([name, html.includes('<ul class="numbers"><li>')]).toEqual([name, true]);
      expect(html.length).toBeLessThan(150_000);
    }
  });

  test.each([...pages, "partner/partner-7", "owner?name=Manager%203"])("/%s loads less than a megabyte", async (address) => {
    const packed = await serveShaped(folder);
    const page = await browser.newPage();
    await page.goto(packed.url + address, {waitUntil: "networkidle"});
    await page.close();
    await packed.close();
    expect(packed.sent().reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(1e6);
  });

  test("an account manager with 200 partners prints on two sheets", async () => {
    const packed = await serveShaped(folder);
    const page = await browser.newPage({viewport: {width: 703, height: 1032}});
    await page.emulateMedia({media: "print"});
    await visit(page, `${packed.url}owner?name=Manager%203`);
    expect(await page.locator("main").textContent()).toContain("200 partners");
    const pdf = await page.pdf({preferCSSPageSize: true});
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length).toBeLessThanOrEqual(2);
    await Promise.all([page.close(), packed.close()]);
  });
});
