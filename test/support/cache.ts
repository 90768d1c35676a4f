import {cpSync, existsSync} from "node:fs";
import path from "node:path";

/**
 * Puts what the sample's site left in its cache (bundled packages, the pages without data) into the cache of another build, where both are
 * of one test run and the sample is there already: what follows from the code alone needn't be made anew for each test. The names in a
 * cache say what is in it, so a build takes only what fits it. Not for tests of how the cache comes about.
 */
export function takeCache(cache: string): void {
  const sample = path.join(process.env["HANDSHAKE_KEPT_FOLDER"] ?? process.env["HANDSHAKE_RUN_FOLDER"] ?? "", "sample");
  const from = path.join(sample, "build", "cache");
  if (existsSync(path.join(sample, "outcome.txt")) && existsSync(from) && !existsSync(cache))
    cpSync(from, cache, {recursive: true, verbatimSymlinks: true});
}
