import {rmSync} from "node:fs";
import path from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {fewDeals, projectCopy, publishRecords, publishSite} from "../release/project.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {labelled} from "../support/labels.ts";
import {manyPartners} from "../support/manyPartners.ts";
import {pages} from "./addresses.ts";

const own = {A: "partner/A", B: "partner/B~2f1~3fx"};
/** Each with the pages that its partners have, and those of partners that it has not. */
const companies = [
  {name: "two partners, deals and nothing else", records: fewDeals, has: [own.A, own.B], lacks: []},
  {
    name: "one partner without a record",
    records: {partners: [{partner_id: "A", name: "Ann"}]},
    has: [own.A],
    lacks: [own.B]
  },
  {name: "no partner", records: {}, has: [], lacks: [own.A, own.B]}
];
const addresses = [...pages, "partner?id=A", "partner?id=B%2F1%3Fx"];

let browser: Browser;
let page: Page;
// of the same pages, which Framework needs to build once
const copy = projectCopy();
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage({viewport: {width: 390, height: 800}});
});
afterAll(async () => {
  await browser.close();
  copy.remove();
});

async function siteOf(records: Parameters<typeof publishRecords>[0]): Promise<Serving> {
  for (const made of ["src/data", "dist"]) rmSync(path.join(copy.root, made), {recursive: true, force: true});
  await publishRecords(records, path.join(copy.root, "src/data"));
  await publishSite({root: copy.root, site: "dist", company: "Test & Co"});
  return serve({folder: path.join(copy.root, "dist"), port: 0});
}

describe.each(companies)("a company with $name", ({records, has, lacks}) => {
  let site: Serving;
  beforeAll(async () => {
    site = await siteOf(records);
  });
  afterAll(() => site.close());

  test.each([...addresses, ...has])("shows /%s without error, fitting 390 px, and no figure that isn't one", async (address) => {
    expect(await visit(page, site.url + address)).toEqual(nothingWrong);
    const text = await page.locator("main").innerText();
    // definitions on Method speak of null
    expect(text).not.toMatch(address === "method" ? /NaN|undefined|\[object/ : /NaN|Infinity|undefined|\bnull\b|\[object/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  test.each(has)("writes the value of no rate of /%s over a mark", async (address) => {
    await visit(page, site.url + address);
    const over = await page.evaluate(() =>
      [...document.querySelectorAll("main figure svg")].flatMap((svg) => {
        const marks = [...svg.querySelectorAll("circle")].map((mark) => mark.getBoundingClientRect());
        const values = [...svg.querySelectorAll("g[text-anchor=end] text")].filter((text) => / to /.test(text.textContent));
        return values.flatMap((text) => {
          const {left, right, top, bottom} = text.getBoundingClientRect();
          const lies = marks.some((m) => m.right > left && m.left < right && m.bottom > top && m.top < bottom);
          return lies ? [text.textContent] : [];
        });
      })
    );
    expect(over).toEqual([]);
  });

  test("has no page of a partner that it has not", async () => {
    for (const address of lacks) expect([address, (await fetch(site.url + address)).status]).toEqual([address, 404]);
  });
});

describe("three partners without a deal in the last year", () => {
  let site: Serving;
  beforeAll(async () => {
    const {deals = [], ...records} = manyPartners(3);
    // so that the windows of the figures in 2024 are recorded whole
    const early = {...deals[0]!, deal_id: "early", opened_on: "2022-12-01", closed_on: "2023-01-02", status: "lost"};
    site = await siteOf({...records, deals: [early, ...deals]});
  });
  afterAll(() => site.close());

  /** The section that answers a question: its text, and how many pictures it has. */
  async function answered(address: string, question: string) {
    await visit(page, site.url + address);
    const section = page.locator("section", {hasText: question});
    return {text: (await section.innerText()).replaceAll("\u00a0", " "), pictures: await section.locator("figure").count()};
  }

  test("have no picture of revenue that there is not, nor of grades that nobody has had", async () => {
    expect((await answered("segments", "Can those that carry most be relied on?")).pictures).toBe(0);
    expect((await answered("trust", "How has it changed?")).pictures).toBe(0);
  });

  test.each([
    ["concentration", "How has the spread changed?", "in Dec 2024"],
    ["reciprocity", "Does sending a referral bring one back?", "in Dec 2024"]
  ])("see on /%s the last month with figures by its name, not as now", async (address, question, month) => {
    const {text, pictures} = await answered(address, question);
    expect(pictures).toBe(1);
    expect(text).toContain(month);
    expect(text).not.toMatch(/\d%? now\b/);
  });

  test("read once that nothing needs attention, with no empty table under it", async () => {
    await visit(page, `${site.url}attention`);
    const text = await page.locator("main").innerText();
    expect(text.match(/Nothing needs attention now/g)).toHaveLength(1);
    expect(text).not.toContain("No case was raised long enough ago");
  });

  test.each([390, 1280, 1920])(
    "have every label within its picture at %i px, none over another or on another’s line",
    async (width) => {
      const wide = await browser.newPage({viewport: {width, height: 900}});
      const faults: string[] = [];
      let texts = 0;
      for (const address of pages) {
        await visit(wide, site.url + address);
        const found = await labelled(wide);
        texts += found.texts;
        faults.push(
          ...[found.outside, found.overlapping, found.crossed, found.dotted].flat().map((text) => `/${address}: ${text}`)
        );
      }
      await wide.close();
      expect(faults).toEqual([]);
      expect(texts).toBeGreaterThan(20);
    }
  );

  test("are not said to have had contact where no contact is recorded: the table has their last business", async () => {
    await visit(page, `${site.url}service`);
    // at 390 px the column is there and not shown
    const heads = (await page.locator("main thead").allTextContents()).join(" ");
    expect(heads).toMatch(/last business/i);
    expect(heads).not.toMatch(/last contact/i);
  });
});
