import {createHash} from "node:crypto";
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync} from "node:fs";
import {rmSync, statSync, symlinkSync, utimesSync, writeFileSync} from "node:fs";
import path from "node:path";
import {editionConfig, siteConfig} from "../../../observablehq.config.ts";
import {explainedFolder, pastFolder} from "../../../src/shared/address.ts";
import {contentsOf, damageIn, type Contents} from "../contents.ts";
import {isLoader} from "./isLoader.ts";
import {tableNames} from "./tableNames.ts";

/** What decides how Framework builds the pages. */
export interface ShellOptions {
  company: string;
  /** The pages of the menu, by name; null for all. */
  only: string[] | null;
  /** Whether it is the one page of editions for some partners. */
  forPartners?: boolean;
}

/** The pages as Framework builds them before they have data. */
export interface Shell {
  /** The folder that holds `site`. */
  folder: string;
  /** What Framework warned of. */
  warnings: string[];
  files: Contents;
}

/** A day that no data is of: it is replaced by what pages say of the day of their data. */
export const noDay = "2099-12-31";

/** Builds the site of the `src` in the working directory. */
export type BuildWithFramework = (config: object, output: string, warn: (message: string) => void) => Promise<void>;

type Config = ReturnType<typeof siteConfig> | ReturnType<typeof editionConfig>;

/** The configuration of a site with the data of one day. */
export const configOf = ({forPartners = false, company, only}: ShellOptions, as_of: string): Config =>
  forPartners ? editionConfig({company, as_of}) : siteConfig({company, as_of, only});

/**
 * The shell of the pages in src: built by Framework once, and taken from the cache as long as nothing but data and the day changes. Data are
 * built in as files that hold nothing but their name; where pages take data in while they are built (loaders), they are built with the
 * data, and anew each time: what a loader reads elsewhere may be another.
 * @param cache the folder in which shells are kept
 */
export async function shellOf(options: ShellOptions, asOf: string, cache: string, build: BuildWithFramework): Promise<Shell> {
  const sources = sourcesBelow("src");
  const tied = sources.some(isLoader);
  const day = sameButFooter(options, asOf) ? noDay : asOf;
  const key = createHash("sha256").update(JSON.stringify([options, day, codeOf()]));
  for (const file of sources) key.update(`\0${file}\0`).update(readFileSync(path.join("src", file)));
  // what a page asks for when its reader does is no part of what it is built with
  const asked = [explainedFolder, pastFolder].map((folder) => `${folder}${path.sep}`);
  const data = sourcesBelow("src/data").filter((file) => !asked.some((folder) => file.startsWith(folder)));
  key.update(tablesThere());
  for (const file of data) key.update(`\0${file}\0`);
  const folder = path.join(cache, key.digest("hex").slice(0, 24));
  const kept = tied ? null : await whole(folder);
  if (kept) return kept;
  const beside = `${folder}.${process.pid}`;
  const warnings: string[] = [];
  const here = process.cwd();
  const root = tied ? null : bareRoot(sources, data);
  try {
    if (root) process.chdir(root);
    const config = configOf(options, day);
    await build({...config, search: config.search && {index: () => []}}, path.join(beside, "site"), (message) =>
      warnings.push(message)
    );
  } finally {
    process.chdir(here);
    if (root) rmSync(root, {recursive: true, force: true});
  }
  const files = await contentsOf(path.join(beside, "site"));
  writeFileSync(path.join(beside, "shell.json"), JSON.stringify({warnings, files}));
  rmSync(folder, {recursive: true, force: true});
  renameSync(beside, folder);
  forgetOthers(cache);
  return {folder, warnings, files};
}

/** A shell that is there and as it was written; one that was damaged is built again. */
async function whole(folder: string): Promise<Shell | null> {
  try {
    const {warnings, files} = JSON.parse(readFileSync(path.join(folder, "shell.json"), "utf8")) as Omit<Shell, "folder">;
    if ((await damageIn(path.join(folder, "site"), files)).length) return null;
    utimesSync(folder, new Date(), new Date());
    return {folder, warnings, files};
  } catch {
    return null;
  }
}

/** The number of shells that are kept, such as those of audiences. */
const keptShells = 12;

function forgetOthers(cache: string): void {
  const old = readdirSync(cache)
    .map((name) => path.join(cache, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of old.slice(keptShells)) rmSync(folder, {recursive: true, force: true});
}

/** Whether the day of the data changes nothing of the configuration but plain text in the footer. */
function sameButFooter(options: ShellOptions, asOf: string): boolean {
  const told = ({head, ...config}: Config) =>
    JSON.stringify({...config, footer: "", head: typeof head === "string" ? head : head({path: "/index"})});
  const [bare, now] = [configOf(options, noDay), configOf(options, asOf)];
  return told(bare) === told(now) && changeIn(bare.footer, now.footer) !== null;
}

/** The one piece in which two texts differ, from white space to white space; null where that isn't plain text. */
export function changeIn(before: string, after: string): {from: string; to: string} | null {
  const [a, b] = [before.split(/(?<= )|(?= )/), after.split(/(?<= )|(?= )/)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [from, to] = [a, b].map((words) => words.slice(start, words.length - end).join(""));
  if (before === after) return {from: "", to: ""};
  const plain = /^[\p{L}\p{N} \u00a0.,/-]+$/u;
  return from && to && plain.test(from) && plain.test(to) && before.split(from).length === 2 ? {from, to} : null;
}

/** Files below a folder, without data, caches and what is hidden. */
function sourcesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((f) => !/(^|[/\\])\./.test(f) && !/^data([/\\]|$)/.test(f) && statSync(path.join(folder, f)).isFile())
    .sort();
}

/** What pages are built with the names of tables from (equip.ts); what else it says of them is data. */
const catalogue = path.join("tables", "catalogue.json");

function tablesThere(): string {
  const names = tableNames("src").map((name) => ({name}));
  return JSON.stringify(names);
}

/** A project in which every file of data holds its own name. */
function bareRoot(sources: string[], data: string[]): string {
  const root = mkdtempSync(path.join(realpathSync("."), ".shell-"));
  for (const name of readdirSync("."))
    if (name !== "src" && !name.startsWith(".")) symlinkSync(path.resolve(name), path.join(root, name));
  for (const file of sources) cpSync(path.join("src", file), path.join(root, "src", file));
  for (const file of data) {
    mkdirSync(path.dirname(path.join(root, "src/data", file)), {recursive: true});
    writeFileSync(path.join(root, "src/data", file), file === catalogue ? tablesThere() : file);
  }
  const modules = path.join("src", ".observablehq", "cache");
  mkdirSync(path.join(root, modules), {recursive: true});
  for (const name of ["_npm", "_npm.stamp"])
    if (existsSync(path.join(modules, name))) symlinkSync(realpathSync(path.join(modules, name)), path.join(root, modules, name));
  return root;
}

/** The code and the packages that make shells. */
function codeOf(): string {
  const hash = createHash("sha256");
  const top = path.join(import.meta.dirname, "../../..");
  const release = readdirSync(path.join(top, "loaders/release"), {recursive: true, encoding: "utf8"}).filter((f) =>
    f.endsWith(".ts")
  );
  const files = ["package-lock.json", "observablehq.config.ts", ...release.sort().map((f) => path.join("loaders/release", f))];
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(top, file)));
  return hash.digest("hex");
}
