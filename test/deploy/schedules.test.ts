import {spawnSync} from "node:child_process";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {findTool} from "../../setup/tools.mjs";
import {lockFolder} from "../../loaders/run/lock.ts";
import {handshake, root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {deploy} from "./served.ts";

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  mkdirSync(path.join(folder, "log"));
});
afterEach(() => removeFolder(folder));

/** The command of deploy/handshake.cron, as cron's shell runs it, in folders of its own: what it mails. */
function cronMail(node = process.execPath): {status: number | null; mail: string} {
  const line = deploy("handshake.cron")
    .split("\n")
    .find((l) => /^\d/.test(l))!;
  const [, command = ""] = /^(?:\S+ ){5}handshake (.*)$/.exec(line) ?? [];
  const here = command
    .replaceAll("/srv/handshake/app", root)
    .replaceAll("/srv/handshake", folder)
    .replaceAll("/var/log/handshake", path.join(folder, "log"))
    .replaceAll("/usr/bin/node", node);
  const {status, stdout, stderr} = spawnSync("sh", ["-c", here], {encoding: "utf8"});
  return {status, mail: stdout + stderr};
}

describe("the cron line", () => {
  test("is silent when another run is at work", async () => {
    const lock = await lockFolder(path.join(folder, "build"));
    const {status, mail} = cronMail();
    await lock.release();
    expect({status, mail}).toEqual({status: 0, mail: ""});
  });

  test.each([
    [0, ""],
    [65, "published, but a file was refused or held"],
    [69, "published, but something after it failed"],
    [70, "failed, readers keep what they have"],
    [75, ""],
    [143, "failed, readers keep what they have"]
  ])("says of exit code %i what it means", (code, said) => {
    const node = path.join(folder, "node");
    writeFileSync(node, `#!/bin/sh\nexit ${code}\n`, {mode: 0o755});
    const {mail} = cronMail(node);
    expect(mail === "").toBe(said === "");
    expect(mail).toContain(said);
    if (code === 65 || code === 69) expect(mail).not.toContain("failed, readers keep");
  });

  test("says when a run failed, and where to look", () => {
    const {mail} = cronMail();
    expect(mail).toBe(`Handshake rebuild failed, readers keep what they have: see ${folder}/build/report.html\n`);
  });
});

test("every folder that a schedule writes to is made by handshake.tmpfiles.conf", () => {
  const made = [...deploy("handshake.tmpfiles.conf").matchAll(/^d (\S+)/gm)].map(([, name]) => name);
  const paths = ["handshake.cron", "handshake.service"].flatMap((name) => [
    ...deploy(name).matchAll(/(?:>> |--build |--site |ReadWritePaths=)(\S+)/g)
  ]);
  const folders = paths.map(([, file]) => (file!.endsWith(".log") ? path.dirname(file!) : file!));
  expect(folders).toContain("/var/log/handshake");
  expect(folders.filter((name) => !made.includes(name))).toEqual([]);
});

test.each(["handshake.cron", "handshake.service", "github-pages.yml"])("%s uses only flags that there are", async (name) => {
  const {stdout} = await handshake(["rebuild", "--help"]);
  const [, flags = ""] = /handshake\.mjs rebuild((?:\\\n|[^\n|>])*)/.exec(deploy(name)) ?? [];
  expect(deploy(name)).toContain("handshake.mjs rebuild");
  for (const [flag] of flags.matchAll(/--[a-z-]+/g)) expect(stdout).toContain(flag);
});

test("each web server lets browsers keep the same folders for ever, and one that can't tell a file from a 404 keeps none", () => {
  const folders = (text: string) => [...new Set(text.match(/_(file|import|node|npm|observablehq)(?=[/|)]|\b)/g))].sort();
  const [, caddy = ""] = /^\t\tpath (.*)$/m.exec(deploy("Caddyfile")) ?? [];
  const [, nginx = ""] = /"~(.*)" "private, max-age=\d+, immutable"/.exec(deploy("nginx.conf")) ?? [];
  expect(folders(caddy)).toEqual(["_file", "_import", "_node", "_npm", "_observablehq"]);
  expect(nginx).not.toBe("");
  for (const name of folders(caddy)) expect(new RegExp(nginx).test(`200  /${name}/x`), name).toBe(true);
  expect(deploy("_headers")).not.toContain("immutable");
  expect(deploy("_headers").match(/Cache-Control: .*/g)).toEqual(["Cache-Control: private, no-cache"]);
});

const analyze = findTool("systemd-analyze");
test.runIf(analyze)(
  "systemd reads the service, the timer and the addition for the network without a complaint about what they say",
  () => {
    const addition = path.join(folder, "handshake.service.d");
    mkdirSync(addition);
    for (const name of ["handshake.timer", "handshake.service"]) writeFileSync(path.join(folder, name), deploy(name));
    writeFileSync(path.join(addition, "network.conf"), deploy("handshake-network.conf"));
    const {stderr} = spawnSync(analyze!, ["verify", "./handshake.timer", "./handshake.service"], {cwd: folder, encoding: "utf8"});
    expect(stderr.split("\n").filter((line) => /(handshake\.(service|timer)|network\.conf):\d+/.test(line))).toEqual([]);
  }
);

const sysusers = findTool("systemd-sysusers");
test.runIf(sysusers && process.getuid?.() === 0)("systemd makes the user that the service names", () => {
  mkdirSync(path.join(folder, "etc", "sysusers.d"), {recursive: true});
  writeFileSync(path.join(folder, "etc", "sysusers.d", "handshake.conf"), deploy("handshake.sysusers.conf"));
  spawnSync(sysusers!, [`--root=${folder}`]);
  expect(readFileSync(path.join(folder, "etc/passwd"), "utf8")).toMatch(/^handshake:/m);
  expect(deploy("handshake.service")).toMatch(/^User=handshake$/m);
});
