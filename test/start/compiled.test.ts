import {execFile, spawnSync} from "node:child_process";
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {promisify} from "node:util";
import {afterAll, beforeAll, beforeEach, expect, test} from "vitest";
import {cacheOf, compiledFolder, folderFor, sourcesOf} from "../../loaders/compiled.mjs";
import {importsOf} from "../house/arrows.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {sourcesIn} from "../support/sources.ts";

const run = promisify(execFile);

/** A checkout of its own, as a package of another project, whose own packages are links. */
let checkout: string;
let folder: string;
const at = (name: string) => path.join(checkout, name);

beforeAll(async () => {
  folder = await temporaryFolder();
  checkout = path.join(folder, "node_modules", "handshake", "/");
  for (const name of sourcesOf(root)) cpSync(path.join(root, name), at(name));
  cpSync(path.join(root, "loaders/metrics"), at("loaders/metrics"), {recursive: true});
  mkdirSync(at("node_modules"), {recursive: true});
  for (const name of readdirSync(path.join(root, "node_modules")))
    if (name !== ".cache") symlinkSync(path.join(root, "node_modules", name), at(`node_modules/${name}`));
});
beforeEach(() => rmSync(at("node_modules/.cache"), {recursive: true, force: true}));
afterAll(() => removeFolder(folder));

const handshake = (...args: string[]) => run(process.execPath, [at("loaders/handshake.mjs"), ...args], {cwd: checkout});

/** Puts another text into a file as long as something is done. */
async function edited<T>(name: string, edit: (text: string) => string, act: () => Promise<T>): Promise<T> {
  const before = readFileSync(at(name), "utf8");
  const after = edit(before);
  expect(after).not.toBe(before);
  writeFileSync(at(name), after);
  try {
    return await act();
  } finally {
    writeFileSync(at(name), before);
  }
}

test("the first command compiles the program, and the next ones take what is there", async () => {
  expect((await handshake("--help")).stdout).toContain("rebuild");
  const folder = folderFor(checkout);
  const made = readdirSync(cacheOf(checkout));
  expect(made).toEqual([path.basename(folder)]);
  writeFileSync(path.join(folder, "cli.mjs"), `console.log("taken from there");`);
  expect((await handshake("--help")).stdout).toBe("taken from there\n");
});

test("an edited file counts at the next command, and so does its earlier text when it comes back", async () => {
  const word = "receive the drops, compute the metrics, publish the site";
  const help = async () => (await handshake("--help")).stdout.replaceAll(/\s+/g, " ");
  expect(await help()).toContain(word);
  const other = await edited("loaders/commands/rebuild.ts", (text) => text.replace(word, "another word"), help);
  expect(other).toContain("another word");
  expect(await help()).toContain(word);
  expect(readdirSync(cacheOf(checkout))).toHaveLength(2);
});

test("two first commands at once both run, and leave one whole program", async () => {
  const both = await Promise.all([handshake("metrics"), handshake("metrics")]);
  expect(both.map(({stdout}) => stdout.includes("trust"))).toEqual([true, true]);
  expect(readdirSync(cacheOf(checkout))).toEqual([path.basename(folderFor(checkout))]);
});

test("where the program can't be kept, commands run without", async () => {
  mkdirSync(at("node_modules/.cache"));
  // a file in its place keeps everybody from writing there, root too
  writeFileSync(cacheOf(checkout), "");
  expect(compiledFolder(checkout)).toBeNull();
  expect((await handshake("metrics")).stdout).toContain("trust");
});

