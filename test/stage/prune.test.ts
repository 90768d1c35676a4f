import {readdirSync, utimesSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import type {DropFile} from "../../loaders/stage/dropFile.ts";
import {pruneStaged} from "../../loaders/stage/prune.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const stagedBy = (rows: string): DropFile[] => [{staged: {rows}} as DropFile];
const stale = "0123456789abcdef0123456789abcdef-0123456789abcdef";

test("staged files that a run did not ask for go after a week, and no others; the next run has the same rows", async () => {
  await writeFiles(at("drops"), {"customers_2026-06-30.csv": "customer_id,name\nC1,Ann\n"});
  const staged = at("build", "staged");
  const read = async () => {
    const {db} = await ingest(at("drops"), at("build"), {asOf: "2026-06-30", today: "2026-07-01"});
    const rows = await db.rows("select customer_id, name from facts.customers");
    db.close();
    return rows;
  };
  const before = await read();
  const asked = readdirSync(staged).sort();
  const rows = path.join(
    staged,
    asked.find((name) => name.endsWith(".parquet"))!
  );
  await writeFiles(staged, {[`${stale}.json`]: "{}", [`${stale}.parquet`]: "", "notes.txt": "mine"});
  const now = new Date();
  expect(await pruneStaged(staged, stagedBy(rows), now)).toBe(0);
  for (const name of readdirSync(staged)) utimesSync(path.join(staged, name), 1_700_000_000, 1_700_000_000);
  expect(await pruneStaged(staged, stagedBy(at("elsewhere", "x.parquet")), now)).toBe(0);
  expect(await pruneStaged(staged, stagedBy(rows), now)).toBe(2);
  expect(readdirSync(staged).sort()).toEqual([...asked, "notes.txt"].sort());
  expect(await read()).toEqual(before);
});
