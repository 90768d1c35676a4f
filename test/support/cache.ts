import {cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync} from "node:fs";
import path from "node:path";
import {cellsFolder, shellFolder} from "../../loaders/release/framework/folders.ts";

/*
 * What of a site follows from the code alone (bundled packages, the pages without data, bundles of their cells) needn't be made anew for
 * each test of a run. Its names say what it is made from, so a build takes only what fits it. Not for tests of how it comes about.
 */

function shared(): string | null {
  const run = process.env["HANDSHAKE_KEPT_FOLDER"] ?? process.env["HANDSHAKE_RUN_FOLDER"];
  return run === undefined ? null : path.join(run, "cache");
}

const copy = (from: string, to: string) => cpSync(from, to, {recursive: true, verbatimSymlinks: true, preserveTimestamps: true});
const modules = ["_npm", "_npm.stamp"];
const named = [cellsFolder, shellFolder];

/** Copies what tests of this run have made so far into the cache of a build that has none yet. */
export function takeCache(cache: string): void {
  const from = shared();
  if (from === null || existsSync(cache)) return;
  for (const folder of ["modules", "named"]) if (existsSync(path.join(from, folder))) copy(path.join(from, folder), cache);
}

/** Keeps what a build has made for the tests that follow. What is there is whole: it gets its name by a rename. */
export function giveCache(cache: string): void {
  const to = shared();
  if (to === null || !existsSync(cache)) return;
  if (modules.every((name) => existsSync(path.join(cache, name)))) give(to, path.join(to, "modules"), cache, modules);
  for (const folder of named)
    for (const name of existsSync(path.join(cache, folder)) ? readdirSync(path.join(cache, folder)) : [])
      if (/^[0-9a-f]+$/.test(name)) give(to, path.join(to, "named", folder, name), path.join(cache, folder, name));
}

function give(to: string, target: string, from: string, names?: string[]): void {
  if (existsSync(target)) return;
  // not among what others copy at the same time
  const beside = path.join(to, `.${path.basename(target)}.${process.pid}`);
  mkdirSync(path.dirname(target), {recursive: true});
  if (names) for (const name of names) copy(path.join(from, name), path.join(beside, name));
  else copy(from, beside);
  try {
    renameSync(beside, target);
  } catch {
    // another test was quicker
    rmSync(beside, {recursive: true, force: true});
  }
}