test("settings may lie anywhere, import other files, and count as they are after each edit of any of them", async () => {
  const folder = await temporaryFolder();
  const settings = path.join(folder, "own.config.ts");
  const company = () => {
    // it finds that there are no drops here, and says so by its exit code
    const {stdout} = spawnSync(process.execPath, [at("loaders/handshake.mjs"), "doctor", "--settings", settings], {
      encoding: "utf8"
    });
    return /can be used \((.*)\)/.exec(stdout)?.[1];
  };
  writeFileSync(path.join(folder, "name.ts"), `export const name: string = "First";`);
  writeFileSync(
    settings,
    `import {defineSettings} from ${JSON.stringify(at("loaders/settings.ts"))};\nimport {name} from "./name.ts";\nexport default defineSettings({company: name});`
  );
  expect(company()).toBe("First");
  writeFileSync(path.join(folder, "name.ts"), `export const name: string = "Second";`);
  expect(company()).toBe("Second");
  await removeFolder(folder);
});

test("settings that are no TypeScript are refused with their line", async () => {
  const folder = await temporaryFolder();
  writeFileSync(path.join(folder, "own.config.ts"), `export default {\n  company: "A" "B"\n};`);
  const refused = handshake("disclosure", "board", "--settings", path.join(folder, "own.config.ts"));
  await expect(refused).rejects.toMatchObject({code: 78, stderr: expect.stringContaining("own.config.ts:2:15") as string});
  await removeFolder(folder);
});

/** The packages that are loaded with a source file: not by types alone, nor by what a function asks for. */
function packagesOf(start: string): string[] {
  const texts = sourcesIn(["loaders", "src"], [".ts", ".mjs"]);
  const imports = importsOf(texts);
  const reached = new Set([start]);
  const packages = new Set<string>();
  for (const file of reached) {
    for (const [, name = ""] of texts[file]!.matchAll(/^import (?!type )[^;]*?from "([^"]+)";|^import "([^"]+)";/gms)) {
      if (!name.startsWith(".")) packages.add(name);
      const to = imports.find(([from, target]) => from === file && target === path.posix.join(path.posix.dirname(file), name));
      if (to && texts[to[1]] !== undefined) reached.add(to[1]);
    }
  }
  expect(reached.size).toBeGreaterThan(20);
  return [...packages].filter((name) => !name.startsWith("node:")).sort();
}

test("before a command is called, no package is loaded but the one that reads the command line", () => {
  expect(packagesOf("loaders/cli.ts")).toEqual(["commander"]);
});

test("a run that finds nothing new loads no database, no statistics and no pages", () => {
  expect(packagesOf("loaders/run/nothingNew.ts")).toEqual(["d3-time", "zod"]);
});

/** The least CPU seconds, of several runs, that a command takes. */
function cpuSeconds(...command: string[]): number {
  const runs = Array.from({length: 7}, () => {
    const {stdout} = spawnSync("bash", ["-c", `"$@" >/dev/null; times`, "bash", ...command], {encoding: "utf8", cwd: root});
    const [user = 0, system = 0] = [...stdout.split("\n")[1]!.matchAll(/(\d+)m([\d.]+)s/g)].map(
      ([, m, s]) => 60 * Number(m) + Number(s)
    );
    return user + system;
  });
  return Math.min(...runs);
}

test("--help takes at most two and a half times the processor time of Node alone", () => {
  expect(existsSync(compiledFolder() ?? "")).toBe(true);
  const bare = cpuSeconds(process.execPath, "-e", "0");
  expect(cpuSeconds(process.execPath, path.join(root, "loaders/handshake.mjs"), "--help")).toBeLessThanOrEqual(2.5 * bare);
});

test("a mistake in the program itself is told by npm run dev with its file, its line and what to do", async () => {
  const dev = () => run(at("node_modules/.bin/tsx"), [at("loaders/dev.ts"), "--help"], {cwd: checkout});
  expect((await dev()).stdout).toContain("Usage: handshake dev");
  const broken = await edited(
    "loaders/project/project.ts",
    (text) => `export const = 3;\n${text}`,
    () => dev().catch((error: unknown) => error as {code: number; stderr: string})
  );
  expect(broken).toMatchObject({
    code: 70,
    stderr: `loaders/project/project.ts line 1: Expected identifier but found "="
    export const = 3;
The preview can't start; correct it and run npm run dev again.
`
  });
});
