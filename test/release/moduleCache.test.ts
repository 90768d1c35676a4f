import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {build} from "esbuild";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {codeOfModules, fillModuleCache} from "../../loaders/release/framework/moduleCache.ts";
import {vendor} from "../../loaders/release/framework/vendor.ts";
import {root as project} from "../support/handshake.ts";

const modules = path.resolve(import.meta.dirname, "../../node_modules");
const list = {entries: ["d3-scale", "htl"], single: [], assets: {}, empty: {}, absent: ["lodash"]};
let root: string;
const cached = (name: string) => path.join(root, "src/.observablehq/cache/_npm", name);
const version = (name: string) =>
  (JSON.parse(readFileSync(path.join(modules, name, "package.json"), "utf8")) as {version: string}).version;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "handshake-cache-"));
  symlinkSync(modules, path.join(root, "node_modules"));
  writeFileSync(path.join(root, "package-lock.json"), "{}");
});
afterEach(() => rmSync(root, {recursive: true}));

describe("fillModuleCache", () => {
  test("makes a module of each listed package and of each package that those import, by relative paths", async () => {
    expect(await fillModuleCache(root, undefined, list)).toBeGreaterThan(2);
    const scale = readFileSync(cached(`d3-scale@${version("d3-scale")}/_esm.js`), "utf8");
    const array = `d3-array@${version("d3-array")}/_esm.js`;
    expect(scale).toContain(`"../${array}"`);
    expect(existsSync(cached(array))).toBe(true);
    expect(existsSync(cached(`htl@${version("htl")}/_esm.js`))).toBe(true);
  });

  test("does nothing the second time, and all again when the lockfile or the list changes", async () => {
    await fillModuleCache(root, undefined, list);
    expect(await fillModuleCache(root, undefined, list)).toBe(0);
    writeFileSync(path.join(root, "package-lock.json"), "{ }");
    expect(await fillModuleCache(root, undefined, list)).toBeGreaterThan(0);
    expect(await fillModuleCache(root, undefined, {...list, entries: ["htl"]})).toBe(1);
    expect(existsSync(cached(`d3-scale@${version("d3-scale")}`))).toBe(false);
  });

  test("makes modules again after an edit of anything that goes into those which take a package's place", async () => {
    const room = "loaders/release/framework";
    const {metafile} = await build({
      entryPoints: Object.values(vendor.wrapped).map((file) => `${room}/${file}`),
      ...{absWorkingDir: project, bundle: true, packages: "external", outdir: "unwritten", write: false, metafile: true}
    });
    const made = Object.keys(metafile.inputs);
    expect(made).toContain(`${room}/names.ts`);
    expect(made.filter((file) => !codeOfModules().includes(path.join(project, file)))).toEqual([]);
  });

  test("marks names that no page may use with a version, so that none is asked for", async () => {
    await fillModuleCache(root, undefined, {...list, entries: ["htl"]});
    expect(existsSync(cached("lodash@0.0.0-absent"))).toBe(true);
  });

  test("names a listed package that isn't installed", async () => {
    await expect(fillModuleCache(root, undefined, {...list, entries: ["no-such-package"]})).rejects.toThrow(
      /no-such-package isn't installed/
    );
  });
});
