import {existsSync, lstatSync, readlinkSync, realpathSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";

/**
 * Refuses folders that would get into each other's way: a build or site folder inside the drops, whose files would be received, a build
 * folder whose path the database takes for a pattern, and a link that leads nowhere.
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
  for (const [flag, folder] of [["--build", build], ...(site === undefined ? [] : [["--site", site]])] as [string, string][])
    if (isInside(folder, drops))
      throw new HandshakeError(
        `${folder} lies inside the drops folder ${drops}, so its own files would be received as drops. Name another with ${flag} DIR.`,
        {exitCode: 78}
      );
}

function isInside(folder: string, outer: string): boolean {
  const relative = path.relative(real(outer), real(folder));
  return relative === "" || !(relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
}

/** Where a path leads; of what is not there yet, where the nearest folder above it does. */
function real(place: string): string {
  if (existsSync(place)) return realpathSync(place);
  const above = path.dirname(path.resolve(place));
  return above === place ? place : path.join(real(above), path.basename(place));
}
