import {createHash} from "node:crypto";
import {readFileSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {pageName, templateName} from "../../../src/shared/address.ts";
import {hardenPage} from "../harden.ts";
import {drawPictures} from "./browser.ts";
import {fillPage} from "./fill.ts";
import type {Client} from "./frameworkClient.ts";
import {runPage, type PageToRun} from "./runCells.ts";
import type {PageScript} from "./script.ts";

/** The number of partners, those with most revenue, whose pictures are in the HTML; of the others it has their room, and a reader's browser draws. */
const withPictures = 10;
/** The number that have the figures behind their pictures and all tables; every partner has verdict, key numbers, cases and words. */
const withTables = 100;

/** What the page calls observable.params.id: Framework writes the name as a literal, which is another for each partner. */
const parameter = "globalThis.parameter";
export const withParameter = (code: string): string => code.replaceAll(JSON.stringify(templateName), parameter);

interface Template {
  site: string;
  html: string;
  script: PageScript;
}

/**
 * Makes a page for each partner from the one that Framework has built. Its cells run once; for each further partner only those run again
 * that depend on which partner it is. The template itself goes.
 */
export async function writePartnerPages(client: Client, page: PageToRun, {site, html, script}: Template): Promise<void> {
  const folder = path.join(site, "partner");
  const partners = partnersOf(script, folder);
  const hard = hardenPage(html);
  rmSync(path.join(folder, `${templateName}.html`));
  if (!partners.length) return;
  const dependent = page.cells.filter(({body}) => String(body).includes(parameter));
  const addressOf = (name: string) => pathToFileURL(path.join(folder, `${name}.html`)).href;
  let running: Awaited<ReturnType<typeof runPage>> | undefined;
  for (const [i, id] of partners.entries()) {
    const [name, whose] = [pageName(id), `for the partner ${id}`];
    Object.assign(globalThis, {parameter: name});
    drawPictures(i < withPictures);
    if (running) await running.change(dependent, addressOf(name), whose);
    else running = await runPage(client, {...page, page: "partner/[id]", url: addressOf(name), whose});
    writeFileSync(path.join(folder, `${name}.html`), fillPage(named(hard, script.text, name), running.shown()), {flag: "wx"});
    if (i === withTables - 1) running.leaveOut(heavy(running.shown().cells));
  }
  drawPictures(true);
  await running?.end();
}

/** The cells that draw pictures or long tables. */
const heavy = (shown: ReadonlyMap<string, string>): string[] =>
  [...shown].filter(([, html]) => /<svg|<table/.test(html)).map(([id]) => id);

/** The template as the page of one partner: its script names it, and the policy has the hash of that script. */
function named(template: string, script: string, name: string): string {
  return withScript(template, script, script.replaceAll(JSON.stringify(templateName), JSON.stringify(name)));
}

/** A hardened page with another script in the place of its own, and the hash of that script in its policy. */
export const withScript = (page: string, script: string, own: string): string =>
  page.replace(script, () => own).replace(hashOf(script), hashOf(own));

const hashOf = (code: string) => createHash("sha256").update(code).digest("base64");

/** The ids of the partners, in the order in which they are published. */
function partnersOf({files}: PageScript, folder: string): string[] {
  const file = files.find(([name]) => name.endsWith("data/partners.json"));
  if (!file) return [];
  const {partners} = JSON.parse(readFileSync(path.join(folder, file[1].path), "utf8")) as {partners: {id: string[]}};
  return partners.id;
}
