// @ts-check
import {spawn} from "node:child_process";
import {install, root} from "./install.mjs";

/**
 * Runs a handshake command to its end. Ctrl-C reaches it directly; this process waits for it to finish.
 * @param {string[]} args
 * @returns {Promise<number>} its exit code, 130 if a signal ended it
 */
function handshake(args) {
  const child = spawn(process.execPath, ["loaders/handshake.mjs", ...args], {cwd: root, stdio: "inherit"});
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 130)));
}

process.exitCode =
  install() || (await handshake(["rebuild", "--sample"])) || (await handshake(["serve", ...process.argv.slice(2)]));
