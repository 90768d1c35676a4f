import path from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve.ts";
import {fewDeals, projectCopy, publishRecords, publishSite} from "../release/project.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {pages} from "./addresses.ts";

const companies = [
  {name: "two partners, deals and nothing else", records: fewDeals},
  {name: "one partner without a record", records: {partners: [{partner_id: "A", name: "Ann"}]}},
  {name: "no partner", records: {}}
];
const addresses = [...pages, "partner/A", "partner/B~2f1~3fx", "partner?id=B%2F1%3Fx"];

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(companies)("a company with $name", ({records}) => {
  let remove: () => void;
  let site: Serving;
  beforeAll(async () => {
    const copy = projectCopy();
    remove = copy.remove;
    await publishRecords(records, path.join(copy.root, "src/data"));
    await publishSite({root: copy.root, site: "dist", company: "Test & Co"});
    site = await serve({folder: path.join(copy.root, "dist"), port: 0});
  });
  afterAll(async () => {
    await site.close();
    remove();
  });

  test.each(addresses)("shows /%s without error, fitting 390 px, and no figure that isn't one", async (address) => {
    const page = await browser.newPage({viewport: {width: 390, height: 800}});
    expect(await visit(page, site.url + address)).toEqual(nothingWrong);
    const text = await page.locator("main").innerText();
    // definitions on Method speak of null
    expect(text).not.toMatch(address === "method" ? /NaN|undefined|\[object/ : /NaN|Infinity|undefined|\bnull\b|\[object/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });
});
