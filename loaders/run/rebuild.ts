import {createHash} from "node:crypto";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {files, type File} from "../../src/contract/index.ts";
import {everything, type Audience} from "../disclosure/audience.ts";
import {buildFacts} from "../facts/run.ts";
import {saveDatabase} from "../facts/save.ts";
import {HandshakeError} from "../errors.ts";
import {ensureBuildNote, readBuildNote} from "../keep/build.ts";
import {readLedger} from "../receive/ledger.ts";
import {readHistory} from "../history/history.ts";
import {keepPublication} from "../history/journal.ts";
import {readPublication} from "../history/publication.ts";
import {buildMetrics} from "../metrics/run.ts";
import {atomFeed, digestHtml, digestText, newsOf} from "../notifications/digest.ts";
import {channelsOf, sendNews} from "../notifications/send.ts";
import type {Stage} from "./progress.ts";
import {readCodes} from "../disclosure/codes.ts";
import {publishedReport} from "../publish/delivery.ts";
import {publish} from "../publish/publish.ts";
import {makeSite} from "../release/build.ts";
import {headlineFigures} from "../release/figures.ts";
import {cleanSite, retain} from "../release/keep.ts";
import {checkOwner, claimSite, sampleRules} from "../release/owner.ts";
import {checkLayout, currentName} from "../release/layout.ts";
import {activate, type BuiltRelease} from "../release/swap.ts";
import {makeWorkspace} from "../release/workspace.ts";
import type {Report} from "./report/report.ts";
import {saveOrigins} from "../reconcile/origins.ts";
import {notesText} from "../stage/quarantineNotes.ts";
import {firstStages, runOver, type Run, type RunOptions} from "./run.ts";
import type {Settings} from "../settings.ts";

export interface RebuildOptions extends RunOptions {
  /** The project's folder, which holds src. */
  root: string;
  /** The folder of releases; what readers get is the link "current" in it. */
  site: string;
  /** Whether the site is taken although it is unlike the one before. */
  acceptSize: boolean;
  /** Whether a site that belongs to another build folder is taken over. */
  takeOver?: boolean;
}

/**
 * Receive, stage, facts, metrics, publish, site, release: from a folder of drops to the site that readers get.
 * @returns the report, which is also left in build/report.json, and the exit code: 0 published or nothing new, 65 published without
 * refused files.
 * @throws HandshakeError; the site that was there before stands untouched.
 */
export async function rebuild(options: RebuildOptions): Promise<{exitCode: number; report: Report}> {
  await checkLayout(options.site);
  await checkPublisher(options);
  const made: SitePart[] = [];
  return runOver(options, (run) => [...firstStages(run), ...tableStages(run), siteStage(run, made), releaseStage(run, made)]);
}

/** Before anything is read: whether this build folder may publish into that site, and the sample out of that build folder. */
async function checkPublisher({build, site, sample, takeOver = false}: RebuildOptions): Promise<void> {
  if (sample && (await readLedger(path.join(build, "ledger.jsonl"))).length)
    throw new HandshakeError(
      `${build} holds a company's deliveries; the invented company stays out of it. To look at the sample: npx handshake rebuild --sample --build /tmp/sample/build --site /tmp/sample/site`,
      {exitCode: 78}
    );
  const id = (await readBuildNote(build))?.id ?? null;
  await checkOwner(site, {id, build, sample, takeOver});
}

/** The stages from records to the published files in build/published. */
export const tableStages = (run: Run): Stage[] => [
  {name: "facts", title: "Facts: shares, evidence and service by day", run: () => sumFacts(run)},
  {name: "metrics", title: "Metrics", run: (say) => computeMetrics(run, say)},
  {name: "publish", title: "Publish the tables of the pages", run: () => publishTables(run)}
];

/** What was made, and the folder of releases that it goes into. */
export interface SitePart {
  made: BuiltRelease;
  site: string;
}

/** All sites are built and checked before any is put in. */
const siteStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "site",
  title: "Build and check the site",
  run: async (say) => {
    const editions = editionsOf(run.options, run.settings);
    if (editions[0]?.name && (await currentName(run.options.site)))
      say(`${run.options.site}/current was made before there were audiences and is not kept up: take it off the web server`);
    for (const edition of editions) making.push({made: await buildPages(run, edition, say), site: edition.site});
  }
});

/** Puts in what was made; shared with the tests that stop it at every step. */
export const releaseStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "release",
  title: `Release it in ${run.options.site}`,
  run: async (say) => {
    const {build, site, sample, takeOver = false} = run.options;
    const {id} = await ensureBuildNote(build);
    await checkOwner(site, {id, build, sample, takeOver});
    await claimSite(site, {id, build, sample, takeOver});
    for (const one of making) await release(run, one, say);
    await keepPublication(journalOf(run.options), await readPublication(run.db, run.settings, run.report.as_of));
    await tell(run, say);
  }
});

/** A site without a single record would replace one that readers can use. */
function ensureRecords({report, options}: Run): void {
  const refused = report.files.filter((f) => f.outcome === "refuse");
  if (!refused.length || Object.values(report.tables).some((t) => t.final > 0)) return;
  const why = refused.map((f) => `  ${f.message}${f.notes.length ? `\n${notesText(f.notes, "    ")}` : ""}`).join("\n");
  throw new HandshakeError(`No record in ${options.drops} is accepted, so nothing is published.\n${why}`, {exitCode: 65});
}

