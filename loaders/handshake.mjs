#!/usr/bin/env node
// @ts-check
import {existsSync} from "node:fs";
import {fileURLToPath, pathToFileURL} from "node:url";
import {checkNodeVersion} from "./node.mjs";

const project = fileURLToPath(new URL("..", import.meta.url));

const missing = existsSync(new URL("../node_modules/tsx", import.meta.url))
  ? null
  : `Handshake's packages are not installed. Run "npm ci" in ${project} first ("npm start" does it by itself).`;

// while the program is loaded a signal would end it without a word: the run tells it as its first (loaders/run/signals.ts)
if (process.argv.includes("rebuild"))
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.once(signal, () => Reflect.set(globalThis, Symbol.for("handshake.signal"), signal));

const obstacle = checkNodeVersion(process.versions.node) ?? missing;
if (obstacle) {
  console.error(obstacle);
  process.exitCode = 70;
} else {
  const {compiledFolder} = await import("./compiled.mjs");
  const folder = compiledFolder(project);
  if (folder) await import(pathToFileURL(`${folder}/cli.mjs`).href);
  else {
    // a read-only folder without the compiled program: slower, and the same
    const {register} = await import("tsx/esm/api");
    register();
    // settings may lie where no package.json says that modules are meant
    (await import("tsx/cjs/api")).register();
    await import("./cli.ts");
  }
}
