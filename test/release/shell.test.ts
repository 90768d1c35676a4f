import {appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {makeSite} from "../../loaders/release/build.ts";
import {fillShell} from "../../loaders/release/framework/refresh.ts";
import {changeIn, shellOf, type ShellOptions} from "../../loaders/release/framework/shell.ts";
import {makeWorkspace} from "../../loaders/release/workspace.ts";
import type {Records} from "../support/facts.ts";
import {fewDeals, projectCopy, publishRecords} from "./project.ts";

/* The pages are built by Framework once, without data, and filled with each day's data. A site must never tell how it was made. */

test("a site from a shell that was kept is the site that is built from nothing, also where data and day are others", async () => {
  const project = projectCopy();
  const at = (name: string) => path.join(project.root, name);
  const [deal] = fewDeals["deals"]!;
  const more: Records = {...fewDeals, deals: [...fewDeals["deals"]!, {...deal, deal_id: "new", amount: "777"}]};
  await publishRecords(fewDeals, at("first"));
  await publishRecords(more, at("second"));

  /** One page and the search, as a rebuild makes them. */
  async function made(published: string, asOf: string) {
    const [pages, site, only] = [at("work/pages"), at("site"), ["method"]];
    rmSync(site, {recursive: true, force: true});
    mkdirSync(site);
    await makeWorkspace(project.root, at(published), pages, at("cache"), only);
    const options = {root: pages, site, company: "Test & Co", asOf, partners: 2, only, rules: "test", figures: null};
    const {folder, about} = await makeSite({...options, sizeShare: null});
    return {id: about.id, read: (file: string) => readFileSync(path.join(folder, file), "utf8")};
  }

  await made("first", "2026-06-30");
  const {id, read} = await made("second", "2026-07-15");
  expect(readdirSync(at("cache/_shell"))).toHaveLength(1);

  const page = read("method.html");
  expect(page).toContain("data to 15&nbsp;July&nbsp;2026");
  expect(page.includes("2099")).toBe(false);
  const line = /"path":"\.\/(_file\/data\/method\.[0-9a-f]{8}\.json)","lastModified":(\d+),"size":(\d+)/.exec(page)!;
  expect(line[2]).toBe(String(Date.parse("2026-07-15T00:00:00Z")));
  expect(line[3]).toBe(String(Buffer.byteLength(read(line[1]!))));
  const [script = ""] = /_observablehq\/search\.[0-9a-f]{8}\.js/.exec(page)!;
  const [index = ""] = /minisearch\.[0-9a-f]{8}\.json/.exec(read(script))!;
  const found = JSON.parse(read(`_observablehq/${index}`)) as {documentIds: Record<string, string>};
  expect(Object.values(found.documentIds)).toEqual(expect.arrayContaining(["/method", "/method#trust"]));

  rmSync(at("cache/_shell"), {recursive: true});
  expect((await made("second", "2026-07-15")).id).toBe(id);
  project.remove();
});

describe("a shell", () => {
  const here = process.cwd();
  const options: ShellOptions = {company: "Test & Co", only: null};
  let folder: string;
  let built = 0;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "handshake-shell-"));
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(here);
    rmSync(folder, {recursive: true});
  });
  beforeEach(() => {
    for (const name of ["src", "cache", "site"]) rmSync(name, {recursive: true, force: true});
    mkdirSync("src/data", {recursive: true});
    mkdirSync("cache");
    writeFileSync("src/index.md", "# Page");
    writeFileSync("src/data/deals.json", "[1]");
    built = 0;
  });

  /** Stands in for Framework: a page with its source, its footer, and what it found in its file of data. */
  const build = (config: object, output: string) => {
    built++;
    mkdirSync(path.join(output, "_file/data"), {recursive: true});
    writeFileSync(path.join(output, "_file/data/deals.00000000.json"), readFileSync("src/data/deals.json"));
    const {footer} = config as {footer: string};
    const line = `registerFile("./data/deals.json", {"name":"./data/deals.json","path":"./_file/data/deals.00000000.json","lastModified":1,"size":1});`;
    writeFileSync(
      path.join(output, "index.html"),
      `${readFileSync("src/index.md", "utf8")}\n${line}\n<footer id="observablehq-footer">${footer.replaceAll("\u00a0", "&nbsp;")}</footer>`
    );
    return Promise.resolve();
  };
  async function page(asOf = "2026-06-30", given = options): Promise<string> {
    const shell = await shellOf(given, asOf, "cache", build);
    rmSync("site", {recursive: true, force: true});
    fillShell(shell, {...given, asOf}, "site");
    return readFileSync("site/index.html", "utf8");
  }

  test("is built without data, once for all data and all days", async () => {
    expect(await page()).toContain("data to 30&nbsp;June&nbsp;2026");
    writeFileSync("src/data/deals.json", "[1, 2, 3]");
    const next = await page("2026-07-31");
    expect(next).toContain("data to 31&nbsp;July&nbsp;2026");
    const [, file = ""] = /"path":"\.\/(_file\/data\/deals\.[0-9a-f]{8}\.json)","lastModified":1785456000000,"size":9/.exec(
      next
    )!;
    expect(readFileSync(path.join("site", file), "utf8")).toBe("[1, 2, 3]");
    expect(readdirSync("site/_file/data")).toHaveLength(1);
    expect(built).toBe(1);
  });

  test("is built again after any edit of a source, for another company, for other pages and for other files of data", async () => {
    await page();
    appendFileSync("src/index.md", "\nedited");
    expect(await page()).toContain("edited");
    mkdirSync("src/charts");
    writeFileSync("src/charts/chart.ts", "export {};");
    await page();
    expect(await page("2026-06-30", {...options, company: "Other"})).toContain("Other");
    await page("2026-06-30", {...options, only: ["index"]});
    writeFileSync("src/data/more.json", "1");
    await page();
    expect(built).toBe(6);
    await page();
    expect(built).toBe(6);
  });

  test("that was damaged is built again", async () => {
    const first = await page();
    for (const name of readdirSync("cache")) writeFileSync(`cache/${name}/site/index.html`, "damaged");
    expect(await page()).toBe(first);
    expect(built).toBe(2);
  });

  test("is built with the data, and by every run, where a page takes data in while it is built: a loader may read what is elsewhere", async () => {
    writeFileSync("src/count.txt.js", "console.log(1);");
    await page();
    await page();
    expect(built).toBe(2);
    const kept = readdirSync("cache").map((name) => readFileSync(`cache/${name}/site/_file/data/deals.00000000.json`, "utf8"));
    expect(kept).toEqual(["[1]"]);
  });

  test("leaves nothing behind where it fails", async () => {
    await expect(shellOf(options, "2026-06-30", "cache", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(process.cwd()).toBe(path.resolve(folder));
    expect(readdirSync(".").filter((name) => name.startsWith(".shell"))).toEqual([]);
    expect(existsSync("cache") && readdirSync("cache")).toEqual([]);
  });
});

describe("what the day changes in the footer", () => {
  test("is the words of one place, from space to space", () => {
    expect(changeIn("A · data to 31 Dec 2099 · <a>b</a>", "A · data to 30 Jun 2026 · <a>b</a>")).toEqual({
      from: "31 Dec 2099",
      to: "30 Jun 2026"
    });
  });

  test("is nothing where the two are one text", () => {
    expect(changeIn("A", "A")).toEqual({from: "", to: ""});
  });

  test("can't be put in where markup differs too", () => {
    expect(changeIn(`<time a="2099">x</time>`, `<time a="2026">x</time>`)).toBeNull();
  });
});
