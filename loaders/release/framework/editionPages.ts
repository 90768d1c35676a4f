import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {hardenPage} from "../harden.ts";
import {fillPage} from "./fill.ts";
import {withScript} from "./partnerPages.ts";
import type {Client} from "./frameworkClient.ts";
import {runPage, type PageToRun} from "./runCells.ts";
import type {PageScript} from "./script.ts";

/** An edition to fill: its name, the file with its data, and the folder that gets what it has of its own. */
export interface EditionToFill {
  name: string;
  data: string;
  output: string;
}

interface Shell {
  site: string;
  html: string;
  script: PageScript;
}

/** Where their page is written. */
const source = "loaders/release/edition/page.md";

/** The file that the page of an edition reads. */
const file = "edition.json";

/**
 * Fills the page of each edition from the one that Framework has built without data, the shell. Its cells run anew for each edition, from
 * that edition's data alone; neither page nor data of one stays where the next is made. The shell's own page goes.
 */
export async function writeEditionPages(
  client: Client,
  page: PageToRun,
  {site, html, script}: Shell,
  editions: readonly EditionToFill[]
): Promise<void> {
  const index = path.join(site, "index.html");
  const hard = hardenPage(html, {read: (href) => readFileSync(path.join(site, href), "utf8")});
  const [name, info] = script.files.find(([key]) => key.endsWith(`data/${file}`)) ?? [];
  if (!name || !info) throw new Error(`the page of editions reads no ${file}`);
  rmSync(index);
  rmSync(path.join(site, info.path));
  for (const {name: edition, data, output} of editions) {
    const text = readFileSync(data, "utf8");
    const own = {...info, path: `./_file/data/edition.${hashOf(text)}.json`, size: Buffer.byteLength(text)};
    const place = path.join(site, own.path);
    writeFileSync(place, text, {flag: "wx"});
    const whose = `in the edition "${edition}"`;
    const running = await runPage(client, {...page, files: [[name, own]], url: pathToFileURL(index).href, whose, source});
    const filled = fillPage(withScript(hard, script.text, registered(script.text, name, own)), running.shown());
    await running.end();
    mkdirSync(path.join(output, "_file", "data"), {recursive: true});
    writeFileSync(path.join(output, "index.html"), filled, {flag: "wx"});
    renameSync(place, path.join(output, own.path));
  }
}

/** A page's script with another file under the name that its cells ask for. */
function registered(text: string, name: string, info: object): string {
  const line = new RegExp(`^registerFile\\(${escaped(JSON.stringify(name))}, .*\\);$`, "m");
  const replaced = text.replace(line, () => `registerFile(${JSON.stringify(name)}, ${JSON.stringify(info)});`);
  if (replaced === text) throw new Error(`the script of the page of editions registers no ${name}`);
  return replaced;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);
