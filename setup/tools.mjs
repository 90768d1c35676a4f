// @ts-check
import {accessSync, constants} from "node:fs";
import path from "node:path";
import {installWithApt} from "./apt.mjs";

/** Programs that tests of the operator's side run, each with its Debian package and what is left out without it. */
const tools = [
  {program: "strace", debian: "strace", without: "stopping a rebuild at its system calls (test/faults)"},
  {program: "nginx", debian: "nginx-light", without: "the site behind nginx (test/deploy)"},
  {program: "caddy", debian: "caddy", without: "the site behind Caddy (test/deploy)"},
  {program: "systemd-analyze", debian: "systemd", without: "whether systemd can read the service (test/deploy)"}
];

/** Web servers stand in sbin, which not every user has on the PATH. */
const folders = [...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean), "/usr/sbin", "/sbin"];

/** @param {string} program */
export const findTool = (program) => folders.map((folder) => path.join(folder, program)).find(isExecutable) ?? null;

/** Installs what is missing where this user may, and says which tests are left out where it is not to be had. */
export function ensureTools() {
  const missing = tools.filter(({program}) => !findTool(program));
  if (!missing.length) return;
  console.log(`Installing ${missing.map((t) => t.debian).join(", ")} for the tests`);
  installWithApt(missing.map((t) => t.debian));
  for (const {program, debian, without} of missing)
    if (!findTool(program)) console.log(`${program} is not there (Debian: apt-get install ${debian}): left out is ${without}.`);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
