import {readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {everything} from "../../loaders/disclosure/audience.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {publish} from "../../loaders/publish/publish.ts";
import {writeNew} from "../../loaders/run/newFile.ts";
import {cast} from "../../loaders/sample/cast.ts";
import {terms} from "../../src/copy/terms.ts";
import {serve} from "../../loaders/serve/serve.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {buildFor, notebookProject} from "../notebooks/project.ts";
import {emptyReport} from "../release/project.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {asOf, metricsOfSample} from "./support.ts";

/* The notebooks that `new notebook --like` writes, on the invented company: what they conclude is what was planted. */

const pages = ["next_referrals", "rules_changed", "largest_partner", "catalogue", "gallery"];

let site: string;
let remove: () => void;
const names = new Map<string, string>();
const conclusionOf = (page: string) => {
  const html = readFileSync(path.join(site, "notebooks", `${page}.html`), "utf8").replaceAll(/<!--.*?-->/g, "");
  return /<p id="conclusion">([\s\S]*?)<\/p>/.exec(html)?.[1] ?? "";
};
const nameOf = (id: string) => names.get(id)!.replaceAll("&", "&amp;");

beforeAll(async () => {
  const project = notebookProject({});
  remove = project.remove;
  for (const like of pages) await writeNew("notebook", like, project.root, {like});
  const settings = parseSettings({}, "sample");
  const db = await metricsOfSample();
  try {
    for (const {partner_id, name} of await db.rows<{partner_id: string; name: string}>(
      "select partner_id, name from facts.partners"
    ))
      names.set(partner_id, name);
    const folder = path.join(project.root, "published");
    const history = await readHistory({db, settings}, asOf, null, []);
    const codes = (await readCodes("")).of("x");
    await publish(db, {settings, asOf, report: {...emptyReport, as_of: asOf}, history, folder, audience: everything, codes});
    site = await buildFor(project.root, folder);
  } finally {
    db.close();
  }
});
afterAll(() => remove());

test("next quarter's referrals: the one-sided partners get none for now, the one whose loss would hurt is among the first, and nobody who sends more than we return is sent none", () => {
  const [, first = "", last = ""] =
    /Send first to (.*?): .*Send none for now to (.*?): /.exec(conclusionOf("next_referrals")) ?? [];
  for (const id of [cast.one_sided, cast.second_one_sided, cast.third_one_sided]) {
    expect(last).toContain(nameOf(id));
    expect(first).not.toContain(nameOf(id));
  }
  expect(last).not.toContain(nameOf(cast.we_owe));
  expect(first).toContain(nameOf(cast.loss_hurts));
});

test("each works in a browser: no request elsewhere, no error, no violation, and the conclusion that the HTML has", async () => {
  const served = await serve({folder: site, port: 0});
  const browser = await openBrowser();
  try {
    for (const page of pages) {
      const opened = await browser.newPage();
      const findings = await visit(opened, `${served.url}notebooks/${page}`);
      await opened.hover("main");
      await opened.waitForFunction(() => "hydrated" in document.documentElement.dataset, null, {timeout: 240_000});
      await opened.waitForFunction(() => !document.querySelector("main observablehq-loading"), null, {timeout: 240_000});
      expect([page, findings]).toEqual([page, nothingWrong]);
      if (!conclusionOf(page)) continue;
      expect(
        await opened
          .locator("#conclusion")
          .innerHTML()
          .then((html) => html.replaceAll(/<!--.*?-->/g, ""))
      ).toBe(conclusionOf(page));
      await opened.close();
    }
  } finally {
    await browser.close();
    await served.close();
  }
});

test("on paper no table, picture or code of a notebook is wider than its sheet, and its controls are left out", async () => {
  const served = await serve({folder: site, port: 0});
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({viewport: {width: 703, height: 1032}});
    await page.emulateMedia({media: "print"});
    const wide: string[] = [];
    for (const name of pages) {
      await visit(page, `${served.url}notebooks/${name}`);
      const found = await page.locator("main :is(table, svg, pre)").evaluateAll((all) =>
        all.flatMap((element) => {
          const {right, width} = element.getBoundingClientRect();
          const edge = element.closest("main")!.getBoundingClientRect().right + 1;
          const cut = element.tagName === "PRE" && element.scrollWidth > element.clientWidth + 1;
          return width > 0 && (right > edge || cut) ? [`${element.tagName} ${element.textContent.slice(0, 60)}`] : [];
        })
      );
      wide.push(...found.map((what) => `${name}: ${what}`));
      const download = page.locator("main button:visible", {hasText: /CSV|PNG|SVG|Copy/});
      expect([name, await download.count()]).toEqual([name, 0]);
    }
    expect(wide).toEqual([]);
  } finally {
    await browser.close();
    await served.close();
  }
});

test("in the gallery the sign of a term says what it means, and the what-if shows what is left without a partner", async () => {
  const gallery = readFileSync(path.join(site, "notebooks", "gallery.html"), "utf8");
  expect(gallery).toContain('aria-label="What “Effective number” means"');
  const served = await serve({folder: site, port: 0});
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${served.url}notebooks/gallery`);
    await page.hover("main");
    await page.waitForFunction(() => "hydrated" in document.documentElement.dataset, null, {timeout: 240_000});
    await page.locator("p", {hasText: "HHI, the index of concentration"}).locator("a.term").click();
    expect(await page.locator(".meaning").innerText()).toContain(terms["Effective number"]!.says);
    await page.keyboard.press("Escape");
    const title = page.locator(".what-if .scenario h3").first();
    const before = await title.innerText();
    await page.locator('.what-if input[type="checkbox"]').first().click();
    await page.waitForFunction((text) => document.querySelector(".what-if .scenario h3")?.textContent !== text, before);
    expect(await title.innerText()).toMatch(/^Without /);
    expect(new URL(page.url()).searchParams.get("gone")).toBeTruthy();
  } finally {
    await browser.close();
    await served.close();
  }
});

test("the rules of engagement: no change was planted, and none is claimed", () => {
  expect(conclusionOf("rules_changed")).toMatch(/^Can’t tell yet: the difference at 2025-10-01 is [+−]\d+ points/);
});

test("the largest partner: the one whose loss was planted to hurt, with about a fifth of partner revenue", () => {
  const text = conclusionOf("largest_partner");
  const [, share] = new RegExp(`${nameOf(cast.loss_hurts)} brings (\\d+)% of partner revenue`).exec(text) ?? [];
  expect(Number(share)).toBeGreaterThan(14);
  expect(Number(share)).toBeLessThan(24);
});

test("the catalogue lists every table with the records behind it, the gallery shows each component", () => {
  const catalogue = readFileSync(path.join(site, "notebooks", "catalogue.html"), "utf8").replaceAll(/<!--.*?-->/g, "");
  expect(Number(/<p id="tables">(\d+) tables/.exec(catalogue)?.[1])).toBeGreaterThan(60);
  const entries = JSON.parse(readFileSync(path.join(path.dirname(site), "../published/tables/catalogue.json"), "utf8")) as {name: string; facts: string[]; pages: string[]}[]; // prettier-ignore
  const reciprocity = entries.find(({name}) => name === "reciprocity");
  expect(reciprocity?.facts).toContain("referrals");
  expect(reciprocity?.pages).toContain("reciprocity");
  const gallery = readFileSync(path.join(site, "notebooks", "gallery.html"), "utf8");
  for (const shown of ['class="numbers"', 'aria-label="Revenue by quarter', 'class="spark"', "quarterColumns("])
    expect(gallery).toContain(shown);
});
