import path from "node:path";
import {afterwards, nameAbandoned, sendDigest} from "./afterRelease.ts";
import {explainedAfter} from "../errors.ts";
import {journalOf, keepPublication} from "../history/journal.ts";
import {readPublication} from "../history/publication.ts";
import {staleOf} from "../publish/freshness.ts";
import {ensureBuildNote} from "../keep/build.ts";
import type {Stage} from "./progress.ts";
import {retain} from "../release/keep.ts";
import {currentName, readAbout} from "../release/layout.ts";
import {checkOwner, claimSite} from "../release/owner.ts";
import {pinnedNames} from "../release/pin.ts";
import {activate, type BuiltRelease} from "../release/swap.ts";
import {pruneStaged} from "../stage/prune.ts";
import type {RebuildOptions, Run} from "./run.ts";

/** What was made, and the folder of releases that it goes into. */
export interface SitePart {
  made: BuiltRelease;
  site: string;
}

type Say = (text: string) => void;

/** Puts in what was made; shared with the tests that stop it at every step. What fails once readers have it is said as what it is. */
export const releaseStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "release",
  title: `Release it in ${run.options.site}`,
  whole: true,
  run: async (say) => {
    const {build, site, sample, takeOver = false} = run.options;
    const {id} = await ensureBuildNote(build);
    await checkOwner(site, {id, build, sample, takeOver});
    await claimSite(site, {id, build, sample, takeOver});
    await releaseAll(run, making, say);
    await afterwards(run, "the site folder could not be looked through", () => nameAbandoned(run, say));
    if (run.report.releases.some((r) => !r.pinned))
      await afterwards(run, "the journal of publications could not be written", async () =>
        keepPublication(
          journalOf(run.options),
          await readPublication(run.db, run.settings, run.report.as_of, staleOf(run.report, run.settings))
        )
      );
    await afterwards(run, "staged files that nothing needs could not be removed", async () => {
      const removed = await pruneStaged(path.join(build, "staged"), run.dropFiles, run.startedAt);
      if (removed) say(`removed ${removed} staged ${removed === 1 ? "file" : "files"} that nothing needs`);
    });
    await afterwards(run, "the digest could not be sent", () => sendDigest(run, say));
  }
});

/** Every site gets its release, also where another one's failed. Where none could be changed, the first failure is the run's. */
async function releaseAll(run: Run<RebuildOptions>, making: SitePart[], say: Say): Promise<void> {
  const pinned = await pinnedNames(run.options.site);
  const failures: [site: string, error: unknown][] = [];
  for (const one of making) {
    const pin = pinned[path.relative(run.options.site, one.site)];
    if (pin !== undefined) await keepPinned(run, one, pin, say);
    else await release(run, one, say).catch((error: unknown) => failures.push([one.site, error]));
  }
  const {report} = run;
  if (failures.length && !report.releases.some((r) => r.published)) throw failures[0]![1];
  for (const [site, error] of failures) {
    const why = explainedAfter(error);
    report.releases.push({site, name: (await currentName(site)) ?? "", published: false, failed: why});
    report.run.troubles.push(`${site} was not published and keeps its earlier release: ${why}`);
  }
}

/** A pin keeps also what the settings have taken from readers since: that is not what a rollback is for, and nobody would be told. */
async function keepPinned({report, options}: Run<RebuildOptions>, {made, site}: SitePart, name: string, say: Say): Promise<void> {
  report.releases.push({site, name, published: false, pinned: true});
  say(`readers keep ${name}, which a rollback has pinned; to publish again: npx handshake unpin`);
  const about = await readAbout(site, name);
  if (!about || about.rules === made.about.rules) return;
  const audience = path.relative(options.site, site);
  report.run.troubles.push(
    `${site} is pinned to ${name}, which was made by other rules of who may see what than the settings have now: readers still see what those showed. Publish what the settings show: npx handshake unpin${audience ? ` --audience ${audience}` : ""}, then rebuild.`
  );
}

async function release(run: Run<RebuildOptions>, {made, site}: SitePart, say: Say): Promise<void> {
  const {settings, report, lock, startedAt: now} = run;
  const before = await currentName(site);
  const note = await activate(site, made, {now, assetGraceDays: settings.asset_grace_days, stillOurs: lock.stillOurs}).catch(
    async (error: unknown) => {
      // the link may have been swapped before that failed
      const name = await currentName(site);
      if (name === null || name === before || !name.startsWith(made.about.id)) throw error;
      report.run.troubles.push(`published, but the disk did not confirm it: ${explainedAfter(error)}`);
      return {name, published: true};
    }
  );
  report.releases.push({site, ...note});
  say(note.published ? `${note.name} is what readers get now` : `no changes: ${note.name} is already live`);
  await afterwards(run, "earlier releases could not be removed", async () => {
    const gone = await retain(site, {count: settings.releases_max, days: settings.releases_days, now});
    if (gone.length) say(`removed ${gone.join(", ")}`);
  });
}
