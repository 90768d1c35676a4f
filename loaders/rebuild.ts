import path from "node:path";
import {buildFacts} from "./facts/run.ts";
import {saveDatabase} from "./facts/save.ts";
import {readHistory} from "./history/history.ts";
import {keepPublication} from "./history/journal.ts";
import {readPublication} from "./history/publication.ts";
import {buildMetrics} from "./metrics/run.ts";
import type {Stage} from "./progress.ts";
import {publishedReport} from "./publish/delivery.ts";
import {publish} from "./publish/publish.ts";
import {makeSite} from "./release/build.ts";
import {headlineFigures} from "./release/figures.ts";
import {cleanSite, retain} from "./release/keep.ts";
import {checkLayout} from "./release/layout.ts";
import {putIn, type Made} from "./release/swap.ts";
import {makeWorkspace} from "./release/workspace.ts";
import type {Report} from "./report.ts";
import {saveOrigins} from "./settle/origins.ts";
import {firstStages, runOver, type Run, type RunOptions} from "./run.ts";

export interface RebuildOptions extends RunOptions {
  /** The project's folder, which holds src. */
  root: string;
  /** The folder of releases; what readers get is the link "current" in it. */
  site: string;
  /** Whether the site is taken although it is unlike the one before. */
  acceptSize: boolean;
}

/**
 * Receive, stage, facts, metrics, publish, site, release: from a folder of drops to the site that readers get.
 * @returns the report, which is also left in build/report.json, and the exit code: 0 published or nothing new, 65 published without
 * refused files.
 * @throws HandshakeError; the site that was there before stands untouched.
 */
export async function rebuild(options: RebuildOptions): Promise<{exitCode: number; report: Report}> {
  await checkLayout(options.site);
  const made: Made[] = [];
  return runOver(options, (run) => [...firstStages(run), ...tableStages(run), siteStage(run, made), releaseStage(run, made)]);
}

/** The stages from records to the published files in build/published. */
export const tableStages = (run: Run): Stage[] => [
  {name: "facts", title: "Facts: shares, evidence and service by day", run: () => sumFacts(run)},
  {name: "metrics", title: "Metrics", run: (say) => computeMetrics(run, say)},
  {name: "publish", title: "Publish the tables of the pages", run: () => publishTables(run)}
];

const siteStage = (run: Run<RebuildOptions>, made: Made[]): Stage => ({
  name: "site",
  title: "Build and check the site",
  run: async (say) => void made.push(await buildPages(run, say))
});

/** Puts in what was made; shared with the tests that stop it at every step. */
export const releaseStage = (run: Run<RebuildOptions>, made: Made[]): Stage => ({
  name: "release",
  title: `Release it in ${run.options.site}`,
  run: async (say) => {
    for (const one of made) await release(run, one, say);
  }
});

async function sumFacts({db, settings}: Run): Promise<void> {
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
  const folder = path.join(options.build, "published");
  await publish(db, {settings, asOf: report.as_of, report: publishedReport(report), history, folder});
}

/** The invented company has a journal of its own, as it has a ledger. */
const journalOf = ({build, sample}: RunOptions) => path.join(build, sample ? "history.sample" : "history");

async function buildPages(run: Run<RebuildOptions>, say: (text: string) => void): Promise<Made> {
  const {db, settings, options, report, work} = run;
  const {root, site, build, acceptSize, sample} = options;
  const pages = path.join(work, "pages");
  await makeWorkspace(root, path.join(build, "published"), pages);
  await cleanSite(site);
  const figures = await headlineFigures(db);
  const made = await makeSite({
    root: pages,
    site,
    company: settings.company,
    asOf: report.as_of,
    partners: figures.partners,
    rules: sample ? "the invented company" : "everything",
    figures,
    sizeShare: acceptSize ? null : settings.release_share
  });
  made.warnings.forEach(say);
  say(`${made.about.pages} pages`);
  return made;
}

async function release(run: Run<RebuildOptions>, made: Made, say: (text: string) => void): Promise<void> {
  const {db, settings, options, report, lock, startedAt: now} = run;
  const {name, published} = await putIn(options.site, made, {
    now,
    openTabDays: settings.open_tab_days,
    stillOurs: lock.stillOurs
  });
  const gone = await retain(options.site, {count: settings.releases_kept, days: settings.releases_days, now});
  report.releases.push({site: options.site, name, published});
  await keepPublication(journalOf(options), await readPublication(db, settings, report.as_of));
  say(published ? `${name} is what readers get now` : `nothing new: readers have ${name} already`);
  if (gone.length) say(`removed ${gone.join(", ")}`);
}
