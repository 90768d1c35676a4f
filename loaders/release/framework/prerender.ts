import {createHash} from "node:crypto";
import {existsSync, readFileSync, readdirSync, statSync, writeFileSync} from "node:fs";
import {rename, rm} from "node:fs/promises";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {templateName} from "../../../src/shared/address.ts";
import {becomeBrowser} from "./browser.ts";
import {bundleCells, clientVersion} from "./bundleCells.ts";
import * as duckdbInNode from "./duckdbInNode.ts";
import {withParameter, writePartnerPages} from "./partnerPages.ts";
import {writeEditionPages, type EditionToFill} from "./editionPages.ts";
import {fillPage} from "./fill.ts";
import {tablesFolder} from "./tableNames.ts";
import type {Cell, Client} from "./frameworkClient.ts";
import {runPage} from "./runCells.ts";
import {readScript, type PageScript} from "./script.ts";

export interface PrerenderOptions {
  /** The site as Framework has built it. */
  site: string;
  /** Where bundles are kept from one build to the next; they are named for the code that they hold. */
  cache: string;
  asOf: string;
  /** The folder of the pages' sources, which has each published table as Parquet too: DuckDB for Node reads no Arrow. */
  pages: string;
  /** Editions for some partners, where the site is the shell of these. */
  editions?: readonly EditionToFill[];
}

interface Page {
  name: string;
  html: string;
  script: PageScript;
}

/**
 * Runs the cells of every page by Framework's own client and puts what they show into the HTML, so that a page reads whole before its
 * scripts have come and without them. Takes over this process's globals: call it in a process of its own.
 * @throws Error that names the page and the cell which fails
 */
export async function prerender({site, cache, asOf, pages: sources, editions}: PrerenderOptions): Promise<void> {
  const pages = readPages(site);
  const bundles = await bundlesOf(pages, {site, cache});
  becomeBrowser(site, {asOf});
  Object.assign(globalThis, {duckdbInNode});
  const load = (name: string): Promise<unknown> => import(pathToFileURL(path.join(bundles, `${name}.mjs`)).href);
  const client = (await load("client")) as Client;
  for (const {name, html, script} of pages) {
    const file = path.join(site, `${name}.html`);
    const cells = ((await load(name)) as {takeCells: () => Cell[]}).takeCells();
    await duckdbInNode.useTables(tablesOf(script, file, sources));
    const page = {page: name, cells, files: script.files, url: pathToFileURL(file).href, metas: script.metas};
    if (editions) await writeEditionPages(client, page, {site, html, script}, editions);
    else if (name === template) await writePartnerPages(client, page, {site, html, script});
    else if (cells.length) {
      const running = await runPage(client, page);
      writeFileSync(file, fillPage(html, running.shown()));
      await running.end();
    }
  }
}

const template = `partner/${templateName}`;

function readPages(site: string): Page[] {
  const files = readdirSync(site, {recursive: true, encoding: "utf8"}).filter((f) => f.endsWith(".html"));
  return files.sort().flatMap((file) => {
    const html = readFileSync(path.join(site, file), "utf8");
    const script = readScript(html);
    return script ? [{name: file.slice(0, -".html".length).split(path.sep).join("/"), html, script}] : [];
  });
}

/** The number of states of the pages whose bundles are kept. */
const kept = 3;

/** The folder with the bundles of these pages' code: made once, and whole or not there. */
async function bundlesOf(pages: readonly Page[], {site, cache}: {site: string; cache: string}): Promise<string> {
  const code = Object.fromEntries(
    pages.map(({name, script}) => [name, name === template ? withParameter(script.code) : script.code])
  );
  const ours = readFileSync(path.join(import.meta.dirname, "bundleCells.ts"), "utf8");
  const key = createHash("sha256").update(JSON.stringify([code, ours, clientVersion()]));
  const folder = path.join(cache, key.digest("hex").slice(0, 16));
  if (existsSync(folder)) return folder;
  const next = `${folder}.${process.pid}`;
  await bundleCells({site, out: next, pages: code});
  await rm(folder, {recursive: true, force: true});
  await rename(next, folder);
  const old = readdirSync(cache)
    .map((name) => path.join(cache, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const other of old.slice(kept)) await rm(other, {recursive: true, force: true});
  return folder;
}

/** A page's tables with the files that DuckDB for Node reads. */
function tablesOf({tables, files}: PageScript, page: string, sources: string): {name: string; file: string}[] {
  const known = new Map(files.map(([name, {path: to}]) => [name, path.resolve(path.dirname(page), to)]));
  return tables.map(({name, file}) => {
    const built = known.get(file) ?? file;
    const parquet = path.join(sources, tablesFolder, `${path.basename(file, ".arrow")}.parquet`);
    return {name, file: built.endsWith(".arrow") && file.includes(`${tablesFolder}/`) ? parquet : built};
  });
}
