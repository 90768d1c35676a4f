// @ts-check
import {spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";

/**
 * Installs Debian packages where this user may; elsewhere does nothing. Services that come with them are not started.
 * @param {string[]} packages
 * @returns {boolean} whether it was tried
 */
export function installWithApt(packages) {
  if (process.getuid?.() !== 0 || !onDebian()) return false;
  const env = {...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1"};
  spawnSync("apt-get", ["update"], {env, stdio: ["ignore", "inherit", "inherit"]});
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...packages], {env, stdio: ["ignore", "inherit", "inherit"]});
  return true;
}

/** Ubuntu's chromium package only points to a snap, which containers can't run. */
function onDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
