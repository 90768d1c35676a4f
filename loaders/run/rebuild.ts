import type {Engine} from "../engines/engine.ts";
import path from "node:path";
import {buildFacts} from "../facts/run.ts";
import {moveToFile, saveDatabase} from "../facts/save.ts";
import {HandshakeError} from "../errors.ts";
import {ensureBuildNote, readBuildNote} from "../keep/build.ts";
import {ledgerOf, readLedger} from "../receive/ledger.ts";
import {journalOf, keepDefinitions} from "../history/journal.ts";
import {readHistory} from "../history/history.ts";
import {readPublication} from "../history/publication.ts";
import {staleOf} from "../publish/freshness.ts";
import {failedChecks, failedText} from "../metrics/checks.ts";
import {buildMetrics} from "../metrics/run.ts";
import type {Stage} from "./progress.ts";
import {readCodes} from "../disclosure/codes.ts";
import {ownTables} from "../publish/tables/ownMetrics.ts";
import {publishedReport} from "../publish/delivery.ts";
import {commentsFor} from "../publish/comments.ts";
import {lastWritten, type LastWritten} from "../publish/lastWritten.ts";
import {readFor} from "../publish/portfolio.ts";
import {publish, publishEditions, type Some} from "../publish/publish.ts";
import {hold} from "../release/held.ts";
import {checkOwner} from "../release/owner.ts";
import {pinnedNames} from "../release/pin.ts";
import {checkLayout} from "../release/layout.ts";
import type {Report} from "./report/report.ts";
import {saveOrigins} from "../reconcile/origins.ts";
import {notesText} from "../stage/quarantineNotes.ts";
import {editionsOf} from "./editions.ts";
import {writeExplained} from "./explained.ts";
import {withKeptAnswers} from "./keptAnswers.ts";
import {giveBackMemory} from "./memory.ts";
import {releaseStage, type SitePart} from "./releaseStage.ts";
import {buildEditions, buildPages, noPartner} from "./sites.ts";
import {runOver, type RebuildOptions, type Run} from "./run.ts";
import {firstStages} from "./firstStages.ts";

export {lastWritten, readFor, type LastWritten, type Some};

/**
 * Receive, stage, facts, metrics, publish, site, release: from a folder of drops to the site that readers get.
 * @returns the report, which is also left in build/report.json, and the exit code: 0 published or nothing new, 65 published without
 * refused files, 69 published, but something after it failed.
 * @throws HandshakeError; readers keep the last site.
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
  if (sample && (await readLedger(ledgerOf({build}))).length)
    throw new HandshakeError(
      `${build} holds a company's deliveries; the invented company stays out of it. To look at the sample: npx handshake rebuild --sample --build /tmp/sample/build --site /tmp/sample/site`,
      {exitCode: 78}
    );
  const id = (await readBuildNote(build))?.id ?? null;
  await checkOwner(site, {id, build, sample, takeOver});
  // where it can't be told what is pinned, nothing could be published in the end
  await pinnedNames(site);
}

/** The stages from records to the published files in build/published. */
export const tableStages = (run: Run): Stage[] => [
  {name: "facts", title: "Facts: shares, evidence and service by day", run: () => sumFacts(run)},
  {name: "metrics", title: "Metrics", run: (say) => computeMetrics(run, say)},
  {name: "publish", title: "Publish the tables of the pages", run: () => publishAll(run)}
];

/** All sites are built and checked before any is activated. */
const siteStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "site",
  title: "Build and check the site",
  run: async (say) => {
    const editions = editionsOf(run.options, run.settings);
    await giveBackMemory(run);
    for (const edition of editions)
      if (!edition.audience.only) making.push({made: await buildPages(run, edition, say), site: edition.site});
    making.push(...(await buildEditions(run, editions, say)));
  }
});

/** Puts what was made aside, for a person to release. */
export const holdStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "hold",
  title: "Hold it until it is released",
  run: async (say) => {
    const {build, site} = run.options;
    await ensureBuildNote(build);
    const publication = await readPublication(run.db, run.settings, run.report.as_of, staleOf(run.report, run.settings));
    await keepDefinitions(journalOf(run.options), publication);
    const id = await hold(site, making, publication);
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

async function computeMetrics({db, reader, settings, options, report}: Run, say: (text: string) => void): Promise<void> {
  // what a header does wrong is told before all is computed
  ownTables();
  // where metrics take much memory, a reader that waits for the next file takes too much
  if (await moveToFile(db, options.build)) await reader.close();
  // a preview shows no stages
  const tellSlow = options.style === "silent" ? console.log : say;
  await withKeptAnswers(options.build, () => buildMetrics(db, settings, report.as_of, tellSlow));
  await saveDatabase(db, options.build, await commentsFor(db, "saved"));
  await saveOrigins(db, options.build);
  say(`as of ${report.as_of}`);
  report.checks = await failedChecks(db);
  for (const failed of report.checks) say(failedText(failed));
}

async function publishAll(run: Run): Promise<void> {
  await publishTables(run);
  await writeExplained(run, editionsOf(run.options, run.settings));
}

/**
 * @param reader what the published tables are read from; the run's own tables where nothing else is given
 * @param last what this process has published before
 * @param only what alone is written, for the one site of a company without audiences
 */
export async function publishTables(
  {db, settings, options, report, mappings}: Pick<Run, "db" | "settings" | "options" | "report" | "mappings">,
  reader: Engine = db,
  last?: LastWritten,
  only?: Some
): Promise<void> {
  const history = await readHistory(
    {db, settings, reader},
    report.as_of,
    journalOf(options),
    report.files,
    staleOf(report, settings)
  );
  const codes = await readCodes(path.join(options.build, "codes.json"));
  const context = {settings, asOf: report.as_of, report: publishedReport(report), history, mappings, ...(last && {last})};
  await publish(reader, {...context, codes: codes.of(""), folder: path.join(options.build, "published"), only});
  if (only) return;
  const editions = editionsOf(options, settings);
  for (const {name, audience, published: folder} of editions)
    if (name && !audience.only) await publish(reader, {...context, audience, edition: name, codes: codes.of(name), folder});
  const some = editions.filter(({audience}) => audience.only).map((edition) => ({...edition, codes: codes.of(edition.name)}));
  const empty = await publishEditions(reader, context, some);
  report.run.troubles.push(...empty.map((edition) => noPartner(edition, options.site ?? "")));
  await codes.keep();
}
