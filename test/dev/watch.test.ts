import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {lookAgain, watchInputs} from "../../loaders/dev/watch.ts";

test("a file that comes into a new folder is told however soon it comes after the folder", async () => {
  const root = mkdtempSync(path.join(tmpdir(), "handshake-watch-"));
  for (const folder of ["src", "loaders/metrics", "drops"]) mkdirSync(path.join(root, folder), {recursive: true});
  const inputs = await watchInputs(root, {settingsFile: "handshake.config.ts", drops: "drops", mappings: []}, null);
  const told = new Set<string>();
  const written: string[] = [];
  const write = (file: string) => {
    writeFileSync(path.join(root, file), "select 1");
    written.push(file);
  };
  const afterTurns = (turns: number, file: string) => {
    if (turns === 0) write(file);
    else setImmediate(afterTurns, turns - 1, file);
  };
  const begun = new Set<string>();
  inputs.onEdit((file) => {
    told.add(file);
    // the watch of a folder begins a few turns after the folder is told
    const [, turns] = /^loaders\/metrics\/\d+_(\d+)$/.exec(file) ?? [];
    if (turns !== undefined && !begun.has(file)) afterTurns(Number(turns), `${file}/own.sql`);
    begun.add(file);
  });
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  // what comes just as it begins to watch counts as there before
  await pause(200);
  for (let round = 0; round < 3; round += 1)
    for (let turns = 0; turns < 30; turns += 1) {
      mkdirSync(path.join(root, `loaders/metrics/${round}_${turns}`));
      await pause(15);
    }
  await expect.poll(() => [written.length, written.filter((file) => !told.has(file))], {timeout: 60_000}).toEqual([90, []]);
  rmSync(root, {recursive: true});
});

test("folders that a branch brings together are looked at in one look, which those around them are enough for", async () => {
  const looks: string[][] = [];
  const came = lookAgain((folders) => looks.push(folders));
  for (let i = 0; i < 1000; i += 1) came(`drops/${i}`);
  for (let i = 0; i < 1000; i += 1) came(`drops/${i}/sub`);
  await expect.poll(() => looks.flat().length, {timeout: 30_000}).toBeGreaterThanOrEqual(2000);
  expect(looks.flat().some((folder) => folder.endsWith("/sub"))).toBe(false);
  expect(looks.length).toBeLessThan(20);
});
