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
import {buildSite} from "./release/build.ts";
import {makeWorkspace} from "./release/workspace.ts";
import type {Report} from "./report.ts";
import {firstStages, runOver, type Run, type RunOptions} from "./run.ts";

export interface RebuildOptions extends RunOptions {
  /** The project's folder, which holds src. */
  root: string;
  /** The static site, replaced as a whole. */
  site: string;
}

/**
 * Receive, stage, facts, metrics, publish, site: from a folder of drops to a static site.
 * @returns the report, which is also left in build/report.json, and the exit code: 0 published, 65 published without refused files.
 * @throws HandshakeError; the site that was there before stands untouched.
 */
export const rebuild = (options: RebuildOptions): Promise<{exitCode: number; report: Report}> =>
  runOver(options, (run) => [...firstStages(run), ...tableStages(run), siteStage(run)]);

/** The stages from records to the published files in build/published. */
export const tableStages = (run: Run): Stage[] => [
  {name: "facts", title: "Facts: shares, evidence and service by day", run: () => sumFacts(run)},
  {name: "metrics", title: "Metrics", run: (say) => computeMetrics(run, say)},
  {name: "publish", title: "Publish the tables of the pages", run: () => publishTables(run)}
];

const siteStage = (run: Run<RebuildOptions>): Stage => ({
  name: "site",
  title: `Build and check the site in ${run.options.site}`,
  run: (say) => buildPages(run, say)
});

async function sumFacts({db, settings}: Run): Promise<void> {
  // one thread adds floating numbers in one order
  await db.run("set threads = 1");
  await buildFacts(db, settings);
}

async function computeMetrics({db, settings, options, report}: Run, say: (text: string) => void): Promise<void> {
  await buildMetrics(db, settings, report.as_of);
  await saveDatabase(db, options.build);
  say(`as of ${report.as_of}`);
}

async function publishTables({db, settings, options, report}: Run): Promise<void> {
  const history = await readHistory({db, settings}, report.as_of, journalOf(options), report.files);
  const folder = path.join(options.build, "published");
  await publish(db, {settings, asOf: report.as_of, report: publishedReport(report), history, folder});
}

/** The invented company has a journal of its own, as it has a ledger. */
const journalOf = ({build, sample}: RunOptions) => path.join(build, sample ? "history.sample" : "history");

async function buildPages(
  {db, settings, options, report, work}: Run<RebuildOptions>,
  say: (text: string) => void
): Promise<void> {
  const {root, site, build} = options;
  const pages = path.join(work, "pages");
  await makeWorkspace(root, path.join(build, "published"), pages);
  const built = await buildSite({root: pages, site, company: settings.company, asOf: report.as_of});
  built.warnings.forEach(say);
  say(`${built.pages} pages`);
  await keepPublication(journalOf(options), await readPublication(db, settings, report.as_of));
}
