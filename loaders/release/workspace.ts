import {cpSync, existsSync} from "node:fs";
import {cp, mkdir, readdir, readFile, rm, symlink, writeFile} from "node:fs/promises";
import path from "node:path";
import {everybody, leaveOutNotebooks, pagesForOthers, type Readers} from "./notebooks/audience.ts";
import {entryFolders} from "./notebooks/heads.ts";
import {cellsFolder, shellFolder} from "./framework/folders.ts";
import {fillModuleCache, frameworkCache} from "./framework/moduleCache.ts";
import {layerOf, layOver} from "./layOver.ts";
import {sourceName} from "./sources.ts";

/**
 * Makes a folder in which the pages can be built with one run's data, apart from the project's own src/data and from other runs:
 * src is copied, packages and their bundled modules are links.
 * @param root the project's folder
 * @param published the folder of published files, which becomes src/data
 * @param cache the folder of bundled modules, kept from run to run
 * @param only the pages that are shown, by name; the others say that they are left out, and bring none of their data along
 * @param readers who is to read them; a notebook that is not for them is not there
 * @returns the notebooks that are left out, and the pages in whose place is the product's own, or a line that says it is not shown
 */
export async function makeWorkspace(
  root: string,
  published: string,
  folder: string,
  cache: string,
  only: string[] | null = null,
  readers: Readers = everybody
): Promise<string[]> {
  await prepare(root, folder, cache, () => true);
  // thousands of small files: to wait for each costs several times the copying
  cpSync(published, path.join(folder, "src", "data"), {recursive: true});
  const without = await leaveOutNotebooks(path.join(folder, "src"), readers);
  const others = await putBack(path.join(folder, "src"), path.join(root, "src"), readers);
  if (only) await leaveOutPages(path.join(folder, "src"), only);
  return [...without, ...others.map((page) => sourceName(`${page}.md`).replace(/\.md$/, ""))];
}

/**
 * The same for the shell of editions for some partners: of the pages only their own (loaders/release/edition/page.md), and no data at all,
 * so that none can be left in it.
 */
export async function makeShellWorkspace(root: string, folder: string, cache: string): Promise<void> {
  await prepare(root, folder, cache, (file) => !file.endsWith(".md"));
  await cp(path.join(import.meta.dirname, "edition", "page.md"), path.join(folder, "src", "index.md"));
  await mkdir(path.join(folder, "src", "data"), {recursive: true});
  await writeFile(path.join(folder, "src", "data", "edition.json"), "{}\n");
}

/** @param wanted which files of src are copied; its data never is */
async function prepare(root: string, folder: string, cache: string, wanted: (file: string) => boolean): Promise<void> {
  await mkdir(cache, {recursive: true});
  await fillModuleCache(root, cache);
  await rm(folder, {recursive: true, force: true});
  await mkdir(frameworkCache(folder), {recursive: true});
  const apart = [path.join(root, "src", "data"), path.join(root, "src", ".observablehq")];
  const filter = (source: string) => !apart.includes(source) && wanted(source);
  cpSync(path.join(root, "src"), path.join(folder, "src"), {recursive: true, filter});
  layOver(layerOf(path.join(root, "src")), path.join(folder, "src"), wanted);
  for (const name of ["node_modules", "package.json", "package-lock.json"])
    await symlink(path.join(root, name), path.join(folder, name));
  for (const name of [cellsFolder, shellFolder]) await mkdir(path.join(cache, name), {recursive: true});
  for (const name of ["_npm", "_npm.stamp", cellsFolder, shellFolder])
    await symlink(path.resolve(cache, name), path.join(frameworkCache(folder), name));
}

const leftOut = "---\ntitle: Left out\n---\n\n# Not part of this edition\n\nThis page is not shown to you. [Overview](/)\n";

/**
 * Puts the product's own pages where such as are for other readers have their place; one that is in nobody's place says that it is not shown.
 * @param src the folder of pages, which is a copy
 * @param product the product's own
 * @returns the pages that are for others
 */
export async function putBack(src: string, product: string, readers: Readers): Promise<string[]> {
  const others = pagesForOthers(src, readers);
  const own = pagesForOthers(product, readers);
  for (const page of others) {
    const [from, to] = [product, src].map((folder) => path.join(folder, `${page}.md`)) as [string, string];
    await writeFile(to, existsSync(from) && !own.includes(page) ? await readFile(from) : leftOut);
  }
  return others;
}

/** Pages that are shown where another one is. */
const shownWith: Record<string, string> = {"partner/[id]": "partner", alerts: "attention"};

/** Of the pages that readers are to get, those that are not there, and the names of all that are. */
export async function pagesNotThere(src: string, wanted: readonly string[]): Promise<{missing: string[]; there: string[]}> {
  const files = (await readdir(src, {recursive: true, encoding: "utf8"})).filter((file) => file.endsWith(".md"));
  const names = files.map((file) => file.replace(/\.md$/, "").split(path.sep).join("/"));
  const there = [...new Set(names.map((name) => shownWith[name] ?? name))].sort();
  return {missing: wanted.filter((name) => !there.includes(name)), there};
}

async function leaveOutPages(src: string, only: string[]): Promise<void> {
  // a notebook, or page of a company's own, that is still there is for these readers: its front matter names them
  const isPage = (file: string) => file.endsWith(".md") && !entryFolders.some((room) => file.startsWith(`${room}${path.sep}`));
  const pages = (await readdir(src, {recursive: true, encoding: "utf8"})).filter(isPage);
  for (const page of pages) {
    const name = page.replace(/\.md$/, "").split(path.sep).join("/");
    if (!only.includes(shownWith[name] ?? name)) await writeFile(path.join(src, page), leftOut);
  }
}
