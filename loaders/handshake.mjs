#!/usr/bin/env node
// @ts-check
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));

/** What keeps the command from running here, or null. */
function obstacle() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 11))
    return `Handshake needs Node 20.11 or newer; this is ${process.versions.node}. Install a newer Node and run this again.`;
  if (!existsSync(new URL("../node_modules/tsx", import.meta.url)))
    return `Handshake's packages are not installed. Run "npm ci" in ${project} first ("npm start" does it by itself).`;
  return null;
}

const problem = obstacle();
if (problem) {
  console.error(problem);
  process.exitCode = 70;
} else {
  const {register} = await import("tsx/esm/api");
  register();
  await import("./cli.ts");
}
