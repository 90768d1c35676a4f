import {afterwards, nameAbandoned, sendDigest} from "./afterRelease.ts";
import {lockFolders} from "./lock.ts";
import {runStages} from "./progress.ts";
import {concludeRun} from "./report/conclude.ts";
import {newReport} from "./report/newReport.ts";
import type {Report} from "./report/report.ts";
import type {RebuildOptions} from "./run.ts";
import {catchSignals} from "./signals.ts";
import {beginningOf, sameAsBefore, type Unchanged} from "./unchanged.ts";
import type {Down} from "../notifications/outbox.ts";
import {readBuildNote} from "../keep/build.ts";
import {damageIn} from "../release/contents.ts";
import {retain} from "../release/keep.ts";
import {folderOf} from "../release/layout.ts";
import {checkOwner} from "../release/owner.ts";
import {pinnedNames} from "../release/pin.ts";
import {currentRelease} from "../release/swap.ts";
import {type Settings} from "../settings.ts";
import {readSettings} from "../settingsFile.ts";

/** How a run without news ended, as a rebuild says it; and what it began with, where it has to be made in full. */
export type Looked = {done: {exitCode: number; report: Report}} | {beginning: string | null};

/**
 * A rebuild that would find what the last one found: drops, program, settings, kept files and what readers get are as they were then, so
 * that no stage has anything to do. It says again what was found, and does what time asks for: old releases go, messages that wait are
 * sent, the operator is told. Whatever stands in the way is left to the rebuild to find and say.
 */
export async function lookForNews(options: RebuildOptions): Promise<Looked> {
  const startedAt = new Date();
  const beginning = await beginningOf(options, startedAt).catch(() => null);
  if (beginning === null || !sameAsBefore(options, beginning)) return {beginning};
  const lock = await lockFolders([options.build, options.site]).catch(() => null);
  if (!lock) return {beginning};
  try {
    // once more, now that no other run is at work
    const note = sameAsBefore(options, beginning);
    const settings = await readSettings(options.settingsFile);
    if (!note || !(await isLive(options, note).catch(() => false))) return {beginning};
    return {done: await sayAgain(options, settings, note, startedAt)};
  } finally {
    await lock.release();
  }
}

/** Whether readers of every site have what the last run made, whole, and this build folder may publish there. */
async function isLive({build, site, sample}: RebuildOptions, {releases}: Unchanged): Promise<boolean> {
  if (!releases.length || Object.keys(await pinnedNames(site)).length) return false;
  await checkOwner(site, {id: (await readBuildNote(build))?.id ?? null, build, sample, takeOver: false});
  for (const {site: folder, name} of releases) {
    const current = await currentRelease(folder);
    if (current?.name !== name || (await damageIn(folderOf(folder, name), current.files)).length) return false;
  }
  return true;
}

async function sayAgain(
  options: RebuildOptions,
  settings: Settings,
  {found, releases}: Unchanged,
  startedAt: Date
): Promise<{exitCode: number; report: Report}> {
  const report = newReport(startedAt);
  const files = found.files.map((f) => (f.outcome === "accept" ? {...f, outcome: "known" as const} : f));
  Object.assign(report, found, {files, releases: releases.map((r) => ({...r, published: false}))});
  const down: Down = new Map();
  const run = {options, settings, report, startedAt, down};
  const {releases_max: count, releases_days: days} = settings;
  const stage = {
    name: "receive",
    title: `Receive ${options.objects ?? options.drops}`,
    whole: true as const,
    run: async (say: (text: string) => void) => {
      say("nothing new since the last run");
      for (const {site, name} of releases) {
        say(`no changes: ${name} is already live`);
        await afterwards(run, "earlier releases could not be removed", async () => {
          const gone = await retain(site, {count, days, now: startedAt});
          if (gone.length) say(`removed ${gone.join(", ")}`);
        });
      }
      await afterwards(run, "the site folder could not be looked through", () => nameAbandoned(run, say));
      await afterwards(run, "the digest could not be sent", () => sendDigest(run, say));
    }
  };
  const signals = catchSignals();
  await runStages([stage], options.style, report.stages, signals.stop);
  const unsaid = await concludeRun(report, null, {...options, settings, publishes: true, locked: true, down});
  signals.done();
  if (unsaid) throw unsaid;
  return {exitCode: report.run.exit_code, report};
}
