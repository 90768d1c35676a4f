import type * as fs from "node:fs/promises";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {addModules} from "../../loaders/release/framework/moduleCache.ts";
import {refuseMissingPackages} from "../../loaders/release/framework/pagePackages.ts";

/** What happens while a file is being written: its first half is there, and nothing more for a while. */
let meanwhile: () => void = () => undefined;

vi.mock("node:fs/promises", async (load) => {
  const real = await load<typeof fs>();
  const writeFile = async (file: string, content: string | Uint8Array) => {
    await real.writeFile(file, content.slice(0, content.length / 2));
    meanwhile();
    await sleep(20);
    await real.writeFile(file, content);
  };
  return {...real, writeFile};
});

const modules = path.resolve(import.meta.dirname, "../../node_modules");
let root: string;
const cache = () => path.join(root, "cache");
/** The modules that a page can be served now, with their texts. */
const served = (): [string, string][] =>
  existsSync(path.join(cache(), "_npm"))
    ? readdirSync(path.join(cache(), "_npm"), {recursive: true, encoding: "utf8"})
        .filter((file) => file.endsWith("_esm.js"))
        .map((file) => [file, readFileSync(path.join(cache(), "_npm", file), "utf8")])
    : [];

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "handshake-added-"));
  symlinkSync(modules, path.join(root, "node_modules"));
  mkdirSync(cache());
});
afterEach(() => {
  meanwhile = () => undefined;
  rmSync(root, {recursive: true});
});

describe("a module that pages ask for beyond the list", () => {
  test("is at every moment whole or not there, also where several pages ask for it at once", async () => {
    const seen = new Map<string, Set<string>>();
    const look = () => served().forEach(([file, text]) => seen.set(file, (seen.get(file) ?? new Set()).add(text)));
    meanwhile = look;
    const looking = setInterval(look, 1);
    await Promise.all([0, 5, 30].map((late) => sleep(late).then(() => addModules(root, cache(), ["d3-scale"]))));
    clearInterval(looking);
    look();
    expect(seen.size).toBeGreaterThan(2);
    expect([...seen].filter(([, texts]) => texts.size > 1).map(([file]) => file)).toEqual([]);
  });

  test("is made once, however many pages ask for it at once; each waits until it is there", async () => {
    let writes = 0;
    meanwhile = () => writes++;
    await addModules(root, cache(), ["d3-scale"]);
    const [once, entry] = [writes, served().find(([file]) => file.startsWith("d3-scale@"))![0]];
    rmSync(path.join(cache(), "_npm"), {recursive: true});
    writes = 0;
    const isThere = () => existsSync(path.join(cache(), "_npm", entry));
    const found = await Promise.all(
      [0, 5, 30, 60].map((late) => sleep(late).then(() => addModules(root, cache(), ["d3-scale"]).then(isThere)))
    );
    expect(found).toEqual([true, true, true, true]);
    expect(writes).toBe(once);
  });

  test("comes after those that it imports", async () => {
    const lacking = new Set<string>();
    meanwhile = () => {
      for (const [file, text] of served())
        for (const [, name] of text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g))
          if (!existsSync(path.join(cache(), "_npm", path.dirname(file), name!))) lacking.add(`${file} lacks ${name}`);
    };
    await addModules(root, cache(), ["d3-scale"]);
    meanwhile();
    expect(served().length).toBeGreaterThan(2);
    expect([...lacking]).toEqual([]);
  });
});

test("a module of the project's own that imports a package which is not installed is refused with module, package and remedy", () => {
  const own = "import {a} from './a.js';\nimport * as d3 from \"npm:d3\";\nimport {view} from 'observablehq:client';\n";
  expect(() => refuseMissingPackages("components/b.ts", own, path.dirname(modules))).not.toThrow();
  for (const asked of ['import x from "npm:no-such/x.js@1";', 'const x = await import("npm:no-such");'])
    expect(() => refuseMissingPackages("components/b.ts", own + asked, path.dirname(modules))).toThrow(
      'components/b.ts imports the package no-such, which is not installed.\nRun "npm install no-such", or take it out.'
    );
});
