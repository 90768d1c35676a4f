// @ts-check
import {spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";

/*
 * The program as JavaScript, compiled once. A folder of node_modules/.cache/handshake is named for the content of all that it is made
 * from, so that an edited source file never meets code of before, and two processes never meet a folder that is half there.
 */

/** The folder of this checkout. */
const project = fileURLToPath(new URL("..", import.meta.url));

/** Folders with the sources of the program, and single files. */
const places = ["loaders", "setup", "src", "observablehq.config.ts", "package.json", "package-lock.json"];

/** What the site itself is made from, or was made into. */
const apart = new Set(["data", ".observablehq", "node_modules"]);

/**
 * The source files of the program, by their path from the project's folder, in an order that no file system changes.
 * @param {string} root
 * @returns {string[]}
 */
export function sourcesOf(root) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} place */
  const walk = (place) => {
    for (const entry of readdirSync(path.join(root, place), {withFileTypes: true})) {
      const name = `${place}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!apart.has(entry.name)) walk(name);
      } else if (/\.(ts|mjs|js)$/.test(entry.name)) found.push(name);
    }
  };
  for (const place of places) {
    if (/\.\w+$/.test(place)) found.push(place);
    else walk(place);
  }
  return found.sort();
}

/** @param {string} root @returns {string} where the compiled programs of this checkout are */
export const cacheOf = (root) => path.join(root, "node_modules", ".cache", "handshake");

/**
 * The folder for the program as its sources are now, whether or not it is there.
 * @param {string} root
 * @returns {string}
 */
export function folderFor(root) {
  const hash = createHash("sha256").update(root);
  for (const file of sourcesOf(root)) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  return path.join(cacheOf(root), hash.digest("hex").slice(0, 24));
}

/**
 * The folder with the compiled program, which is compiled first where its sources have changed.
 * @param {string} [root] the project's folder
 * @returns {string | null} null where it can't be kept, as in a folder that this user may not write
 */
export function compiledFolder(root = project) {
  const folder = folderFor(root);
  if (existsSync(folder)) return folder;
  // the compiler in a process of its own: nobody waits for it to be loaded who doesn't need it
  spawnSync(process.execPath, [path.join(project, "loaders", "compile.mjs"), root, folder], {stdio: "ignore"});
  return existsSync(folder) ? folder : null;
}
