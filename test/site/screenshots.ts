import {mkdir} from "node:fs/promises";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {htmlFiles} from "../../loaders/release/verify.ts";
import {serve} from "../../loaders/serve/serve.ts";
import {openBrowser, visit} from "../support/browser.ts";
import {pages} from "./addresses.ts";

/* Pictures of every page of a built site, for somebody to look at: npm run screenshots -- [site] [folder]; with --readme the two that the README shows. */

const forms = [
  {name: "1280", context: {viewport: {width: 1280, height: 900}}},
  {name: "390", context: {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, hasTouch: true}},
  {name: "dark", context: {viewport: {width: 1280, height: 900}, colorScheme: "dark"}},
  // as wide as A4 between its margins
  {name: "print", context: {viewport: {width: 703, height: 1032}}, media: "print"}
] as const satisfies readonly {name: string; context: BrowserContextOptions; media?: "print"}[];

/** Writes a picture of each page in each form: wide, narrow, dark, and a PDF as it prints. */
async function screenshots(site: string, folder: string): Promise<string[]> {
  await mkdir(folder, {recursive: true});
  const [serving, browser] = await Promise.all([serve({folder: site, port: 0}), openBrowser()]);
  try {
    const addresses = [...pages, ...notebooks(site), ...(await somePartners(browser, serving.url))];
    const written: string[] = [];
    for (const form of forms) written.push(...(await pictures(browser, form, serving.url, addresses, folder)));
    return written;
  } finally {
    await Promise.all([browser.close(), serving.close()]);
  }
}

const notebooks = (site: string): string[] =>
  htmlFiles(site)
    .filter((file) => file.startsWith(`notebooks${path.sep}`))
    .map((file) => file.replaceAll(path.sep, "/").replace(/(index)?\.html$/, ""));

/** The two pictures that the README shows: the top of the overview and of the partner that needs attention most. */
async function readmePictures(site: string, folder: string): Promise<string[]> {
  await mkdir(folder, {recursive: true});
  const [serving, browser] = await Promise.all([serve({folder: site, port: 0}), openBrowser()]);
  try {
    const [partner = "partners"] = await somePartners(browser, serving.url);
    const page = await browser.newPage({viewport: {width: 1280, height: 1500}});
    const written: string[] = [];
    for (const [name, address] of [
      ["overview", ""],
      ["partner", partner]
    ] as const) {
      await visit(page, serving.url + address);
      await page.screenshot({path: path.join(folder, `${name}.png`)});
      written.push(`${name}.png`);
    }
    return written;
  } finally {
    await Promise.all([browser.close(), serving.close()]);
  }
}

/** The two partners that need attention most, or else the first in the list, and one of whom too little is known. */
async function somePartners(browser: Browser, url: string): Promise<string[]> {
  const page = await browser.newPage();
  const linked = async (address: string, where: string): Promise<string[]> => {
    await visit(page, url + address);
    const links = await page.locator(`${where} a[href*="partner/"]`).evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    return [...new Set(links)].flatMap((href) => (href === null ? [] : [href.replace("./", "")]));
  };
  const urgent = await linked("", ".caseList");
  const found = urgent.length > 0 ? urgent : await linked("partners", "table");
  const little = await linked("partners?grade=unproven", "table");
  await page.close();
  return [...new Set([...found.slice(0, 2), ...little.slice(0, 1)])];
}

async function pictures(
  browser: Browser,
  form: (typeof forms)[number],
  url: string,
  addresses: readonly string[],
  folder: string
): Promise<string[]> {
  const context = await browser.newContext(form.context);
  const page = await context.newPage();
  if ("media" in form) await page.emulateMedia({media: form.media});
  const written: string[] = [];
  for (const address of addresses) {
    await visit(page, url + address);
    written.push(await picture(page, path.join(folder, `${nameOf(address)}-${form.name}`), "media" in form));
  }
  await context.close();
  return written;
}

async function picture(page: Page, file: string, onPaper: boolean): Promise<string> {
  if (onPaper) await page.pdf({path: `${file}.pdf`, preferCSSPageSize: true});
  await page.screenshot({path: `${file}.png`, fullPage: true});
  return `${file}.png`;
}

const nameOf = (address: string): string =>
  address === "" ? "overview" : address.replace("?id=", "-").replaceAll(/[^\w-]+/g, "_");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {positionals, values} = parseArgs({allowPositionals: true, options: {readme: {type: "boolean", default: false}}});
  const [site = "dist", folder = values.readme ? "docs" : "screenshots"] = positionals;
  const written = await (values.readme ? readmePictures : screenshots)(site, folder);
  console.log(`${written.length} pictures in ${folder}`);
}