async function sumFacts(run: Run): Promise<void> {
  ensureRecords(run);
  const {db, settings} = run;
  // one thread adds floating numbers in one order
  await db.run("set threads = 1");
  await buildFacts(db, settings);
}

async function computeMetrics({db, settings, options, report}: Run, say: (text: string) => void): Promise<void> {
  await buildMetrics(db, settings, report.as_of);
  await saveDatabase(db, options.build);
  await saveOrigins(db, options.build);
  say(`as of ${report.as_of}`);
}

async function publishTables({db, settings, options, report}: Run): Promise<void> {
  const history = await readHistory({db, settings}, report.as_of, journalOf(options), report.files);
  const codes = await readCodes(path.join(options.build, "codes.json"));
  const context = {settings, asOf: report.as_of, report: publishedReport(report), history};
  await publish(db, {...context, codes: codes.of(""), folder: path.join(options.build, "published")});
  for (const {name, audience} of editionsOf(options, settings))
    if (name)
      await publish(db, {...context, audience, codes: codes.of(name), folder: path.join(options.build, "audiences", name)});
  await codes.keep();
}

/** A site that a rebuild makes: what it is made from, where it goes, and for whom it is. */
interface Edition {
  /** Empty where there is one for everybody. */
  name: string;
  audience: Audience;
  published: string;
  site: string;
}

/** One site for each audience in a folder of its name, or one for everybody. */
function editionsOf({build, site = ""}: RunOptions, {audiences}: Settings): Edition[] {
  const named = Object.entries(audiences).sort(([a], [b]) => (a < b ? -1 : 1));
  if (!named.length) return [{name: "", audience: everything, published: path.join(build, "published"), site}];
  return named.map(([name, audience]) => ({
    name,
    audience,
    published: path.join(build, "audiences", name),
    site: path.join(site, name)
  }));
}

/** The invented company has a journal of its own, as it has a ledger. */
const journalOf = ({build, sample}: RunOptions) => path.join(build, sample ? "history.sample" : "history");

async function buildPages(run: Run<RebuildOptions>, edition: Edition, say: (text: string) => void): Promise<BuiltRelease> {
  const {db, settings, options, report, work} = run;
  const {name, audience, published, site} = edition;
  const pages = path.join(work, "pages", name);
  await checkLayout(site);
  await makeWorkspace(options.root, published, pages, path.join(options.build, "cache"), audience.pages);
  await cleanSite(site);
  const figures = await headlineFigures(db);
  const made = await makeSite({
    root: pages,
    site,
    company: settings.company,
    asOf: report.as_of,
    partners: figures.partners,
    only: audience.pages,
    extras: await beside(edition),
    rules: rulesOf(options, edition),
    figures,
    sizeShare: options.acceptSize ? null : settings.release_share,
    // a day that somebody has asked for is no surprise
    mayBeEarlier: (options.acceptEarlier ?? false) || options.asOf !== undefined
  });
  made.warnings.forEach(say);
  say(`${name ? `${name}: ` : ""}${made.about.pages} pages`);
  return made;
}

/** The feed and the digest of the alerts, for who may see the page of them. */
async function beside({audience, published}: Edition): Promise<Record<string, string>> {
  if (audience.pages && !audience.pages.includes("alerts")) return {};
  const news = newsOf(await alertsIn(published));
  return {"feed.xml": atomFeed(news), "digest.html": digestHtml(news), "digest.txt": digestText(news)};
}

const alertsIn = async (published: string): Promise<File<"alerts">> =>
  files.alerts.parse(JSON.parse(await readFile(path.join(published, "alerts.json"), "utf8")));

/** Sends the digest where the environment says, once for each news. What can't be sent doesn't make the run fail: it is on the site. */
async function tell({options, settings}: Run<RebuildOptions>, say: (text: string) => void): Promise<void> {
  const edition = editionsOf(options, settings).find(({name}) => !name || name === settings.alerts_audience);
  if (!edition) return;
  const news = newsOf(await alertsIn(edition.published));
  (await sendNews(news, channelsOf(process.env), path.join(options.build, "sent.json"))).forEach(say);
}

/** Two releases with the same rules may lend each other files. */
function rulesOf({sample}: RunOptions, {name, audience}: Edition): string {
  const hash = createHash("sha256").update(JSON.stringify(audience)).digest("hex").slice(0, 16);
  return [sample ? sampleRules : "drops", ...(name ? [hash] : [])].join(", ");
}

async function release(run: Run<RebuildOptions>, {made, site}: SitePart, say: (text: string) => void): Promise<void> {
  const {settings, report, lock, startedAt: now} = run;
  const {name, published} = await activate(site, made, {
    now,
    openTabDays: settings.open_tab_days,
    stillOurs: lock.stillOurs
  });
  const gone = await retain(site, {count: settings.releases_kept, days: settings.releases_days, now});
  report.releases.push({site, name, published});
  say(published ? `${name} is what readers get now` : `nothing new: readers have ${name} already`);
  if (gone.length) say(`removed ${gone.join(", ")}`);
}
