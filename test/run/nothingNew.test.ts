import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync} from "node:fs";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, expect, test} from "vitest";
import {linkOf} from "../../loaders/release/layout.ts";
import {pin, unpin} from "../../loaders/release/pin.ts";
import {lookForNews} from "../../loaders/run/nothingNew.ts";
import {tableStages} from "../../loaders/run/rebuild.ts";
import {releaseStage} from "../../loaders/run/releaseStage.ts";
import {newReport} from "../../loaders/run/report/newReport.ts";
import type {Report} from "../../loaders/run/report/report.ts";
import {runOver, type RebuildOptions} from "../../loaders/run/run.ts";
import {firstStages} from "../../loaders/run/firstStages.ts";
import {beginningOf, noteRun, sameAsBefore} from "../../loaders/run/unchanged.ts";
import {deliver, worldIn, type World} from "../faults/world.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {optionsIn, standInStage} from "../support/standInRuns.ts";

/* Runs as `rebuild` makes them; only the pages are stand-ins. */

let folder: string;
let world: World;
let options: RebuildOptions;

beforeAll(async () => {
  folder = await temporaryFolder();
  world = worldIn(folder);
  deliver(world, "first");
  options = optionsIn(world, {acceptSize: false, today: "2026-07-02"});
});
afterAll(() => removeFolder(folder));

/** A run of all stages, noted as a rebuild notes it. */
async function inFull(given = options): Promise<Report> {
  // a file that was written in the same moment can't be told from one that will be
  await sleep(100);
  const beginning = await beginningOf(given, new Date());
  const {stage: site, making} = standInStage(given);
  const {report} = await runOver(given, (run) => [...firstStages(run), ...tableStages(run), site, releaseStage(run, making)]);
  expect(beginning).not.toBeNull();
  await noteRun(given, beginning!, report);
  return report;
}

const isKnown = async (given = options) => "done" in (await lookForNews(given));
const first = (name: string) => path.join(world.build, name, readdirSync(path.join(world.build, name)).sort().at(-1)!);

test("a run that finds nothing new says what a full run says, and no stage runs that has nothing to do", async () => {
  expect(await isKnown()).toBe(false);
  expect((await inFull()).run.outcome).toBe("published");
  const looked = await lookForNews(options);
  if (!("done" in looked)) throw new Error("it looked again");
  const {report, exitCode} = looked.done;
  expect(exitCode).toBe(0);
  expect(report.stages.map((s) => s.name)).toEqual(["receive"]);
  expect(JSON.parse(readFileSync(path.join(world.build, "report.json"), "utf8"))).toEqual(JSON.parse(JSON.stringify(report)));
  const whole = await inFull();
  const told = ({run: {started_at: _at, seconds: _s, ...run}, stages: _stages, ...rest}: Report) => ({run, ...rest});
  expect(told(report)).toEqual(told(whole));
  expect(report.run.outcome).toBe("nothing_new");
  expect(report.files.map((f) => f.outcome)).toEqual(["known", "known", "known"]);
});

test.each<[what: string, change: () => unknown]>([
  ["a new drop", () => writeFileSync(path.join(world.drops, "customers_2026-07-01.csv"), "customer_id,name\nC1,Cora\n")],
  [
    "a drop that was written anew with as many bytes, under its old time",
    () => {
      const file = path.join(world.drops, "partners_2026-06-30.csv");
      const {atime, mtime} = statSync(file);
      writeFileSync(file, readFileSync(file, "utf8").replace("Ann", "Eve"));
      utimesSync(file, atime, mtime);
    }
  ],
  ["a staged file that was damaged", () => writeFileSync(first("staged"), "damaged")],
  ["a published file that is gone", () => writeFileSync(path.join(world.build, "published/overview.json"), "")],
  ["a file of the site that was damaged", () => writeFileSync(path.join(linkOf(world.site), "index.html"), "damaged")]
])("%s is news, and after the run over it there is none", async (_, change) => {
  if (!(await isKnown())) await inFull();
  expect(await isKnown()).toBe(true);
  change();
  expect(await isKnown()).toBe(false);
  await inFull();
  expect(await isKnown()).toBe(true);
});

