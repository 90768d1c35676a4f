import {mkdirSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {createContext, runInContext} from "node:vm";
import MiniSearch from "minisearch";
import {afterEach, beforeEach, expect, test} from "vitest";
import {siteConfig} from "../../observablehq.config.ts";
import {tellApart} from "../../loaders/release/framework/searchTitles.ts";
import {notebookHeads} from "../../loaders/release/notebooks/heads.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const here = process.cwd();
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  mkdirSync(path.join(folder, "src", "notebooks"), {recursive: true});
  mkdirSync(path.join(folder, "src", "pages"));
  process.chdir(folder);
});
afterEach(async () => {
  process.chdir(here);
  await removeFolder(folder);
});

const write = (page: string, head: string) =>
  writeFileSync(path.join(folder, "src", `${page}.md`), `---\n${head}\n---\n\nText.\n`);
const group = (name: string) =>
  siteConfig({company: "Test", as_of: "2026-06-30"})
    .pages.find((entry) => entry.name === name)!
    .pages!.map((page) => page.name);

test("two notebooks with equal order have a fixed place, by their titles, whichever was written first", () => {
  const both = {b: "title: Bravo\norder: 1", a: "title: Alpha\norder: 1", c: "title: Charlie", d: "title: Delta"};
  for (const names of [
    ["b", "a", "c", "d"],
    ["d", "c", "a", "b"]
  ] as const) {
    for (const name of names) write(`notebooks/${name}`, both[name]);
    expect(group("Notebooks")).toEqual(["Alpha", "Bravo", "Charlie", "Delta"]);
    for (const name of names) rmSync(path.join(folder, "src", "notebooks", `${name}.md`));
  }
});

test("two notebooks, or a notebook and a page, with equal titles are told apart by their addresses", () => {
  write("notebooks/first", "title: Renewals");
  write("notebooks/second", "title: Renewals");
  write("notebooks/third", "title: Others");
  write("pages/trust", "title: Trust");
  expect(group("Notebooks")).toEqual(["Others", "Renewals (notebooks/first)", "Renewals (notebooks/second)"]);
  expect(group("Pages")).toEqual(["Trust (pages/trust)"]);
});

test("the search tells entries with equal titles apart by their addresses, and leaves others as they are", () => {
  const index = new MiniSearch({fields: ["title"], storeFields: ["title"]});
  const entries: [string, string][] = [
    ["/notebooks/first", "Renewals"],
    ["/pages/second", "Renewals"],
    ["/trust", "Trust"],
    ["/partner/P1", "Ann"],
    ["/owner?name=Ann", "Ann"],
    ["/concentration?of=customer&gone=C%201", "Bea (customer)"],
    ["/concentration?of=customer&gone=C2", "Bea (customer)"]
  ];
  index.addAll(entries.map(([id, title]) => ({id, title})));
  const told = MiniSearch.loadJSON(JSON.stringify(tellApart(index.toJSON())), {fields: ["title"], storeFields: ["title"]});
  const titles = (word: string) => told.search(word).map(({title}) => String(title)).sort(); // prettier-ignore
  expect(titles("renewals")).toEqual(["Renewals (notebooks/first)", "Renewals (pages/second)"]);
  expect(titles("trust")).toEqual(["Trust"]);
  expect(titles("ann")).toEqual(["Ann (owner)", "Ann (partner/P1)"]);
  expect(titles("bea")).toEqual(["Bea (customer) (C 1)", "Bea (customer) (C2)"]);
});

test("a company's name with signs of HTML stands in the menu as it is written", () => {
  writeFileSync(path.join(folder, "src", "brand.json"), JSON.stringify({name: "Ånd & Sön <Co>", locale: "en", logo: null}));
  expect(siteConfig({company: "Test", as_of: "2026-06-30"}).home).toBe("Ånd &amp; Sön &lt;Co&gt;");
});

test("a page that is renamed after its folder was listed is none of the menu, and no error", () => {
  write("notebooks/here", "title: Here");
  // listed, and not to be opened, as a file is that went in between
  symlinkSync("nowhere.md", path.join(folder, "src/notebooks/gone.md"));
  expect(notebookHeads("src").map(({page}) => page)).toEqual(["notebooks/here"]);
});

test("a browser that refuses to keep anything shows the menu as one that has kept nothing, and one that keeps is left as it is", () => {
  const {head} = siteConfig({company: "Test", as_of: "2026-06-30"});
  const [, script] = /<script>(.*)<\/script>/.exec(head({path: "/trust"}))!;
  const keptIn = (storage: PropertyDescriptor) => {
    const page = {documentElement: {classList: {add: () => {}}}};
    const window = createContext({document: page, addEventListener: () => {}});
    Object.defineProperty(window, "sessionStorage", {configurable: true, ...storage});
    window["window"] = window;
    runInContext(script!, window);
    return runInContext(`sessionStorage.setItem("menu", "open"); sessionStorage.getItem("menu")`, window) as unknown;
  };
  const refuses = () => {
    throw new Error("denied");
  };
  expect(keptIn({get: refuses})).toBe(null);
  expect(keptIn({value: {getItem: () => "open", setItem: () => {}}})).toBe("open");
});
