import {createHash} from "node:crypto";
import path from "node:path";
import {buildFacts} from "../facts/run.ts";
import {saveDatabase} from "../facts/save.ts";
import {HandshakeError} from "../errors.ts";
import {ensureBuildNote, readBuildNote} from "../keep/build.ts";
import {readLedger} from "../receive/ledger.ts";
import {readHistory} from "../history/history.ts";
import {readPublication} from "../history/publication.ts";
import {buildMetrics} from "../metrics/run.ts";
import {alertsIn} from "../notifications/alertsIn.ts";
import {atomFeed, digestHtml, digestText, newsOf} from "../notifications/digest.ts";
import type {Stage} from "./progress.ts";
import {readCodes} from "../disclosure/codes.ts";
import {restricted} from "../disclosure/limit.ts";
import {publishedReport} from "../publish/delivery.ts";
import {publish} from "../publish/publish.ts";
import {makeSite} from "../release/build.ts";
import {headlineFigures} from "../release/figures.ts";
import {hold} from "../release/held.ts";
import {cleanSite} from "../release/keep.ts";
import {checkOwner, sampleRules} from "../release/owner.ts";
import {checkLayout} from "../release/layout.ts";
import type {BuiltRelease} from "../release/swap.ts";
import {makeWorkspace} from "../release/workspace.ts";
import type {Report} from "./report/report.ts";
import {saveOrigins} from "../reconcile/origins.ts";
import {notesText} from "../stage/quarantineNotes.ts";
import {editionsOf, type Edition} from "./editions.ts";
import {journalOf, releaseStage, type SitePart} from "./releaseStage.ts";
import {firstStages, runOver, type RebuildOptions, type Run, type RunOptions} from "./run.ts";

/**
 * Receive, stage, facts, metrics, publish, site, release: from a folder of drops to the site that readers get.
 * @returns the report, which is also left in build/report.json, and the exit code: 0 published or nothing new, 65 published without
 * refused files, 69 published, but something after it failed.
 * @throws HandshakeError; the site that was there before stands untouched.
 */
export async function rebuild(options: RebuildOptions): Promise<{exitCode: number; report: Report}> {
  const made: SitePart[] = [];
  return runOver(
    options,
    (run) => [
      ...firstStages(run),
      ...tableStages(run),
      siteStage(run, made),
      (options.hold ? holdStage : releaseStage)(run, made)
    ],
    async () => {
      await checkLayout(options.site);
      await checkPublisher(options);
    }
  );
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

/** All sites are built and checked before any is put in. */
const siteStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "site",
  title: "Build and check the site",
  run: async (say) => {
    const editions = editionsOf(run.options, run.settings);
    for (const edition of editions) making.push({made: await buildPages(run, edition, say), site: edition.site});
  }
});

/** Puts what was made aside, for a person to release. */
const holdStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "hold",
  title: "Hold it until it is released",
  run: async (say) => {
    const {build, site} = run.options;
    await ensureBuildNote(build);
    const id = await hold(site, making, await readPublication(run.db, run.settings, run.report.as_of));
    say(`held as ${id}; readers keep what they have. Publish it: npx handshake release ${id}`);
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
  const {db, far, settings} = run;
  // one thread adds floating numbers in one order
  await db.run("set threads = 1");
  await buildFacts(db, settings, far);
}

async function computeMetrics({db, settings, options, report}: Run, say: (text: string) => void): Promise<void> {
  await buildMetrics(db, settings, report.as_of);
  await saveDatabase(db, options.build);
  await saveOrigins(db, options.build);
  say(`as of ${report.as_of}`);
}

async function publishTables({db, settings, options, report, mappings}: Run): Promise<void> {
  const history = await readHistory({db, settings}, report.as_of, journalOf(options), report.files);
  const codes = await readCodes(path.join(options.build, "codes.json"));
  const context = {settings, asOf: report.as_of, report: publishedReport(report), history, mappings};
  await publish(db, {...context, codes: codes.of(""), folder: path.join(options.build, "published")});
  for (const {name, audience} of editionsOf(options, settings))
    if (name)
      await publish(db, {...context, audience, codes: codes.of(name), folder: path.join(options.build, "audiences", name)});
  await codes.keep();
}

async function buildPages(run: Run<RebuildOptions>, edition: Edition, say: (text: string) => void): Promise<BuiltRelease> {
  const {db, settings, options, report, work} = run;
  const {name, audience, published, site} = edition;
  const pages = path.join(work, "pages", name);
  await checkLayout(site);
  const readers = {name, all: Object.keys(settings.audiences)};
  const without = await makeWorkspace(options.root, published, pages, path.join(options.build, "cache"), audience.pages, readers);
  if (without.length)
    say(`${name ? `${name}: ` : ""}without ${without.join(", ")}, whose front matter names other readers or none`);
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
    attachments: restricted(audience) ? "published" : "any",
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

/** Two releases with the same rules may lend each other files. */
function rulesOf({sample}: RunOptions, {name, audience}: Edition): string {
  const hash = createHash("sha256").update(JSON.stringify(audience)).digest("hex").slice(0, 16);
  return [sample ? sampleRules : "drops", ...(name ? [hash] : [])].join(", ");
}
