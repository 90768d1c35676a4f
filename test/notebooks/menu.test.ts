import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {siteConfig} from "../../observablehq.config.ts";
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
