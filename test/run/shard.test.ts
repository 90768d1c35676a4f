import {readdir} from "node:fs/promises";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {inShard} from "../../loaders/run/shard.ts";
import {handshake} from "../support/handshake.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

const months = Array.from({length: 12}, (_, i) => `2025-${String(i + 1).padStart(2, "0")}-01`);
const drops = Object.fromEntries(
  months.map((day, i) => [
    `deals_${day}.csv`,
    `deal_id,partner_id,customer_id,opened_on,status,amount\nd${i},p${i % 3},c1,2024-12-01,open,100\n`
  ])
);

describe("staging in parts", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFiles(path.join(folder, "drops"), drops);
  });
  afterAll(() => removeFolder(folder));

  const rowsIn = async (build: string) =>
    (await readdir(path.join(folder, build, "staged"))).filter((f) => f.endsWith(".parquet")).sort();
  const part = (build: string, shard: string) =>
    handshake(["stage", path.join(folder, "drops"), "--build", path.join(folder, build), "--shard", shard]);

  test("every file is in one part, and no part has them all", () => {
    const files = Array.from({length: 1000}, (_, i) => `deals_${i}.csv`);
    const parts = [1, 2, 3, 4].map((index) => files.filter((f) => inShard(f, {index, of: 4})));
    expect(parts.flat().sort()).toEqual([...files].sort());
    for (const p of parts) expect(p.length).toBeGreaterThan(200);
  });

  test("three machines at once leave what one would, and a rebuild has nothing left to stage", async () => {
    const ended = await Promise.all(["1/3", "2/3", "3/3"].map((shard) => part("shared", shard)));
    expect(ended.map((e) => e.exitCode)).toEqual([0, 0, 0]);
    const counts = ended.map((e) => Number(/: (\d+) of 12 files/.exec(e.stdout)![1]));
    expect(counts.reduce((a, b) => a + b)).toBe(12);
    expect((await part("alone", "1/1")).exitCode).toBe(0);
    const staged = await rowsIn("shared");
    expect(staged).toHaveLength(12);
    expect(staged).toEqual(await rowsIn("alone"));
    const run = await ingest(path.join(folder, "drops"), path.join(folder, "shared"));
    expect(await run.db.rows("select count(*) as n from facts.deals")).toEqual([{n: "12"}]);
    run.db.close();
    expect(await rowsIn("shared")).toEqual(staged);
  });

  test.each(["0/3", "4/3", "1", "a/b"])("%s is no part", async (shard) => {
    const {exitCode, stderr} = await part("none", shard);
    expect(stderr).toContain(`"${shard}" is no part, expected i/n such as 2/8`);
    expect(exitCode).toBe(64);
  });
});
