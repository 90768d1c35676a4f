// @ts-check
import {spawnSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {compiledFolder} from "../loaders/compiled.mjs";
import {checkNodeVersion} from "../loaders/node.mjs";

/** @typedef {{version?: string, link?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[]}} Locked */
/** @typedef {{os: string, cpu: string, libc: string}} Machine */
/** @typedef {Record<string, Locked>} Packages  keyed by folder, as in a package-lock */

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Why node_modules isn't what package-lock.json says, in a few words; null if it is. Reads files only.
 * @param {string} folder the project's folder
 * @param {Machine} machine
 */
export function whatIsMissing(folder, machine = thisMachine) {
  const locked = packagesOf(path.join(folder, "package-lock.json"));
  const installed = packagesOf(path.join(folder, "node_modules", ".package-lock.json"));
  if (!locked) return "package-lock.json is missing";
  if (!installed) return "the packages are not installed";
  for (const [name, entry] of Object.entries(locked)) {
    const there = installed[name];
    if (name === "" || (!there && entry.optional)) continue;
    if (there?.version !== entry.version) return `${name} is ${there?.version ?? "missing"}, expected ${entry.version}`;
    if (!fits(entry, machine)) return `${name} is for another kind of machine`;
    if (!existsSync(path.join(folder, name, "package.json"))) return `${name} is missing`;
  }
  const surplus = Object.keys(installed).find((name) => !(name in locked));
  return surplus ? `${surplus} is not in package-lock.json` : null;
}

/**
 * Makes node_modules what package-lock.json says; does nothing, and asks no registry, where it already is.
 * @returns {number} the exit code: 0 if the packages are there
 */
export function install() {
  const complaint = checkNodeVersion(process.versions.node);
  if (complaint) {
    console.error(complaint);
    return 70;
  }
  const missing = whatIsMissing(root);
  if (!missing) return compiled();
  console.log(`Installing packages: ${missing}`);
  const {status} = npm(["ci", "--include=dev", "--include=optional"]);
  if (status === 0) return compiled();
  console.error("The packages could not be installed: npm's message above says why. It needs a package registry, this once.");
  return status ?? 70;
}

/** The program is compiled while it can be written where it is; the first run would do it otherwise. */
function compiled() {
  compiledFolder(root);
  return 0;
}

/**
 * Runs the npm that started this, or else the one on the PATH.
 * @param {string[]} args
 */
function npm(args) {
  const script = process.env.npm_execpath;
  const [command, ...rest] = script?.endsWith("npm-cli.js") ? [process.execPath, script, ...args] : ["npm", ...args];
  return spawnSync(command, rest, {cwd: root, stdio: "inherit"});
}

/**
 * @param {string} file
 * @returns {Packages | null}
 */
function packagesOf(file) {
  try {
    return /** @type {{packages: Packages}} */ (JSON.parse(readFileSync(file, "utf8"))).packages;
  } catch {
    return null; // absent or half-written: either way it has to be installed again
  }
}

/** @type {Machine} */
const thisMachine = {os: process.platform, cpu: process.arch, libc: isMusl() ? "musl" : "glibc"};

function isMusl() {
  const report = /** @type {{header: {glibcVersionRuntime?: string}}} */ (/** @type {unknown} */ (process.report.getReport()));
  return process.platform === "linux" && !report.header.glibcVersionRuntime;
}

/**
 * npm installs an optional package only on the machines it names, so one that doesn't fit was brought over from another machine.
 * @param {Locked} entry
 * @param {Machine} machine
 */
function fits({os, cpu, libc}, machine) {
  return allows(os, machine.os) && allows(cpu, machine.cpu) && allows(libc, machine.libc);
}

/**
 * @param {string[] | undefined} list names, or names to refuse such as "!win32"
 * @param {string} name
 */
function allows(list, name) {
  if (!list || list.includes(name)) return true;
  return list.every((n) => n.startsWith("!") && n !== `!${name}`);
}
