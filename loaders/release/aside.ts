import {rename, rm} from "node:fs/promises";
import path from "node:path";
import {makeFolder, writeFileAtomic} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {siteName, unfit} from "./verify.ts";

/** Why a release was not published. */
export interface Failure {
  id: string;
  asOf: string;
  /** The edition that the site is; "" where there is one site for everybody. */
  edition: string;
  /** What is wrong with its pages. */
  faults: string[];
  /** What makes it unlike the release that readers have now. */
  strange: string[];
}

/**
 * Puts what can't be published into the folder "failed" of the site, with a note beside it that says why.
 * @returns the error to throw; readers keep the last site.
 */
export async function setAside(site: string, folder: string, failure: Failure): Promise<HandshakeError> {
  const {id, asOf, edition, faults, strange} = failure;
  const place = path.join(site, "failed", id);
  await makeFolder(path.dirname(place));
  await rm(place, {recursive: true, force: true});
  await rename(folder, place);
  await writeFileAtomic(`${place}.json`, `${JSON.stringify({id, as_of: asOf, faults, strange}, null, 1)}\n`);
  if (faults.length) return unfit(faults, {aside: place, edition});
  return new HandshakeError(
    `${siteName(edition)} was built but is held, because it is unlike the one that readers have now:\n${strange
      .map((s) => `  ${s}`)
      .join(
        "\n"
      )}\nWhat was built lies in ${place}. If it is right, publish it with --accept-size (or --accept-earlier where the day is earlier); if not, check the clock and what was delivered. Nothing was published; readers keep the last site.`
  );
}
