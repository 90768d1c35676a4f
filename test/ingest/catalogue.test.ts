import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {someOf} from "../../setup/everyday.mjs";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";
import {catalogue} from "./catalogue.ts";
import {partnersFile, type Case, type Content, type Wanted} from "./catalogue/build.ts";
import {countOf, expectConservation, expectStored} from "./drive.ts";

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

async function bytesOf(files: Record<string, Content>): Promise<Record<string, string | Uint8Array>> {
  const made: Record<string, string | Uint8Array> = {};
  for (const [name, content] of Object.entries(files)) made[name] = typeof content === "function" ? await content() : content;
  return made;
}

async function feed(c: Case): Promise<Ingested> {
  const drops = `${folder}/drops`;
  await writeFiles(drops, c.bare ? {} : partnersFile);
  for (const [i, files] of c.drops.entries()) {
    await writeFiles(drops, await bytesOf(files));
    if (c.before && i === c.drops.length - 1) await c.before(drops);
    run?.db.close();
    run = await ingest(drops, `${folder}/build`, {
      asOf: "2026-06-30",
      today: "2026-06-30",
      threads: 1,
      ...c.options,
      mappings: [path.join(import.meta.dirname, "mappings")]
    });
  }
  return run!;
}

/** What a file became, as far as the case says what it must become; a file of an earlier run is still accepted. */
function became(r: Ingested, file: string, wanted: Wanted): Wanted {
  const found = r.files.findLast((f) => f.path === file)!;
  const outcome = found.outcome === "known" ? "accept" : found.outcome;
  const all = {...found, outcome, reason: found.reason ?? undefined};
  const asked = Object.keys(wanted).filter((k) => k in all) as (keyof typeof all)[];
  return Object.fromEntries(asked.map((k) => [k, all[k]])) as unknown as Wanted;
}

async function expectTables({db}: Ingested, {final, facts}: Wanted): Promise<void> {
  const counts: Record<string, number> = {};
  for (const t of Object.keys(final ?? {})) counts[t] = await countOf(db, t);
  expect(counts).toEqual(final ?? {});
  if (!facts) return;
  const [table, columns, rows] = facts;
  const list = (typeof columns === "string" ? columns.split(", ") : columns).map((c) => `cast(${c} as varchar)`);
  const found = await db.rows<{cells: (string | null)[]}>(
    `select [${list.join(", ")}] as cells from facts.${table} order by cells`
  );
  expect(found.map((f) => f.cells)).toEqual(rows);
}

test("the catalogue names each of its cases once, and has enough of them", () => {
  expect(new Set(catalogue.map((c) => c.name)).size).toBe(catalogue.length);
  expect(catalogue.length).toBeGreaterThanOrEqual(140);
});

test.each(someOf(catalogue, 4).map((c) => [c.name, c] as const))("%s", async (_, c) => {
  const r = await feed(c);
  const {warn, says, final, facts, quarantine, ...counts} = c.wanted;
  const file = c.file ?? Object.keys(c.drops.at(-1)!).at(-1)!;
  expect(became(r, file, counts)).toEqual(counts);
  if (quarantine) expect(r.quarantine.map((q) => [q.key, q.reason])).toEqual(quarantine);
  if (warn) expect(r.file(file).warnings.map((w) => w.reason)).toContain(warn);
  if (says) expect(r.file(file).message).toContain(says);
  await expectTables(r, {outcome: counts.outcome, ...(final ? {final} : {}), ...(facts ? {facts} : {})});
  expectConservation(r);
  expectStored(r.files, `${folder}/build`);
});
