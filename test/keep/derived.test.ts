import {readdirSync, rmSync, statSync, truncateSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {keptFiles, storeFiles} from "../../loaders/keep/inventory.ts";
import {bundledProgram} from "../faults/bundle.ts";
import {deliver, fingerprint, run, worldIn, type World} from "../faults/world.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

/* Every derived file of a real build folder, damaged in turn in each way; only the pages are stand-ins. */

let folder: string;
let program: string;
let world: World;
let expected: string;
const rebuild = () => run([process.execPath, program, JSON.stringify(world)]);
beforeAll(async () => {
  folder = await temporaryFolder();
  program = await bundledProgram();
  world = worldIn(path.join(folder, "world"));
  deliver(world, "first");
  expect(await rebuild()).toMatchObject({code: 0});
  expected = fingerprint(world);
});
afterAll(async () => {
  rmSync(path.dirname(program), {recursive: true, force: true});
  await removeFolder(folder);
});

const ways = [
  (file: string) => truncateSync(file, 0),
  (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2)),
  (file: string) => rmSync(file)
];

/** All that is neither kept nor passing. */
function derivedFiles(): string[] {
  const kept = new Set([...keptFiles(world.build), ...storeFiles(world.build)]);
  return readdirSync(world.build, {recursive: true, encoding: "utf8"})
    .filter((name) => !kept.has(name) && !name.startsWith(".") && statSync(path.join(world.build, name)).isFile())
    .map((name) => path.join(world.build, name))
    .sort();
}

// each way meets each file once in the three rounds, next to files that were damaged in other ways
test.each([0, 1, 2])(
  "derived files that are empty, cut or missing are made again by the next run, which publishes the same (round %i)",
  async (round) => {
    const files = derivedFiles();
    expect(files.length).toBeGreaterThan(30);
    files.forEach((file, i) => ways[(i + round) % ways.length]!(file));
    expect(await rebuild()).toEqual({code: 0, signal: null, stderr: ""});
    expect(fingerprint(world)).toBe(expected);
  }
);
