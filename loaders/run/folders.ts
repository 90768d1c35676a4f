import {existsSync, lstatSync, readFileSync, readlinkSync, realpathSync, statSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";

/**
 * Refuses folders that would get into each other's way: a build or site folder inside the drops, whose files would be received, one of
 * both inside the other, a build folder whose path the database takes for a pattern, and a link that leads nowhere.
 * @throws HandshakeError (78), (66) for a drops folder that is a link to nothing
 */
export function checkFolders({drops, build, site}: {drops: string; build: string; site?: string | undefined}): void {
  const link = lstatSync(drops, {throwIfNoEntry: false});
  if (link?.isSymbolicLink() && !existsSync(drops))
    throw new HandshakeError(
      `${drops} is a link to ${readlinkSync(drops)}, which does not exist. If it is a disk or share, mount it; else correct the link. Nothing was changed.`,
      {exitCode: 66}
    );
  const pattern = /[*?[]/.exec(build)?.[0];
  if (pattern)
    throw new HandshakeError(
      `The path of the build folder ${build} has the character ${pattern}, which the database takes for a pattern. Name another with --build DIR.`,
      {exitCode: 78}
    );
  const written: [flag: string, folder: string][] = [
    ["--build", build],
    ...(site === undefined ? [] : [["--site", site] as [string, string]])
  ];
  for (const [flag, folder] of written) {
    const inTheWay = fileAlong(folder);
    if (inTheWay !== null)
      throw new HandshakeError(`${inTheWay} is a file, expected a folder. Name another with ${flag} DIR. Nothing was changed.`, {
        exitCode: 78
      });
  }
  if (site !== undefined) checkApart(build, site);
  for (const [flag, folder] of written)
    if (isInside(folder, drops))
      throw new HandshakeError(
        `${folder} lies inside the drops folder ${drops}, so its own files would be received as drops. Name another with ${flag} DIR.`,
        {exitCode: 78}
      );
}

/** Web servers read the site folder, and the build folder holds everything that was delivered: neither may be, or be in, the other. */
function checkApart(build: string, site: string): void {
  const [inSite, inBuild] = [isInside(build, site), isInside(site, build)];
  if (!inSite && !inBuild) return;
  const found =
    inSite && inBuild
      ? `The build folder and the site folder are both ${build}`
      : inSite
        ? `The build folder ${build} lies inside the site folder ${site}`
        : `The site folder ${site} lies inside the build folder ${build}`;
  throw new HandshakeError(
    `${found}; web servers read the one, and the other holds everything that was delivered. Name another with ${inSite ? "--build" : "--site"} DIR. Nothing was changed.`,
    {exitCode: 78}
  );
}

/**
 * Refuses a folder for backups that would be part of what it backs up, that web servers read, or from which drops are received.
 * @param others the company's own drops and site, where they are when no flag names others
 * @throws HandshakeError (78)
 */
export function checkBackupFolder(folder: string, build: string, others: {drops: string; site: string}): void {
  const refused = (why: string) =>
    new HandshakeError(`${folder} ${why}. Name another folder for backups, best on another disk. Nothing was changed.`, {
      exitCode: 78
    });
  if (isInside(folder, build))
    throw refused(`lies inside the build folder ${build}: each backup would hold all earlier ones, and would be lost with it`);
  if (isInside(folder, others.drops))
    throw refused(`lies inside the drops folder ${others.drops}, so the files of a backup would be received as drops`);
  const site = isInside(folder, others.site) ? others.site : siteAround(real(folder));
  if (site !== null)
    throw refused(`lies inside the site folder ${site}; web servers read that, and a backup holds everything that was delivered`);
}

/**
 * Refuses to restore a build folder over the backups that it is restored from. It may lie beside them, in the folder that they are in.
 * @throws HandshakeError (78)
 */
export function checkRestoredFolder(folder: string, build: string): void {
  const [first = ""] = path.relative(real(folder), real(build)).split(path.sep);
  const isBackup = first === "" || first === "store" || existsSync(path.join(folder, first, "backup.json"));
  if (isInside(build, folder) && isBackup)
    throw new HandshakeError(
      `The build folder ${build} ${first === "" ? "is" : "lies among"} the backups ${folder}, which would be moved aside. Name another with --build DIR. Nothing was changed.`,
      {exitCode: 78}
    );
}

/** The site folder that a folder is or lies in, by the note of who publishes there; null where there is none. */
function siteAround(folder: string): string | null {
  const note = path.join(folder, "owner.json");
  if (existsSync(note) && statSync(note).isFile() && readFileSync(note, "utf8").includes('"build"')) return folder;
  const above = path.dirname(folder);
  return above === folder ? null : siteAround(above);
}

function isInside(folder: string, outer: string): boolean {
  const relative = path.relative(real(outer), real(folder));
  return relative === "" || !(relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
}

/** What stands on the way to a folder and is none; null where nothing does. */
function fileAlong(folder: string): string | null {
  const place = path.resolve(folder);
  if (existsSync(place)) return statSync(place).isDirectory() ? null : place;
  const above = path.dirname(place);
  return above === place ? null : fileAlong(above);
}

/** Where a path leads; of what is not there yet, where the nearest folder above it does. */
function real(place: string): string {
  if (existsSync(place)) return realpathSync(place);
  const above = path.dirname(path.resolve(place));
  return above === place ? place : path.join(real(above), path.basename(place));
}
