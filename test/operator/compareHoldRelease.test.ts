import {readdirSync, readFileSync, readlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {definitionsOf, lastPublication} from "../../loaders/history/journal.ts";
import {versioned} from "../../loaders/keep/versioned.ts";
import {metricTexts} from "../../loaders/metrics/files.ts";
import {heldIn} from "../../loaders/release/held.ts";
import {compare, type Comparison} from "../../loaders/run/compare.ts";
import {holdStage, tableStages} from "../../loaders/run/rebuild.ts";
import {releaseStage} from "../../loaders/run/releaseStage.ts";
import {runOver, type RebuildOptions} from "../../loaders/run/run.ts";
import {firstStages} from "../../loaders/run/firstStages.ts";
import {deliver, worldIn, type World} from "../faults/world.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {optionsIn, standInStage} from "../support/standInRuns.ts";

/* From drops to readers, and then a change that a person looks at, holds and releases; only the pages are stand-ins. */

let folder: string;
let world: World;
let options: RebuildOptions;
beforeAll(async () => {
  folder = await temporaryFolder();
  world = worldIn(folder);
  deliver(world, "first");
  options = optionsIn(world, {acceptSize: true, today: "2026-08-02"});
});
afterAll(() => removeFolder(folder));

/** A rebuild that publishes or holds. */
async function rebuilt(hold: boolean): Promise<void> {
  const {stage: site, making} = standInStage(options);
  await runOver(options, (run) => [
    ...firstStages(run),
    ...tableStages(run),
    site,
    (hold ? holdStage : releaseStage)(run, making)
  ]);
}

const current = () => path.basename(readlinkSync(path.join(world.site, "current")));
const journal = () => path.join(world.build, "history");
const looked = async (): Promise<Comparison> => (await compare(options)).comparison;
const ledger = () => readFileSync(path.join(world.build, "ledger.jsonl"), "utf8");

/** The last publication as a program would have left it of which one metric had another text. */
async function editMetric(): Promise<void> {
  const file = path.join(journal(), readdirSync(journal()).filter((f) => f.endsWith(".json")).sort().at(-1)!); // prettier-ignore
  const last = (await lastPublication(journal()))!;
  const hash = "a".repeat(16);
  writeFileSync(file, versioned({name: "publication", format: 3}, {...last, definitions: hash}));
  const texts = {...metricTexts(), risk: "select 1"};
  writeFileSync(path.join(journal(), "definitions", `${hash}.json`), versioned({name: "definitions", format: 1}, texts));
}

test("what compare shows of a drop, a setting and an edited metric is what a hold holds, and readers get it by release and not before", async () => {
  await rebuilt(false);
  const first = current();
  await editMetric();
  deliver(world, "second");
  options.settingsFile = path.join(folder, "edited.mjs");
  writeFileSync(options.settingsFile, `export default {company: "Test", history_months: 0, review_grace_days: 45};\n`);

  const entered = ledger();
  const before = await looked();
  expect(before.as_of).toEqual({before: "2026-06-30", now: "2026-07-31"});
  expect(before.figures.find((f) => f.name === "partner_revenue")).toMatchObject({before: 1500, now: 3500});
  expect(before.settings.map((s) => s.name)).toEqual(["review_grace_days"]);
  expect(before.definitions).toEqual(["risk"]);
  expect(before.files.map((f) => f.path).sort()).toEqual(["customers_2026-06-30.csv", "deals_2026-07-31.csv"]);
  expect([ledger(), current()]).toEqual([entered, first]);

  await rebuilt(true);
  const [id] = await heldIn(world.site);
  expect(current()).toBe(first);
  const held = await looked();
  expect([held.figures, held.settings, held.definitions]).toEqual([before.figures, before.settings, before.definitions]);

  const flags = ["--build", world.build, "--site", world.site, "--settings", options.settingsFile];
  expect(await handshake(["release", id!.slice(0, 8), ...flags])).toMatchObject({exitCode: 0, stderr: ""});
  expect(current()).toBe(id);
  const after = await looked();
  expect([after.figures, after.settings, after.definitions, after.cases]).toEqual([[], [], [], {raised: [], resolved: []}]);
  expect(await definitionsOf(journal(), (await lastPublication(journal()))!)).toEqual(metricTexts());
});