test("other settings, a day that is asked for, a clock that was set back, a hold and a pinned release are left to a full run; later days are not", async () => {
  if (!(await isKnown())) await inFull();
  expect(await isKnown({...options, asOf: "2026-06-30"})).toBe(false);
  expect(await isKnown({...options, today: "2026-07-01"})).toBe(false);
  const other = path.join(folder, "other.mjs");
  writeFileSync(other, `export default {company: "Other", history_months: 0};\n`);
  expect(await isKnown({...options, settingsFile: other})).toBe(false);
  expect(await isKnown({...options, hold: true})).toBe(false);
  expect(await isKnown({...options, acceptVolume: ["deals_2026-06-30.csv"]})).toBe(false);
  expect(await isKnown({...options, today: "2026-07-20"})).toBe(true);
  await pin(world.site, {"": "0123456789abcdef"});
  expect(await isKnown()).toBe(false);
  await unpin(world.site);
  expect(await isKnown()).toBe(true);
});

test("pages with a loader, which may read what is in no folder of ours, are left to a full run; modules, declarations, packed libraries and tests are none", async () => {
  const root = path.join(folder, "with-pages");
  mkdirSync(path.join(root, "src", "pages"), {recursive: true});
  const told = async () => (await beginningOf({...options, root}, new Date())) !== null;
  for (const name of ["page.md", "module.ts", "types.d.ts", "chart.v2.min.js", "module.test.ts"])
    writeFileSync(path.join(root, "src/pages", name), "");
  await sleep(100);
  expect(await told()).toBe(true);
  writeFileSync(path.join(root, "src/pages/sales.csv.sh"), "cat /srv/elsewhere.csv\n");
  expect(await told()).toBe(false);
});

test("a drop that comes while a run is at work is news for the next one", async () => {
  const late = path.join(world.drops, "customers_2026-07-02.csv");
  const beginning = await beginningOf(options, new Date());
  const report = await inFull();
  writeFileSync(late, "customer_id,name\nC2,Dora\n");
  await noteRun(options, beginning!, report);
  expect(await isKnown()).toBe(false);
  expect(existsSync(late)).toBe(true);
});

test("a drop is news where the drops folder is a link to where a share is mounted", async () => {
  const share = path.join(folder, "share");
  const linked = {...options, drops: path.join(folder, "linked")};
  mkdirSync(share);
  symlinkSync(share, linked.drops);
  // a file that was written in the same moment can't be told from one that will be
  const begun = async () => (await sleep(100), beginningOf(linked, new Date()));
  const before = await begun();
  expect(await begun()).toBe(before);
  writeFileSync(path.join(share, "customers_2026-07-03.csv"), "customer_id,name\nC3,Eli\n");
  expect(await begun()).not.toBe(before);
});

test("where the build folder can't be looked through, as while another run writes there, a run looks at all again, and one that published notes nothing", async () => {
  const build = path.join(folder, "deep");
  mkdirSync(build);
  const note = JSON.stringify({made: "", today: options.today, found: {as_of: "2026-06-30"}});
  writeFileSync(path.join(build, "unchanged.json"), note);
  // a path that is longer than the system takes
  const deepen = 'for i in $(seq 22); do mkdir "$1" && cd -P "$1" || exit 1; done';
  expect(spawnSync("sh", ["-c", deepen, "sh", "d".repeat(200)], {cwd: build}).status).toBe(0);
  expect(sameAsBefore({...options, build}, "any")).toBeNull();
  const report = newReport(new Date());
  const beginning = await beginningOf(options, new Date());
  await noteRun({...options, build}, beginning!, {...report, run: {...report.run, outcome: "published"}});
  expect([beginning === null, readFileSync(path.join(build, "unchanged.json"), "utf8")]).toEqual([false, note]);
  spawnSync("rm", ["-rf", build]);
});
