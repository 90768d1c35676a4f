import {existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {abandonedSites, pin, pinnedNames} from "../../loaders/release/pin.ts";
import {lockFolder} from "../../loaders/run/lock.ts";
import {releaseStage, type SitePart} from "../../loaders/run/releaseStage.ts";
import {newReport} from "../../loaders/run/report/newReport.ts";
import type {Report} from "../../loaders/run/report/report.ts";
import type {RebuildOptions, Run} from "../../loaders/run/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {bundledProgram} from "../faults/bundle.ts";
import {deliver, run, worldIn, type World} from "../faults/world.ts";
import {pageWith, publishStandIn, standIn, swapOptions} from "../release/standIn.ts";
import {everyday} from "../../setup/everyday.mjs";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let folder: string;
let world: World;
beforeEach(async () => {
  folder = await temporaryFolder();
  world = worldIn(folder);
});
afterEach(() => removeFolder(folder));

const current = (name = "") => readlinkSync(path.join(world.site, name, "current"));
const command = (...args: string[]) => handshake([...args, "--site", world.site, "--settings", world.settings]);

describe.skipIf(everyday)("a rollback", () => {
  let program: string;
  beforeAll(async () => void (program = await bundledProgram()));
  afterAll(() => rmSync(path.dirname(program), {recursive: true, force: true}));
  const rebuild = () => run([process.execPath, program, JSON.stringify(world)]);
  const report = () => JSON.parse(readFileSync(path.join(world.build, "report.json"), "utf8")) as Report;

  test("stays through scheduled rebuilds until it is unpinned", async () => {
    deliver(world, "first");
    await rebuild();
    const first = current();
    deliver(world, "second");
    await rebuild();
    const second = current();
    expect(second).not.toBe(first);

    const {stdout, exitCode} = await command("rollback");
    expect([exitCode, current()]).toEqual([0, first]);
    expect(stdout).toContain("npx handshake unpin");
    for (let n = 0; n < 2; n++) expect((await rebuild()).code).toBe(0);
    expect(current()).toBe(first);
    expect(report().run).toMatchObject({outcome: "pinned", exit_code: 0});
    expect(readFileSync(path.join(world.build, "handshake.prom"), "utf8")).toContain("handshake_pinned 1\n");
    expect((await command("releases")).stdout).toMatch(/→ {2}\w+ .* pinned$/m);

    expect((await command("unpin")).stdout).toContain("Unpinned");
    await rebuild();
    expect(current()).toBe(second);
    expect(readFileSync(path.join(world.build, "handshake.prom"), "utf8")).toContain("handshake_pinned 0\n");
  });
});

describe("with audiences", () => {
  beforeEach(() => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(world.settings, `export default {audiences: {board: {}, outside: {}}};\n`);
  });
  const publish = async (name: string, ...numbers: number[]) => {
    for (const n of numbers)
      await publishStandIn(path.join(world.site, name), pageWith(n), swapOptions(`2026-07-0${n}T00:00:00.000Z`));
  };

  test("a rollback takes back what the last publication put in, and pins all of them", async () => {
    await publish("board", 1, 3);
    await publish("outside", 2, 3);
    const before = [current("board"), current("outside")];
    expect((await command("rollback")).exitCode).toBe(0);
    expect(current("board")).not.toBe(before[0]);
    expect(current("outside")).not.toBe(before[1]);
    expect(await pinnedNames(world.site)).toEqual({
      board: path.basename(current("board")),
      outside: path.basename(current("outside"))
    });
  });

  test("a rollback leaves, and pins, a site that the last publication did not change or that has no earlier release", async () => {
    await publish("board", 1, 2);
    await publish("outside", 3);
    const before = [current("board"), current("outside")];
    const none = await command("rollback");
    expect([none.exitCode, none.stderr]).toEqual([66, expect.stringContaining("No site in")]);
    expect([current("board"), current("outside"), await pinnedNames(world.site)]).toEqual([...before, {}]);
    await publish("board", 3);
    const some = await command("rollback");
    expect(some.exitCode).toBe(0);
    expect(some.stdout).toMatch(/outside keep [0-9a-f]{16} \(data to 2026-06-30\): it has no earlier release\./);
    expect([current("board"), current("outside")]).toEqual(before);
    expect(await pinnedNames(world.site)).toEqual({
      board: path.basename(before[0]!),
      outside: path.basename(before[1]!)
    });
  });

  test("a rollback of one takes the lock of the whole site, so that no rebuild publishes meanwhile", async () => {
    await publish("board", 1, 2);
    const before = current("board");
    const lock = await lockFolder(world.site);
    const named = await handshake(["rollback", "--site", path.join(world.site, "board"), "--settings", world.settings]);
    const asked = await command("rollback", "--audience", "board");
    await lock.release();
    expect([named.exitCode, asked.exitCode, current("board")]).toEqual([75, 75, before]);
    expect((await command("rollback", "--audience", "board")).exitCode).toBe(0);
    expect(await pinnedNames(world.site)).toEqual({board: path.basename(current("board"))});
    expect((await command("rollback", "--audience", "nobody")).exitCode).toBe(64);
  });

  test("unpin of one leaves the others pinned, takes the settings that a rollback takes, and names an audience that there is not", async () => {
    await publish("board", 1, 3);
    await publish("outside", 2, 3);
    await command("rollback");
    const one = await command("unpin", "--audience", "board");
    expect([one.exitCode, one.stdout]).toEqual([0, expect.stringContaining("Unpinned ")]);
    expect(await pinnedNames(world.site)).toEqual({outside: path.basename(current("outside"))});
    const wrong = await command("unpin", "--audience", "nobody");
    expect([wrong.exitCode, wrong.stderr]).toEqual([64, expect.stringContaining("There are: board, outside.")]);
    expect((await command("unpin")).exitCode).toBe(0);
    expect(await pinnedNames(world.site)).toEqual({});
  });

  test("the site of one that is no audience any more is named, with what takes it down", async () => {
    await publish("board", 1);
    await publish("partners", 2);
    await publish("", 3);
    const settings = parseSettings({audiences: {board: {}}}, "test");
    const found = await abandonedSites(world.site, settings);
    expect(found.map(({site}) => path.relative(world.site, site))).toEqual(["", "partners"]);
    expect(found[1]!.text).toContain(`rm ${path.join(world.site, "partners", "current")}`);
    expect((await abandonedSites(world.site, parseSettings({}, "test"))).map(({site}) => path.basename(site))).toEqual([
      "board",
      "partners"
    ]);
    rmSync(path.join(world.site, "partners", "current"));
    rmSync(path.join(world.site, "current"));
    expect(await abandonedSites(world.site, settings)).toEqual([]);
  });

  /** What a rebuild of two audiences says that made these sites. */
  async function releaseOf(parts: SitePart[]): Promise<Report> {
    const report = newReport(new Date("2026-07-05"), "2026-06-30");
    const db = await DuckDB.open(":memory:");
    const settings = parseSettings({audiences: {board: {}, outside: {}}}, "test");
    const options = {build: world.build, site: world.site, sample: false} as RebuildOptions;
    const lock = {stillOurs: () => Promise.resolve(), release: () => Promise.resolve()};
    const at = new Date("2026-07-05");
    const stage = {options, settings, report, lock, db, startedAt: at, dropFiles: []} as unknown as Run<RebuildOptions>;
    await releaseStage(stage, parts).run(() => undefined);
    db.close();
    return report;
  }

  test("a pinned site that shows what the settings have taken from its readers since is named by every rebuild", async () => {
    await publish("board", 1);
    await publish("outside", 2);
    await pin(world.site, {board: path.basename(current("board")), outside: path.basename(current("outside"))});
    const site = (name: string) => path.join(world.site, name);
    const report = await releaseOf([
      {made: await standIn(site("board"), pageWith(3)), site: site("board")},
      {made: await standIn(site("outside"), pageWith(4), "stricter"), site: site("outside")}
    ]);
    expect(report.releases.map((r) => r.pinned)).toEqual([true, true]);
    expect(report.run.troubles).toEqual([
      `${site("outside")} is pinned to ${path.basename(current("outside"))}, which was made by other rules of who may see what than the settings have now: readers still see what those showed. Publish what the settings show: npx handshake unpin --audience outside, then rebuild.`
    ]);
  });

  test("where one site can't be published the others are, and the report says which has what", async () => {
    await publish("outside", 1);
    const site = (name: string) => path.join(world.site, name);
    const parts = [
      {made: await standIn(site("board"), pageWith(2)), site: site("board")},
      {made: await standIn(site("outside"), pageWith(3)), site: site("outside")}
    ];
    // nothing can be put into a folder that is none
    rmSync(site("outside/about"), {recursive: true});
    writeFileSync(site("outside/about"), "");
    const before = current("outside");
    const report = await releaseOf(parts);
    expect(existsSync(path.join(site("board"), "current", "index.html"))).toBe(true);
    expect(current("outside")).toBe(before);
    expect(report.releases).toEqual([
      {site: site("board"), name: path.basename(current("board")), published: true},
      {site: site("outside"), name: path.basename(before), published: false, failed: expect.stringMatching(/\S/) as string}
    ]);
    expect(report.run.troubles[0]).toContain(`${site("outside")} was not published and keeps its earlier release`);
    expect(report.run.troubles.join()).not.toContain("Nothing was published");
  });
});
