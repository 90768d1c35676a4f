import {readdir, rename, rm, stat} from "node:fs/promises";
import path from "node:path";
import {fsync} from "../files.ts";
import {aboutFile, currentName, folderOf, namesIn, releasesIn} from "./layout.ts";
import {passing} from "./swap.ts";

const day = 86_400_000;
/** The number of failed releases kept for inspection. */
const failures = 3;

/** Removes what a run that was stopped has left in a site's folder. Only for the run that has the lock. */
export async function cleanSite(site: string): Promise<void> {
  for (const name of await namesIn(site))
    if (/^\.(next|current|trash)-/.test(name)) await rm(path.join(site, name), {recursive: true, force: true});
  const releases = new Set(await namesIn(path.join(site, "releases")));
  for (const name of await namesIn(path.join(site, "about")))
    if (!releases.has(name.replace(/\.json$/, ""))) await rm(path.join(site, "about", name), {force: true});
}

const partial = /(^_npm\.\d+$|^\.incoming-|\.part(\.wal)?|^\.[\w.]+\.next)$/;

/** Removes what a run that was stopped has left in a build folder; everything there that counts has its name already. */
export async function cleanBuild(build: string): Promise<void> {
  for (const name of await namesIn(build))
    if (/^\.work-\d+$/.test(name) || partial.test(name)) await rm(path.join(build, name), {recursive: true, force: true});
  for (const made of ["_shell", "_cells"].map((name) => path.join(build, "cache", name)))
    for (const name of await namesIn(made))
      if (/\.\d+$/.test(name)) await rm(path.join(made, name), {recursive: true, force: true});
  const within = async (folder: string) => (await namesIn(path.join(build, folder))).map((name) => path.join(folder, name));
  const journals = ["history", "history.sample"].flatMap((journal) => [journal, path.join(journal, "definitions")]);
  const folders = ["store", "staged", "published", "quarantine", ...journals, "earlier-formats", "cache"];
  for (const folder of [...folders, ...(await within("runs")), ...(await within("objects"))])
    for (const name of await namesIn(path.join(build, folder)))
      if (partial.test(name)) await rm(path.join(build, folder, name), {recursive: true, force: true});
}

/**
 * Removes releases beyond `count` and those published longer than `days` ago. What readers get and the release before it always stay.
 * @returns the names of those removed.
 */
export async function retain(site: string, {count, days, now}: {count: number; days: number; now: Date}): Promise<string[]> {
  const current = await currentName(site);
  const oldest = new Date(now.getTime() - days * day).toISOString();
  const others = (await releasesIn(site)).filter((r) => r.name !== current);
  const gone = others.filter((r, i) => i > 0 && (i + 1 >= count || r.published_at < oldest)).map((r) => r.name);
  for (const name of gone) {
    // out of sight in one step, so that no half release is ever among the others
    const trash = passing(site, "trash");
    await rename(folderOf(site, name), trash);
    await rm(aboutFile(site, name), {force: true});
    await rm(trash, {recursive: true, force: true});
  }
  if (gone.length) await fsync(path.join(site, "releases"));
  await retainFailures(path.join(site, "failed"));
  return gone;
}

async function retainFailures(folder: string): Promise<void> {
  const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
  const dated = await Promise.all(
    entries.filter((e) => e.isDirectory()).map(async (e) => ({name: e.name, at: (await stat(path.join(folder, e.name))).mtimeMs}))
  );
  for (const {name} of dated.sort((a, b) => b.at - a.at).slice(failures)) {
    await rm(path.join(folder, name), {recursive: true, force: true});
    await rm(path.join(folder, `${name}.json`), {force: true});
  }
}
