import {existsSync} from "node:fs";
import {mkdir, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import path from "node:path";
import {Explained} from "../../src/contract/explained.ts";
import {explainedFolder, formulasFile, pageName} from "../../src/shared/address.ts";
import type {Audience} from "../disclosure/audience.ts";
import {restricted} from "../disclosure/limit.ts";
import {bareFigures, figuresOfPartners} from "../explain/partners/figures.ts";
import type {Run} from "./run.ts";
import type {Edition} from "./editions.ts";

type Figures = Explained["figures"];

/**
 * Leaves beside what the pages read how the figures of each partner came about: a file a partner for those who may see every record, and
 * for everybody else the formulas alone, one file of the same words for all partners.
 */
export async function writeExplained(
  {db, settings, options, report, reader}: Pick<Run, "db" | "settings" | "options" | "report" | "reader">,
  editions: readonly Edition[]
): Promise<void> {
  const shown = editions.filter(({audience}) => hasPartnerPages(audience));
  const whole = shown.some(({audience}) => !restricted(audience));
  const asOf = report.as_of;
  const figures = whole
    ? await figuresOfPartners(db, {asOf, settings, build: options.build, reader})
    : new Map<string, Figures>();
  for (const {audience, published} of editions) {
    const texts = !hasPartnerPages(audience)
      ? []
      : restricted(audience)
        ? [[formulasFile, textOf({as_of: null, figures: bareFigures()})] as const]
        : [...figures].map(([id, own]) => [pageName(id), textOf({as_of: asOf, figures: own})] as const);
    await writeAll(path.join(published, explainedFolder), new Map(texts.map(([name, text]) => [`${name}.json`, text])));
  }
}

const hasPartnerPages = ({only, pages}: Audience): boolean => only === null && (pages === null || pages.includes("partner"));

const mail = /[^\s@<>"'(),:]+@[^\s@<>"'(),:]+\.[^\s@<>"'(),:]+/g;

/** E-mail addresses are for nobody, whoever has one for an id. */
const textOf = (explained: Explained): string =>
  `${JSON.stringify(Explained.parse(explained))}\n`.replaceAll(mail, "(an e-mail address)");

/** Writes files that changed, and takes away those that are not among them. */
async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  if (!files.size) return rm(folder, {recursive: true, force: true});
  await mkdir(folder, {recursive: true});
  for (const name of await readdir(folder)) if (!files.has(name)) await rm(path.join(folder, name));
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    if (existsSync(file) && (await readFile(file, "utf8")) === text) continue;
    await writeFile(`${file}.next`, text);
    await rename(`${file}.next`, file);
  }
}
