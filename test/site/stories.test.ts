import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {truths} from "../../loaders/sample/truths.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";

/** A planted story, the links from the overview to where it is told (two at most), and how. */
interface Trail {
  story: string;
  clicks: string[];
  tells: RegExp[];
}

const trails: Trail[] = [
  {story: "quietly excellent", clicks: ["Trust", "Horská Data"], tells: [/Trusted, trust score \d+/]},
  {
    story: "one-sided partner",
    clicks: ["Ferrant, Doyle & Co"],
    tells: [
      /Ferrant, Doyle & Co receives clearly more than it sends/,
      /0 : 19/,
      /61 referrals sent to it in 3 years, none received\./,
      /We send clearly more referrals than they do/
    ]
  },
  {story: "other one-sided partners", clicks: ["Referrals by partner →"], tells: [/Açor Tecnologia/, /Città Bassa Sistemi/]},
  {
    story: "we owe",
    clicks: ["Łódzka Grupa Danych"],
    tells: [/They send clearly more referrals than we do/, /21 : 6/, /Also: we return fewer referrals\./]
  },
  {
    story: "leads dry up",
    clicks: ["Brightmoor Consulting"],
    tells: [/No referrals from Brightmoor Consulting for 90 days\./, /About 7\.\d expected in 90 days, none received\./]
  },
  {
    story: "loss hurts",
    clicks: [],
    tells: [/Corvane Systems brings 19%/, /Halvard Systemhaus and Halvard Netze together/]
  },
  {story: "over-served", clicks: ["Ravnsholt Drift"], tells: [/6\.\d% of our hours/]},
  {story: "ignored", clicks: ["Attention against value →", "Øresund Systemer"], tells: [/1\d\d days before the day of the data/]},
  {story: "private alliance", clicks: ["People"], tells: [/Bellacqua Informatica\s+Giulia Ferri.*ready/]},
  {story: "deals with the wrong lead", clicks: ["Deals"], tells: [/Valdombra Servizi\s+2\d of 4\d/]},
  {story: "dependent region", clicks: ["What if one leaves? →"], tells: [/Iberia\s[^]{0,60}Ibarlucea Integración\s+[6-9]\d%/]},
  {
    story: "what changed",
    clicks: [],
    tells: [
      /Marlowe-Finch Integration\s+below average\s+trusted/,
      /Dunmere IT\s+\S.*at risk/,
      /Arden-Wyke Cloud\s+outside group A\s+group A/,
      /Tessaro Reti\s+group A\s+outside/
    ]
  },
  {story: "too new to say", clicks: ["Trust", "Ostwind Partner"], tells: [/Not enough data to rate/]},
  {story: "the whole", clicks: [], tells: [/equivalent to 1[2-5] equal partners/, /1[2-5] of 60 partners bring at least 80%/]}
];

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

async function follow(page: Page, name: string): Promise<void> {
  await page.locator("main a:visible, #observablehq-sidebar a:visible").getByText(name, {exact: true}).first().click();
  await settle(page);
}

const plain = async (page: Page) =>
  (await page.locator("main").innerText()).replaceAll(/[\u00a0\u202f]/g, " ").replaceAll(/[ \t]+/g, " ");

describe("a leader finds on the overview, or within two clicks of it,", () => {
  test.each(trails)("$story", async ({clicks, tells}) => {
    expect(clicks.length).toBeLessThanOrEqual(2);
    const page = await browser.newPage({viewport: {width: 1280, height: 900}});
    const findings = await visit(page, site.url);
    for (const name of clicks) await follow(page, name);
    const text = await plain(page);
    for (const told of tells) expect(text).toMatch(told);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  });

  test("every story that is planted", () => {
    expect(trails.map((t) => t.story).sort()).toEqual([...new Set(truths.map((t) => t.story))].sort());
  });
});
