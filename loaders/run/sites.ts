import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {restricted} from "../disclosure/limit.ts";
import {attentionIn} from "../notifications/attentionIn.ts";
import {atomFeed} from "../notifications/feed.ts";
import {digestHtml, digestText} from "../notifications/digest.ts";
import {publishedNews} from "../notifications/news.ts";
import {makeSite} from "../release/build.ts";
import {makeEditions, type EditionPlan} from "../release/editions.ts";
import {figuresFor, headlineFigures} from "../release/figures.ts";
import {cleanSite} from "../release/keep.ts";
import {checkLayout, linkOf} from "../release/layout.ts";
import {ownColumns, rulesOf} from "../release/rules.ts";
import type {BuiltRelease} from "../release/swap.ts";
import {makeShellWorkspace, makeWorkspace, pagesNotThere} from "../release/workspace.ts";
import {mostAlike} from "../likeness.ts";
import type {Edition} from "./editions.ts";
import type {SitePart} from "./releaseStage.ts";
import type {RebuildOptions, Run} from "./run.ts";

/** Builds and checks the site of one audience. */
export async function buildPages(run: Run<RebuildOptions>, edition: Edition, say: (text: string) => void): Promise<BuiltRelease> {
  const {db, settings, options, report, work} = run;
  const {name, audience, published, site} = edition;
  const pages = path.join(work, "pages", name);
  await checkLayout(site);
  const readers = {name, all: Object.keys(settings.audiences)};
  const without = await makeWorkspace(options.root, published, pages, path.join(options.build, "cache"), audience.pages, readers);
  const sayHere = (text: string) => say(name ? `${name}: ${text}` : text);
  if (without.length) sayHere(`without ${without.join(", ")}, whose front matter names other readers or none`);
  const {missing, there} = await pagesNotThere(path.join(pages, "src"), audience.pages ?? []);
  const unknown = missing.map((page) => noPage(name, page, there));
  unknown.forEach(say);
  report.run.troubles.push(...unknown);
  await cleanSite(site);
  const figures = await headlineFigures(db);
  const hasOverview = !audience.pages || audience.pages.includes("index");
  const made = await makeSite({
    root: pages,
    site,
    edition: name,
    company: settings.company,
    asOf: report.as_of,
    partners: figures.partners,
    only: audience.pages,
    extras: await beside(edition),
    rules: rulesOf(options.sample, name, audience),
    own: ownColumns(name),
    figures: hasOverview ? figuresFor(audience, (await attentionIn(published)).about, figures) : null,
    attachments: restricted(audience) ? "published" : "any",
    sizeShare: options.acceptSize ? null : settings.release_share,
    // a day that somebody has asked for is no surprise
    mayBeEarlier: (options.acceptEarlier ?? false) || options.asOf !== undefined
  });
  made.warnings.forEach(sayHere);
  sayHere(`${made.about.pages} pages`);
  return made;
}

/** The feed and the digest of leadership's cases, for who may see the page of them. */
async function beside({audience, published}: Edition): Promise<Record<string, string>> {
  if (audience.pages && !audience.pages.includes("attention")) return {};
  const news = publishedNews(await attentionIn(published));
  return {"feed.xml": atomFeed(news), "digest.html": digestHtml(news), "digest.txt": digestText(news)};
}

/** The editions for some partners, of those that have any. */
export async function buildEditions(
  run: Run<RebuildOptions>,
  all: readonly Edition[],
  say: (text: string) => void
): Promise<SitePart[]> {
  const {settings, options, report, work} = run;
  const dataOf = ({published}: Edition) => path.join(published, "edition.json");
  const editions = all.filter((edition) => edition.audience.only && existsSync(dataOf(edition)));
  if (!editions.length) return [];
  const root = path.join(work, "pages", "editions");
  await makeShellWorkspace(options.root, root, path.join(options.build, "cache"));
  const plans: EditionPlan[] = [];
  for (const edition of editions) {
    await checkLayout(edition.site);
    await cleanSite(edition.site);
    const {partners} = JSON.parse(await readFile(dataOf(edition), "utf8")) as {partners: {id: string[]}};
    const {name, site, audience} = edition;
    plans.push({name, site, data: dataOf(edition), partners: partners.id.length, rules: rulesOf(options.sample, name, audience)});
  }
  const {made, warnings} = await makeEditions(plans, {
    root,
    site: options.site,
    company: settings.company,
    asOf: report.as_of,
    sizeShare: options.acceptSize ? null : settings.release_share,
    mayBeEarlier: (options.acceptEarlier ?? false) || options.asOf !== undefined
  });
  warnings.forEach(say);
  say(`${made.length} ${made.length === 1 ? "edition" : "editions"} for partners`);
  return made.map((one, i) => ({made: one, site: plans[i]!.site}));
}

/** An edition whose partners are gone is not renewed, and its readers keep what they had. */
export const noPartner = ({name, audience: {only}}: Edition, site: string): string =>
  `The edition "${name}" is for ${Object.entries(only ?? {})
    .flat()
    .join(
      " "
    )}, of which no partner is known now: it was not renewed. Correct handshake.config.ts.${existsSync(linkOf(path.join(site, name))) ? ` It is still served; take it down: rm ${linkOf(path.join(site, name))}` : ""}`;

/** A page that an audience is to get and that is not there: its readers miss one that somebody meant to give them. */
export function noPage(audience: string, page: string, there: readonly string[]): string {
  const [meant] = mostAlike(page, there, (one) => [one]);
  const wanted = meant === undefined ? `Expected one of ${there.join(", ")}.` : `Did you mean "${meant}"?`;
  return `audiences.${audience}.pages in handshake.config.ts has "${page}", but no page is called so: its readers get none in its place. ${wanted}`;
}
