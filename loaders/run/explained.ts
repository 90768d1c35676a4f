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

/**
 * Leaves beside what the pages read how the figures of each partner came about: a file a partner for those who may see every record, and
 * for everybody else the formulas alone, one file of the same words for all partners.
 */
export async function writeExplained(
  {db, settings, options, report, reader}: Pick<Run, "db" | "settings" | "options" | "report" | "reader">,
  editions: readonly Edition[]
): Promise<void> {
  const asOf = report.as_of;
  const folderOf = ({published}: Edition) => path.join(published, explainedFolder);
  const shown = editions.filter(({audience}) => hasPartnerPages(audience));
  const whole = shown.filter(({audience}) => !restricted(audience));
  const bare = textOf({as_of: null, figures: bareFigures()});
  for (const edition of shown.filter(({audience}) => restricted(audience)))
    await keepOnly(folderOf(edition), new Set([await put(folderOf(edition), formulasFile, bare)]));
  for (const edition of editions.filter(({audience}) => !hasPartnerPages(audience)))
    await rm(folderOf(edition), {recursive: true, force: true});
  if (!whole.length) return;
  const written = new Set<string>();
  for await (const [id, figures] of figuresOfPartners(db, {asOf, settings, build: options.build, reader})) {
    const text = textOf({as_of: asOf, figures});
    for (const edition of whole) written.add(await put(folderOf(edition), pageName(id), text));
  }
  for (const edition of whole) await keepOnly(folderOf(edition), written);
}

const hasPartnerPages = ({only, pages}: Audience): boolean => only === null && (pages === null || pages.includes("partner"));

const mail = /[^\s@<>"'(),:]+@[^\s@<>"'(),:]+\.[^\s@<>"'(),:]+/g;

/** E-mail addresses are for nobody, whoever has one for an id. */
const textOf = (explained: Explained): string =>
  `${JSON.stringify(Explained.parse(explained))}\n`.replaceAll(mail, "(an e-mail address)");

/** Writes a file unless it is there with this text already; returns its name. */
async function put(folder: string, name: string, text: string): Promise<string> {
  const file = path.join(folder, `${name}.json`);
  if (existsSync(file) && (await readFile(file, "utf8")) === text) return path.basename(file);
  await mkdir(folder, {recursive: true});
  await writeFile(`${file}.next`, text);
  await rename(`${file}.next`, file);
  return path.basename(file);
}

/** Takes away what is not among these; a folder of nothing goes itself. */
async function keepOnly(folder: string, names: ReadonlySet<string>): Promise<void> {
  if (!names.size) return rm(folder, {recursive: true, force: true});
  for (const name of await readdir(folder)) if (!names.has(name)) await rm(path.join(folder, name));
}
