import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {checkNodeVersion} from "../../loaders/node.mjs";
import {whatIsMissing} from "../../setup/install.mjs";
import {root} from "../support/handshake.ts";

const linux = {os: "linux", cpu: "x64", libc: "glibc"};
const mac = {os: "darwin", cpu: "arm64", libc: "glibc"};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "handshake-install-"));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const locked = {
  "": {name: "project"},
  "node_modules/a": {version: "1.0.0"},
  "node_modules/engine-linux": {version: "2.0.0", optional: true, os: ["linux"], cpu: ["x64"], libc: ["glibc"]},
  "node_modules/engine-mac": {version: "2.0.0", optional: true, os: ["darwin"], cpu: ["arm64"]},
  "node_modules/for-some-engine": {version: "1.0.0", optional: true},
  "node_modules/not-windows": {version: "3.0.0", optional: true, os: ["!win32"]}
};
const onLinux = {"node_modules/a": "1.0.0", "node_modules/engine-linux": "2.0.0", "node_modules/not-windows": "3.0.0"};

function project(installed: Record<string, string>): void {
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({packages: locked}));
  for (const name of Object.keys(installed)) {
    mkdirSync(path.join(folder, name), {recursive: true});
    writeFileSync(path.join(folder, name, "package.json"), "{}");
  }
  const packages = Object.fromEntries(Object.entries(installed).map(([name, version]) => [name, {version}]));
  writeFileSync(path.join(folder, "node_modules", ".package-lock.json"), JSON.stringify({packages}));
}

describe("npm start and npm test install what is missing", () => {
  test("nothing is missing here", () => {
    expect(whatIsMissing(root)).toBeNull();
  });

  test("nothing is missing if every package for this machine is there, and those for other machines are not asked for", () => {
    project(onLinux);
    expect(whatIsMissing(folder, linux)).toBeNull();
  });

  test("a folder brought over from another kind of machine is found", () => {
    project(onLinux);
    expect(whatIsMissing(folder, mac)).toBe("node_modules/engine-linux is for another kind of machine");
  });

  test("no node_modules at all is found", () => {
    cpSync(path.join(root, "package-lock.json"), path.join(folder, "package-lock.json"));
    expect(whatIsMissing(folder)).toBe("the packages are not installed");
  });

  test("another version is found", () => {
    project({...onLinux, "node_modules/a": "1.0.1"});
    expect(whatIsMissing(folder, linux)).toBe("node_modules/a is 1.0.1, expected 1.0.0");
  });

  test("a package's folder that was deleted is found", () => {
    project(onLinux);
    rmSync(path.join(folder, "node_modules/a"), {recursive: true});
    expect(whatIsMissing(folder, linux)).toBe("node_modules/a is missing");
  });

  test("a package that is no longer wanted is found", () => {
    project({...onLinux, "node_modules/old": "0.1.0"});
    expect(whatIsMissing(folder, linux)).toBe("node_modules/old is not in package-lock.json");
  });

  test("an install that was cut short is found", () => {
    project(onLinux);
    writeFileSync(path.join(folder, "node_modules", ".package-lock.json"), '{"packages": {');
    expect(whatIsMissing(folder, linux)).toBe("the packages are not installed");
  });
});

test.each(["18.20.0", "20.11.1"])("Node %s is too old", (version) => {
  expect(checkNodeVersion(version)).toContain("needs Node 20.12 or newer");
});

test.each(["20.12.0", "22.0.0", process.versions.node])("Node %s will do", (version) => {
  expect(checkNodeVersion(version)).toBeNull();
});
