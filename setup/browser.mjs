// @ts-check
import {spawnSync} from "node:child_process";
import {accessSync, constants} from "node:fs";
import path from "node:path";
import {installWithApt} from "./apt.mjs";
import {root} from "./install.mjs";

/** The one without windows first: it shows pages as the others do, with a third less processor. */
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const advice = `The tests of the pages need Chromium or Chrome, and none could be found or installed. Do one of these, then run npm test again:
  - Debian, as root: apt-get install chromium-headless-shell
  - any system: npx playwright-core install chromium
  - name one that you have: HANDSHAKE_BROWSER=/path/to/chrome npm test`;

/**
 * The browser that the tests drive: the one HANDSHAKE_BROWSER names, else the system's, else Playwright's own; null if there is none.
 * @returns {Promise<string | null>}
 */
export async function findBrowser() {
  const named = process.env.HANDSHAKE_BROWSER;
  if (named) {
    if (starts(named)) return named;
    throw new Error(`HANDSHAKE_BROWSER is ${named}, which does not start. Name a Chromium or Chrome, or unset it.`);
  }
  return onPath().find(starts) ?? (await playwrightsOwn());
}

/**
 * Finds a browser or installs one.
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.log("Installing a browser for the tests of the pages");
  // the second where this Debian is older than the first
  for (const name of ["chromium-headless-shell", "chromium"]) if (!(await findBrowser())) installWithApt([name]);
  const installed = (await findBrowser()) ?? (await installWithPlaywright());
  if (!installed) throw new Error(advice);
  return installed;
}

function installWithPlaywright() {
  const args = ["install", ...(process.getuid?.() === 0 ? ["--with-deps"] : []), "chromium"];
  run(process.execPath, [path.join(root, "node_modules/playwright-core/cli.js"), ...args], process.env);
  return playwrightsOwn();
}

async function playwrightsOwn() {
  const {chromium} = await import("playwright-core");
  const own = chromium.executablePath();
  return own && starts(own) ? own : null;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(command, args, env) {
  spawnSync(command, args, {env, stdio: ["ignore", "inherit", "inherit"]});
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).filter(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ubuntu installs a chromium-browser that only prints how to get the real one.
 * @param {string} file
 */
function starts(file) {
  const {status, stdout} = spawnSync(file, ["--version"], {encoding: "utf8", timeout: 30_000});
  return status === 0 && /Chrom/.test(stdout);
}
