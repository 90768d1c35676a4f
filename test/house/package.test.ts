import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {z} from "zod";
import {root} from "../support/handshake.ts";

const versions = z.record(z.string(), z.string());
const Package = z.object({
  bin: versions,
  scripts: versions,
  dependencies: versions,
  devDependencies: versions,
  overrides: versions
});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      inBundle: z.boolean().optional(),
      hasInstallScript: z.boolean().optional()
    })
  )
});

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const manifest = Package.parse(read("package.json"));
const locked = Object.entries(Lock.parse(read("package-lock.json")).packages).filter(([folder]) => folder !== "");

describe("package.json and its lock", () => {
  test.each(["dependencies", "devDependencies", "overrides"] as const)("every version in %s is exact", (list) => {
    const loose = Object.entries(manifest[list]).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  test("the lock names no host to download from, so that any registry will do", () => {
    expect(locked.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });

  test("every locked package, for every platform, is held to its hash, or comes inside one that is", () => {
    expect(locked.length).toBeGreaterThan(500);
    expect(locked.filter(([, entry]) => entry.integrity === undefined && !entry.inBundle).map(([folder]) => folder)).toEqual([]);
  });

  test("esbuild alone has an install script, which only saves its command line a few milliseconds", () => {
    const names = locked.filter(([, entry]) => entry.hasInstallScript).map(([folder]) => folder.replace(/.*node_modules\//, ""));
    expect([...new Set(names)].sort()).toEqual(["esbuild"]);
  });

  test("npm runs no package's install script", () => {
    expect(readFileSync(path.join(root, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
  });
});

test("the workflow runs the core of the suite on each Node that setup/nodes.mjs names, the oldest of which package.json asks for", () => {
  const text = (file: string) => readFileSync(path.join(root, file), "utf8");
  const majors = [...text("setup/nodes.mjs").matchAll(/"(\d+)\.\d+\.\d+"/g)].map(([, major]) => Number(major));
  expect(majors).toEqual([20, 22, 24, 26]);
  const [, matrix = ""] = /matrix:\s+node: \[([\d, ]+)\]/.exec(text(".github/workflows/ci.yml")) ?? [];
  expect(matrix.split(", ").map(Number)).toEqual(majors);
  expect((read("package.json") as {engines: {node: string}}).engines.node).toMatch(/^>=20\./);
});

test("npx handshake asks no registry", () => {
  const cache = mkdtempSync(path.join(tmpdir(), "handshake-npx-"));
  const env = {...process.env, npm_config_cache: cache, npm_config_offline: "true"};
  expect(
    execFileSync("npx", ["handshake", "--help"], {cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]})
  ).toContain("rebuild");
  rmSync(cache, {recursive: true});
});
