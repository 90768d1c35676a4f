// @ts-check
import {spawnSync} from "node:child_process";
import path from "node:path";
import {ensureBrowser} from "./browser.mjs";
import {install, root} from "./install.mjs";
import {ensureTools} from "./tools.mjs";

/** @type {[announcement: string, script: string, args: string[]][]} */
const steps = [
  ["Types (tsc)", "typescript/bin/tsc", ["--noEmit", "-p", "."]],
  ["Lint (eslint)", "eslint/bin/eslint.js", ["."]],
  ["Format (prettier)", "prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "."]],
  ["Tests (vitest)", "vitest/vitest.mjs", ["run", ...process.argv.slice(2)]]
];

/** Runs the steps up to the first that fails and gives its exit code. */
async function main() {
  const installed = install();
  if (installed !== 0) return installed;
  ensureTools();
  const env = {...process.env, HANDSHAKE_BROWSER: await ensureBrowser()};
  for (const [announcement, script, args] of steps) {
    console.log(`\n${announcement}`);
    const {status} = spawnSync(process.execPath, [path.join(root, "node_modules", script), ...args], {
      cwd: root,
      env,
      stdio: "inherit"
    });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
