// @ts-check
import {spawn} from "node:child_process";
import path from "node:path";
import {exhaustive, inPart} from "./everyday.mjs";
import {ensureBrowser} from "./browser.mjs";
import {install, root} from "./install.mjs";
import {ensureTools} from "./tools.mjs";

/** @type {[announcement: string, script: string, args: string[]][]} */
const checks = [
  ["Types (tsc)", "typescript/bin/tsc", ["--noEmit", "-p", "."]],
  ["Published tables bound to the metrics", "tsx/dist/cli.mjs", ["setup/bind.ts"]],
  ["Lint (eslint)", "eslint/bin/eslint.js", ["."]],
  ["Format (prettier)", "prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "."]]
];

/** @param {string} script @param {string[]} args @param {import("node:child_process").SpawnOptions} options */
const run = (script, args, options) =>
  spawn(process.execPath, [path.join(root, "node_modules", script), ...args], {cwd: root, ...options});

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number>} its exit code; 1 for a signal */
const ended = (child) => new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));

/** Runs the checks side by side, tells of each when it has ended, and gives the first exit code that isn't 0. */
async function check() {
  const codes = checks.map(async ([announcement, script, args]) => {
    const child = run(script, args, {stdio: ["ignore", "pipe", "pipe"]});
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (/** @type {Buffer} */ text) => (said += text.toString()));
    const code = await ended(child);
    console.log(`\n${announcement}\n${said}`.trimEnd());
    return code;
  });
  return (await Promise.all(codes)).find((code) => code !== 0) ?? 0;
}

/*
 * npm test [-- vitest's options] [files]: the checks and the everyday tests; of the files that are named all tests. With --all (npm run
 * test:all) also the exhaustive ones; with --others these alone, without the checks.
 */
const [all, others] = ["--all", "--others"].map((flag) => process.argv.includes(flag));
const given = process.argv.slice(2).filter((argument) => !["--all", "--others"].includes(argument));
const everyday = !all && !others && given.every((argument) => argument.startsWith("-"));

/** Runs the checks, and if all are well the tests; gives the exit code. */
async function main() {
  const installed = install();
  if (installed !== 0) return installed;
  ensureTools();
  const env = {...process.env, HANDSHAKE_BROWSER: await ensureBrowser(), ...(everyday && {HANDSHAKE_TESTS: "everyday"})};
  const checked = others ? 0 : await check();
  if (checked !== 0) return checked;
  console.log(`\nTests (vitest)${everyday ? ", the everyday ones" : ""}`);
  const code = await ended(
    run("vitest/vitest.mjs", ["run", ...given, ...(others ? [...exhaustive, ...inPart] : [])], {env, stdio: "inherit"})
  );
  if (everyday)
    console.log(
      `Left out: ${exhaustive.length} files and a part of ${inPart.length} that try rules at many more points. npm run test:all runs them too.`
    );
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
