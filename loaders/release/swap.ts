import {randomBytes} from "node:crypto";
import {chmodSync, statSync} from "node:fs";
import {readdir, rename, rm, stat, symlink} from "node:fs/promises";
import path from "node:path";
import {allOnDisk, makeFolder, renameSynced, fsync, writeFileAtomic} from "../files.ts";
import {carryFiles} from "./carry.ts";
import {damageIn, inTurns, type Contents} from "./contents.ts";
import {aboutFile, currentName, folderOf, linkOf, readAbout, releasesIn, type About, type Release} from "./layout.ts";

/** A site that was built, checked and written to the disk beside the releases. */
export interface BuiltRelease {
  /** A dot-folder in the site's folder. */
  folder: string;
  about: Omit<About, "published_at" | "carried">;
}

export interface SwapOptions {
  /** For times in notes; never in a page. */
  now: Date;
  /** Days for which files of earlier releases stay reachable. */
  assetGraceDays: number;
  /** Asked before anything that readers could see. */
  stillOurs: () => Promise<void>;
}

/** A name for what lives no longer than a run; found and removed at the start of the next one when this one is killed. */
export const passing = (site: string, what: "next" | "current" | "trash"): string =>
  path.join(site, `.${what}-${process.pid}-${randomBytes(4).toString("hex")}`);

/**
 * Makes what was built the release that readers get: named by its content, its note written, itself renamed, the link swapped, each on
 * the disk before the next. Whatever stops this between two steps, "current" leads to one whole release.
 * @returns its name, and false where readers have just that already: then nothing is changed.
 */
export async function activate(
  site: string,
  made: BuiltRelease,
  options: SwapOptions
): Promise<{name: string; published: boolean}> {
  const {about} = made;
  await takeBackTimes(site, options.now);
  const now = await currentRelease(site);
  if (now && now.id === about.id && now.rules === about.rules && !(await isDamaged(site, now))) {
    await rm(made.folder, {recursive: true, force: true});
    return {name: now.name, published: false};
  }
  const {name, there} = await placeFor(site, made);
  if (!there) {
    await carryAndNote(site, {from: now, to: {...about, carried: {}, name}, folder: made.folder}, options);
    await allowReading(made.folder, now && folderOf(site, now.name));
    await allOnDisk(made.folder);
    await makeFolder(path.join(site, "releases"));
    await renameSynced(made.folder, folderOf(site, name));
    await pointTo(site, name, options);
  } else {
    await bringBack(site, name, options);
    await rm(made.folder, {recursive: true, force: true});
  }
  return {name, published: true};
}

/** Makes a release that is kept the one that readers get. */
export async function bringBack(site: string, name: string, options: SwapOptions): Promise<void> {
  const release = await readAbout(site, name);
  if (!release) throw new Error(`no note of release ${name}`);
  const folder = folderOf(site, name);
  const now = await currentRelease(site);
  await carryAndNote(site, {from: now, to: release, folder}, options);
  await allowReading(folder, now && folderOf(site, now.name));
  await allOnDisk(folder);
  await pointTo(site, name, options);
}

export async function currentRelease(site: string): Promise<Release | null> {
  const name = await currentName(site);
  return name === null ? null : readAbout(site, name);
}

/** Two steps that take long are over before the link is swapped: files of open tabs are there, and the note says what is. */
async function carryAndNote(
  site: string,
  {from, to, folder}: {from: Release | null; to: Omit<Release, "published_at">; folder: string},
  {now, assetGraceDays}: SwapOptions
): Promise<void> {
  const carried =
    from && from.name !== to.name ? await carryFiles(folderOf(site, from.name), from, folder, to, {now, assetGraceDays}) : {};
  const {name, ...about} = to;
  const note: About = {...about, published_at: now.toISOString(), carried: {...to.carried, ...carried}};
  await writeFileAtomic(aboutFile(site, name), `${JSON.stringify(note, null, 1)}\n`);
}

/**
 * Releases that a clock which was ahead published at a time to come, as of just before now, in their order: else one of them would stay
 * the newest, and a rollback would go to it, for as long as the clock was ahead.
 */
async function takeBackTimes(site: string, now: Date): Promise<void> {
  const ahead = (await releasesIn(site)).filter(({published_at}) => published_at > now.toISOString());
  for (const [i, {name, ...about}] of ahead.entries()) {
    const published_at = new Date(now.getTime() - 1 - i).toISOString();
    await writeFileAtomic(aboutFile(site, name), `${JSON.stringify({...about, published_at} satisfies About, null, 1)}\n`);
  }
}

async function pointTo(site: string, name: string, {stillOurs}: SwapOptions): Promise<void> {
  const beside = passing(site, "current");
  await symlink(path.join("releases", name), beside);
  await stillOurs();
  await rename(beside, linkOf(site));
  await fsync(site);
}

/** Where the release goes: under its id, unless a damaged folder or one made by other rules has that name. */
async function placeFor(site: string, {about}: BuiltRelease): Promise<{name: string; there: boolean}> {
  for (let n = 1; ; n++) {
    const name = n === 1 ? about.id : `${about.id}-${n}`;
    if (!(await exists(folderOf(site, name)))) return {name, there: false};
    const found = await readAbout(site, name);
    if (found && found.rules === about.rules && !(await isDamaged(site, found))) return {name, there: true};
  }
}

const isDamaged = async (site: string, {name, files}: {name: string; files: Contents}): Promise<boolean> =>
  (await damageIn(folderOf(site, name), files)).length > 0;

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false
  );

/**
 * Lets everybody who may read the folder, such as a web server of its group, read all that is in it: what was copied brought its
 * permissions along. Who may read what readers have now may read it too: a run of cron, or one by hand, may have another umask.
 * @param now the folder of what readers have; null where they have nothing
 */
async function allowReading(folder: string, now: string | null): Promise<void> {
  const modes = [folder, ...(now === null ? [] : [now])].map((each) => statSync(each, {throwIfNoEntry: false})?.mode ?? 0);
  const wanted = modes.reduce((all, mode) => all | mode, 0) & 0o755;
  allow(folder, wanted);
  for await (const entry of inTurns(await readdir(folder, {withFileTypes: true, recursive: true})))
    allow(path.join(entry.parentPath, entry.name), entry.isDirectory() ? wanted : wanted & 0o644);
}

/** Adds what is wanted to a mode that lacks it. */
function allow(file: string, wanted: number): void {
  const {mode} = statSync(file);
  if ((mode & wanted) !== wanted) chmodSync(file, (mode & 0o7777) | wanted);
}
