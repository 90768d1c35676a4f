import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {openBrowser, visit} from "../support/browser.ts";
import {labelled} from "../support/labels.ts";
import {siteOfManyPartners} from "../support/largeSite.ts";
import {siteOfSample} from "../support/site.ts";
import {addresses, pages} from "./addresses.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([
  {name: "60 partners", folder: siteOfSample, addresses: addresses.filter((a) => !a.startsWith("partner?"))},
  {name: "2,000 partners", folder: siteOfManyPartners, addresses: [...pages, "partner/partner-7", "owner?name=Manager%203"]}
])("the pictures of $name", ({folder, addresses}) => {
  let site: Serving;
  beforeAll(async () => {
    site = await serve({folder: await folder(), port: 0});
  });
  afterAll(() => site.close());

  test.each([390, 1280, 1920])(
    "have every label within them at %i px, none over another or on another's line, and no dot over a title",
    async (width) => {
      const page = await browser.newPage({viewport: {width, height: 900}});
      const faults: Record<string, Awaited<ReturnType<typeof labelled>>> = {};
      let texts = 0;
      for (const address of addresses) {
        await visit(page, site.url + address);
        const found = await labelled(page);
        texts += found.texts;
        const {outside, overlapping, crossed, dotted} = found;
        if ([outside, overlapping, crossed, dotted].some((list) => list.length)) faults[`/${address}`] = found;
      }
      await page.close();
      expect(faults).toEqual({});
      expect(texts).toBeGreaterThan(200);
    }
  );
});

test("labels that lie outside, over one another, on a line or under a dot are found out", async () => {
  const page = await browser.newPage();
  await page.setContent(`<main><figure><h3>A title</h3><svg role="img" width="300" height="100" style="overflow: visible; font: 12px sans-serif">
    <text x="290" y="20">too long</text><text x="10" y="50">one</text><text x="15" y="52">two</text>
    <text x="100" y="80">passed</text><line x1="115" x2="115" y1="20" y2="98" stroke="red" stroke-width="0.75"></line>
    <circle cx="20" cy="-30" r="4"></circle></svg></figure></main>`);
  expect(await labelled(page)).toEqual({
    texts: 4,
    outside: ["A title: “too long”"],
    overlapping: ["A title: “one” and “two”"],
    crossed: ["A title: “passed”"],
    dotted: ["A title"]
  });
  await page.close();
});
