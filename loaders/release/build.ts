import {fork} from "node:child_process";
import {existsSync} from "node:fs";
import {mkdir, rename, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {HandshakeError} from "../errors.ts";
import type {BuildAnswer, BuildRequest} from "./frameworkBuild.ts";
import {hardenSite} from "./harden.ts";
import {fillModuleCache} from "./hermetic.ts";
import {htmlFiles, verifySite} from "./verify.ts";
import {readWords} from "./words.ts";

export interface SiteOptions {
  /** The project's folder. */
  root: string;
  /** The folder to publish into; made, or replaced as a whole. */
  site: string;
  company: string;
  /** The date of the data, YYYY-MM-DD; the only date that the pages carry. */
  asOf: string;
}

/**
 * Builds src/ into `site` without network: beside it first, checked and hardened, then swapped in. When anything fails
 * the site that was there stands untouched. The same pages and data give the same bytes, whatever the folder, time and time zone.
 *
 * @returns the number of pages and Framework's warnings, one text each.
 * @throws HandshakeError that names the page and what to do.
 */
export async function buildSite({root, site, company, asOf}: SiteOptions): Promise<{pages: number; warnings: string[]}> {
  const target = path.resolve(root, site);
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.next`);
  await fillModuleCache(root);
  await rm(beside, {recursive: true, force: true});
  await mkdir(beside, {recursive: true});
  try {
    const {error, warnings} = await runFramework(root, {output: beside, company, asOf});
    if (error) throw new HandshakeError(`The site can't be built: ${error}\nThe site published before stands as it was.`);
    verifySite(beside);
    hardenSite(beside, readWords(path.join(root, "src", "data")));
    const pages = htmlFiles(beside).length;
    await swapIn(beside, target);
    return {pages, warnings};
  } finally {
    await rm(beside, {recursive: true, force: true});
  }
}

function runFramework(root: string, request: BuildRequest): Promise<BuildAnswer> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const child = fork(path.join(import.meta.dirname, "frameworkBuild.ts"), {
    cwd: root,
    execArgv: ["--import", tsx],
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1", NODE_OPTIONS: "", NO_COLOR: "1", TZ: "UTC"},
    stdio: ["ignore", "pipe", "pipe", "ipc"]
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    let answer: BuildAnswer | undefined;
    child.stdout?.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
    child.on("message", (message) => void (answer = message as BuildAnswer));
    child.on("error", reject);
    child.on("close", (code) => {
      if (answer) resolve(answer);
      else reject(new HandshakeError(`The site can't be built: the build stopped with code ${code}.\n${printed.trim()}`));
    });
    child.send(request);
  });
}

/** Puts `beside` in the place of `target`; when that fails, what was there is put back. */
async function swapIn(beside: string, target: string): Promise<void> {
  const old = path.join(path.dirname(target), `.${path.basename(target)}.old`);
  await rm(old, {recursive: true, force: true});
  const had = existsSync(target);
  if (had) await rename(target, old);
  try {
    await rename(beside, target);
  } catch (cause) {
    if (had) await rename(old, target);
    throw cause;
  }
  await rm(old, {recursive: true, force: true});
}
