#!/usr/bin/env node
// @ts-check
import {existsSync} from "node:fs";
import {fileURLToPath, pathToFileURL} from "node:url";
import {checkNodeVersion} from "./node.mjs";

const project = fileURLToPath(new URL("..", import.meta.url));

const missing = existsSync(new URL("../node_modules/tsx", import.meta.url))
  ? null
  : `Handshake's packages are not installed. Run "npm ci" in ${project} first ("npm start" does it by itself).`;

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
