import {existsSync, readdirSync} from "node:fs";
import {chmod, mkdir, open, readFile, writeFile} from "node:fs/promises";
import path from "node:path";
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {allOnDisk, isSince, makeFolder, writeFileAtomic} from "../../loaders/files.ts";
import {cleanBuild} from "../../loaders/release/keep.ts";
import {temporaryFolder, writeFiles} from "../support/pipeline.ts";

const PATH = process.env.PATH;
let folder: string;
/** How often a file or folder was waited for by itself. */
let waits: ReturnType<typeof vi.fn>;

beforeEach(async () => {
  folder = path.join(await temporaryFolder(), "site");
  await mkdir(path.join(folder, "within"), {recursive: true});
  for (const name of ["a.html", "b.html", "within/c.json"]) await writeFile(path.join(folder, name), name);
  const handle = await open(path.join(folder, "a.html"));
  waits = vi.spyOn(Object.getPrototypeOf(handle) as {sync: () => Promise<void>}, "sync") as typeof waits;
  await handle.close();
});

afterEach(() => {
  vi.restoreAllMocks();
  process.env.PATH = PATH;
});

/** A sync of our own, first on the path, that notes what it was asked for. */
async function standIn(code: number): Promise<string> {
  const bin = path.join(path.dirname(folder), "bin");
  await mkdir(bin);
  await writeFile(path.join(bin, "sync"), `#!/bin/sh\necho "$@" >> "${bin}/asked"\nexit ${code}\n`);
  await chmod(path.join(bin, "sync"), 0o755);
  process.env.PATH = `${bin}${path.delimiter}${PATH}`;
  return path.join(bin, "asked");
}

test.runIf(process.platform === "linux")("a folder of a local file system is waited for by one call", async () => {
  const asked = await standIn(0);
  await allOnDisk(folder);
  expect(await readFile(asked, "utf8")).toBe(`-f ${folder}\n`);
  expect(waits).not.toHaveBeenCalled();
});

test("where that call fails, each file and each folder is waited for: three and two", async () => {
  await standIn(1);
  await allOnDisk(folder);
  expect(waits).toHaveBeenCalledTimes(5);
});

test("where the file system is another machine's, each file is waited for", async () => {
  await allOnDisk(folder, {whole: () => Promise.resolve(false)});
  expect(waits).toHaveBeenCalledTimes(5);
});

test("an error of the disk is told", async () => {
  waits.mockRejectedValueOnce(new Error("EIO: i/o error, fsync"));
  await expect(allOnDisk(folder, {whole: () => Promise.resolve(false)})).rejects.toThrow("EIO");
});

test.each([
  ["5.8.0", true],
  ["5.10.0-28-amd64", true],
  ["6.1.0", true],
  ["5.7.19", false],
  ["4.18.0-553.el8", false]
])("Linux %s tells of errors of a whole file system: %s", (version, tells) => {
  expect(isSince(version, [5, 8])).toBe(tells);
});

test("what a stopped run has left of a file goes with the next run, wherever files are written, and what is whole stays", async () => {
  const folders = ["history", "history/definitions", "history.sample/definitions", "runs/2026-06-30", "objects/0123", "staged"];
  const whole = folders.map((name) => path.join(name, "a.json"));
  const left = folders.map((name) => path.join(name, "a.json.4711.part"));
  await writeFiles(folder, Object.fromEntries([...whole, ...left].map((file) => [file, "{}"])));
  await cleanBuild(folder);
  expect(left.filter((file) => existsSync(path.join(folder, file)))).toEqual([]);
  expect(whole.filter((file) => !existsSync(path.join(folder, file)))).toEqual([]);
});

test("a file that can't take its place leaves nothing beside it: what people watch and sync stays clean", async () => {
  await writeFiles(folder, {"drops/decisions.csv/inside": "x"});
  await expect(writeFileAtomic(path.join(folder, "drops", "decisions.csv"), "case_id")).rejects.toThrow("EISDIR");
  expect(readdirSync(path.join(folder, "drops"))).toEqual(["decisions.csv"]);
});

test("a folder is made with those above it; one that is there stays, and a file in its place is told", async () => {
  const deep = path.join(folder, "a", "b", "c");
  await makeFolder(deep);
  await makeFolder(deep);
  expect(readdirSync(path.dirname(deep))).toEqual(["c"]);
  await expect(makeFolder(path.join(folder, "a.html"))).rejects.toThrow("EEXIST");
  await expect(makeFolder(path.join(folder, "a.html", "b"))).rejects.toThrow("ENOTDIR");
});

test("of many that make the same folders at the same moment, each finds them there", async () => {
  for (let round = 0; round < 20; round++)
    await Promise.all(Array.from({length: 8}, (_, i) => makeFolder(path.join(folder, String(round), "a", "b", String(i)))));
  expect(readdirSync(path.join(folder, "19", "a", "b"))).toHaveLength(8);
});

test.runIf(process.platform === "linux")("where the system takes no folder, that is told at once", async () => {
  await expect(makeFolder("/proc/handshake/drops")).rejects.toThrow("ENOENT");
});
