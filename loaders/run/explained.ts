import {readdir, rm} from "node:fs/promises";
import path from "node:path";
import {Explained} from "../../src/contract/explained.ts";
import {explainedFolder, formulasFile, pageName, portfolioFile, portfolioPages} from "../../src/shared/address.ts";
import type {Audience} from "../disclosure/audience.ts";
import {putWhole} from "../files.ts";
import {restricted} from "../disclosure/limit.ts";
import {bareFigures, figuresOfPartners} from "../explain/partners/figures.ts";
import {figuresOfPortfolio} from "../explain/portfolio/figures.ts";
import {portfolioFigures} from "../explain/portfolio/rows.ts";
import {publishedReport} from "../publish/delivery.ts";
import type {Run} from "./run.ts";
import type {Edition} from "./editions.ts";

/**
 * Leaves beside what the pages read how figures came about: a file a partner and one of all together for those who may see every record,
 * and for everybody else the formulas alone, one file of the same words for all.
 */
export async function writeExplained(
  {db, settings, options, report, reader}: Pick<Run, "db" | "settings" | "options" | "report" | "reader">,
  editions: readonly Edition[]
): Promise<void> {
  const asOf = report.as_of;
  const folderOf = ({published}: Edition) => path.join(published, explainedFolder);
  const whole = editions.filter(({audience}) => seesRecords(audience));
  const bare = textOf({as_of: null, figures: bareFigures()});
  for (const edition of editions.filter((e) => !whole.includes(e)))
    if (hasFigures(edition.audience)) await keepOnly(folderOf(edition), new Set([put(folderOf(edition), formulasFile, bare)]));
    else await rm(folderOf(edition), {recursive: true, force: true});
  if (!whole.length) return;
  const delivered = publishedReport(report).tables["deals"]?.newest_drop ?? null;
  const asked = {asOf, delivered, settings, build: options.build, reader};
  const written = new Set<string>();
  const ofAll = whole.filter(({audience}) => seesPortfolio(audience));
  if (ofAll.length) {
    const figures = await figuresOfPortfolio(db, asked);
    for (const edition of ofAll) {
      const own = figures.filter(({metric}) => seesFigure(edition.audience, metric));
      written.add(put(folderOf(edition), portfolioFile, textOf({as_of: asOf, figures: own})));
    }
  }
  for await (const [id, figures] of figuresOfPartners(db, asked)) {
    const text = textOf({as_of: asOf, figures});
    for (const edition of whole) written.add(put(folderOf(edition), pageName(id), text));
  }
  const ofPartners = new Set([...written].filter((name) => name !== `${portfolioFile}.json`));
  for (const edition of whole) await keepOnly(folderOf(edition), ofAll.includes(edition) ? written : ofPartners);
}

const hasPage = ({only, pages}: Audience, page: string): boolean => only === null && (pages === null || pages.includes(page));

/** Whether an edition has a page that opens how a figure came about. */
const hasFigures = (audience: Audience): boolean => ["partner", ...portfolioPages].some((page) => hasPage(audience, page));

/** Records are shown with their partners, to an audience without limits. */
const seesRecords = (audience: Audience): boolean => hasPage(audience, "partner") && !restricted(audience);

/** Whether that goes for the figures of all partners together: it has one of the pages that tell them. */
export const seesPortfolio = (audience: Audience): boolean =>
  seesRecords(audience) && portfolioPages.some((page) => hasPage(audience, page));

/** A figure of all partners is for those who have a page that opens it. */
export const seesFigure = (audience: Audience, metric: string): boolean =>
  seesPortfolio(audience) && (portfolioFigures[metric]?.pages ?? []).some((page) => hasPage(audience, page));

const mail = /[^\s@<>"'(),:]+@[^\s@<>"'(),:]+\.[^\s@<>"'(),:]+/g;

/** E-mail addresses are for nobody, whoever has one for an id. To look for one begins anew at every letter, so most texts are spared it. */
function textOf(explained: Explained): string {
  const text = `${JSON.stringify(Explained.parse(explained))}\n`;
  return text.includes("@") ? text.replaceAll(mail, "(an e-mail address)") : text;
}

function put(folder: string, name: string, text: string): string {
  putWhole(path.join(folder, `${name}.json`), Buffer.from(text));
  return `${name}.json`;
}

/** Takes away what is not among these; a folder of nothing goes itself. */
async function keepOnly(folder: string, names: ReadonlySet<string>): Promise<void> {
  if (!names.size) return rm(folder, {recursive: true, force: true});
  for (const name of await readdir(folder)) if (!names.has(name)) await rm(path.join(folder, name));
}
