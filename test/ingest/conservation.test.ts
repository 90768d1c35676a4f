import {existsSync} from "node:fs";
import {mkdir, mkdtemp, utimes, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, expect, test} from "vitest";
import {ingest, removeFolder} from "../support/pipeline.ts";
import {countOf, expectConservation, expectStored, sumOf} from "./drive.ts";
import {soundFiles, spoil, spoiltFile, type Sound} from "./mutations.ts";

const seed = 20_261_123;
const runs = 25;
const filesInARun = 400;

let parent: string;
let sound: Sound[];
beforeAll(async () => {
  // every file is written through to the disk before it counts as stored, which memory answers at once
  parent = await mkdtemp(path.join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "handshake-"));
  sound = await soundFiles();
});
afterAll(() => removeFolder(parent));

const longAgo = new Date("2026-06-01T00:00:00Z");

/** Each file is a drop of its own day, so that what differs is a version and not a conflict. */
async function write(drops: string, files: Sound[]): Promise<void> {
  for (const [i, {extension, bytes}] of files.entries()) {
    const day = new Date(longAgo.getTime() - i * 86_400_000).toISOString().slice(0, 10);
    const file = path.join(drops, day, `deals.${extension}`);
    await mkdir(path.dirname(file), {recursive: true});
    await writeFile(file, bytes);
    await utimes(file, longAgo, longAgo);
  }
}

test("the sound files are taken as they are", async () => {
  await write(`${parent}/sound`, sound);
  const r = await ingest(`${parent}/sound`, `${parent}/sound-build`, {asOf: "2026-06-30"});
  expect(r.files.map((f) => [f.outcome, f.records, f.accepted + f.deduplicated])).toEqual(sound.map(() => ["accept", 6, 6]));
  r.db.close();
});

const outcomes = new Map<string, number>();

test(
  `conservation holds on ${runs * filesInARun} mutated files of all formats (seed ${seed})`,
  {timeout: 2_400_000},
  async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(spoiltFile, {minLength: filesInARun, maxLength: filesInARun}), async (batch) => {
        const folder = `${parent}/${n++}`;
        await write(
          `${folder}/drops`,
          batch.map((s) => spoil(s, sound))
        );
        const r = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30"});
        expect(r.files.length).toBe(filesInARun);
        expectConservation(r);
        expectStored(r.files, `${folder}/build`);
        expect(sumOf(r.files, "accepted")).toBe(await countOf(r.db, "deals"));
        for (const f of r.files)
          outcomes.set(`${f.outcome} ${f.reason ?? ""}`, (outcomes.get(`${f.outcome} ${f.reason ?? ""}`) ?? 0) + 1);
        r.db.close();
        await removeFolder(folder);
      }),
      {seed, numRuns: runs, endOnFailure: true}
    );
    console.log(
      `mutated files (seed ${seed}): ${[...outcomes]
        .sort((a, b) => b[1] - a[1])
        .map(([what, k]) => `${k} ${what.trim()}`)
        .join(", ")}`
    );
    const taken = outcomes.get("accept ") ?? 0;
    // mutations that all do nothing, or that all destroy the file, would prove nothing
    expect(taken).toBeGreaterThan(500);
    expect(outcomes.size).toBeGreaterThan(15);
  }
);
