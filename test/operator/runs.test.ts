import {mkdirSync, readFileSync, readlinkSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from "vitest";
import type {Report} from "../../loaders/run/report/report.ts";
import {bundledProgram} from "../faults/bundle.ts";
import {deliver, run, worldIn, type World} from "../faults/world.ts";
import {closeReceivers, webhook} from "../notifications/receivers.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

/* What a scheduled run leaves and says, through real runs; only the pages are stand-ins. */

let program: string;
let folder: string;
let world: World;
beforeAll(async () => void (program = await bundledProgram()));
afterAll(() => rmSync(path.dirname(program), {recursive: true, force: true}));
beforeEach(async () => {
  folder = await temporaryFolder();
  world = worldIn(folder);
  deliver(world, "first");
});
afterEach(async () => {
  closeReceivers();
  await removeFolder(folder);
});

const rebuild = (env: Record<string, string> = {}) => run([process.execPath, program, JSON.stringify(world)], env);
const report = () => JSON.parse(readFileSync(path.join(world.build, "report.json"), "utf8")) as Report;
const metric = (name: string) => Number(new RegExp(`^handshake_${name} (\\S+)$`, "m").exec(readFileSync(path.join(world.build, "handshake.prom"), "utf8"))?.[1]); // prettier-ignore
const textsOf = (got: string[]) => got.map((body) => (JSON.parse(body) as {text: string}).text);

describe("after readers have the new release, what fails is said as what it is", () => {
  test("exit code 69, published, and no word of an old site", async () => {
    const {code, stderr} = await rebuild({HANDSHAKE_HEARTBEAT_URL: "ftp://nowhere.invalid/"});
    expect({code, stderr}).toEqual({code: 69, stderr: ""});
    expect(report().run).toMatchObject({outcome: "published", exit_code: 69, message: ""});
    expect(report().run.troubles).toEqual([expect.stringContaining("the heartbeat address could not be called")]);
    expect(readFileSync(path.join(world.build, "report.html"), "utf8")).toContain("<h1>Published");
    expect(metric("last_success_timestamp_seconds")).toBeGreaterThan(metric("last_run_timestamp_seconds") - 1);
  });

  test.each<[what: string, trouble: string, spoil: () => void]>([
    [
      "the journal can't be written",
      "the journal of publications could not be written",
      () => {
        rmSync(path.join(world.build, "history"), {recursive: true});
        mkdirSync(path.join(world.build, "history"));
        writeFileSync(path.join(world.build, "history", "definitions"), "");
      }
    ],
    [
      "earlier releases can't be removed",
      "earlier releases could not be removed",
      // the note of a failed release that is to go is a folder
      () => {
        const failed = (name: string) => path.join(world.site, "failed", name);
        for (const name of ["a", "a.json", "b", "c"]) mkdirSync(failed(name), {recursive: true});
        utimesSync(failed("a"), 0, 0);
      }
    ],
    [
      "staged files can't be removed",
      "staged files that nothing needs could not be removed",
      () => {
        const inTheWay = path.join(world.build, "staged", `${"0".repeat(32)}-${"0".repeat(16)}.json`);
        mkdirSync(inTheWay);
        utimesSync(inTheWay, 0, 0);
      }
    ]
  ])("69 too where %s", {timeout: 900_000}, async (_what, trouble, spoil) => {
    await rebuild();
    const before = readlinkSync(path.join(world.site, "current"));
    writeFileSync(path.join(world.drops, "customers_2026-06-30.csv"), "customer_id,name\nC1,Second\n");
    spoil();
    const {code, stderr} = await rebuild();
    expect({code, stderr}).toEqual({code: 69, stderr: ""});
    expect(readlinkSync(path.join(world.site, "current"))).not.toBe(before);
    expect(report().run).toMatchObject({outcome: "published", exit_code: 69});
    expect(report().run.troubles).toEqual([expect.stringContaining(trouble)]);
    expect(JSON.stringify(report().run.troubles)).not.toMatch(/readers keep|not published|old site/);
  });
});

describe("word to the operator", () => {
  const env = (operator: string, heartbeat: string) => ({
    HANDSHAKE_OPERATOR_WEBHOOK_URL: operator,
    HANDSHAKE_HEARTBEAT_URL: heartbeat
  });

  test("comes once when a run fails or a source is late, and once when it is well again; the heartbeat only after success", async () => {
    const [operator, heartbeat] = [await webhook([200]), await webhook([200])];
    const go = () => rebuild(env(operator.url, heartbeat.url));
    // the newest drop is of 2026-06-30, long before cadence_days
    expect((await go()).code).toBe(0);
    expect(textsOf(operator.got)).toEqual([expect.stringMatching(/^Handshake, Test: 3 new problems\n\nNew\n\n- No new \w+ for \d+ days \(cadence_days is 45\)/)]); // prettier-ignore
    expect((await go()).code).toBe(0);
    expect([operator.got.length, heartbeat.got.length]).toEqual([1, 2]);

    writeFileSync(world.settings, `export default {company: "Test", cadence_days: 0};\n`);
    for (let n = 0; n < 2; n++) expect((await go()).code).toBe(78);
    expect(operator.got).toHaveLength(2);
    expect(textsOf(operator.got)[1]).toMatch(
      /new problem\n\nNew\n\n- The run of \S+ failed \(exit code 78\): [\s\S]*cadence_days/
    );
    expect(heartbeat.got).toHaveLength(2);

    writeFileSync(world.settings, `export default {company: "Test", history_months: 0, cadence_days: 3650};\n`);
    expect((await go()).code).toBe(0);
    expect(textsOf(operator.got)[2]).toMatch(/4 resolved\n\nResolved\n\n/);
    expect([operator.got.length, heartbeat.got.length]).toEqual([3, 3]);
  });

  test("that could not be sent is sent by the next run, and 69 says that it could not", async () => {
    const dead = await webhook([500]);
    expect((await rebuild({HANDSHAKE_OPERATOR_WEBHOOK_URL: dead.url})).code).toBe(69);
    expect(report().run.troubles).toEqual([
      "operator webhook: the message could not be sent: the receiver refused it (500). The next run tries again"
    ]);
    const alive = await webhook([200]);
    expect((await rebuild({HANDSHAKE_OPERATOR_WEBHOOK_URL: alive.url})).code).toBe(0);
    expect(textsOf(alive.got)).toEqual([expect.stringContaining("3 new problems")]);
  });

  test("tells of a file that was held or refused, and no more of it once it is gone", async () => {
    const operator = await webhook([200]);
    writeFileSync(path.join(world.drops, "deals_2026-07-31.csv"), "");
    await rebuild({HANDSHAKE_OPERATOR_WEBHOOK_URL: operator.url});
    expect(textsOf(operator.got)[0]).toContain("deals_2026-07-31.csv");
  });
});

describe("every exit leaves a report and metrics", () => {
  const folders = () => ["--drops", world.drops, "--build", world.build, "--site", world.site];

  test.each([
    ["64, a flag that there is none", 64, ["--no-such-flag"], "failed"],
    ["66, no such drops folder", 66, ["--drops", "/nowhere/drops"], "failed"],
    ["78, no such settings", 78, ["--settings", "/nowhere/settings.ts"], "failed"]
  ])("%s", async (_, code, flags, outcome) => {
    const {exitCode} = await handshake(["rebuild", ...folders(), ...flags]);
    expect(exitCode).toBe(code);
    expect(report().run).toMatchObject({outcome, exit_code: code, message: expect.stringMatching(/\S/) as string});
    expect(metric("last_run_exit_code")).toBe(code);
  });

  test("64, a flag that there is none after the folder of a company", async () => {
    const own = path.join(world.build, "..", "own");
    mkdirSync(own, {recursive: true});
    writeFileSync(path.join(own, "handshake.project.json"), '{"format": 1, "written_by": "0.1.0"}');
    const {exitCode} = await handshake(["--project", own, "rebuild", ...folders(), "--no-such-flag"]);
    expect([exitCode, report().run.exit_code]).toEqual([64, 64]);
  });

  test("75, another run is at work; what the last run left in metrics stays", async () => {
    await rebuild();
    const success = metric("last_success_timestamp_seconds");
    const {lockFolder} = await import("../../loaders/run/lock.ts");
    const lock = await lockFolder(world.build);
    const {exitCode} = await handshake(["rebuild", ...folders(), "--settings", world.settings]);
    await lock.release();
    expect(exitCode).toBe(75);
    expect(report().run).toMatchObject({outcome: "busy", exit_code: 75});
    expect([metric("last_run_exit_code"), metric("last_success_timestamp_seconds"), metric("rows_read")]).toEqual([
      75,
      success,
      5
    ]);
  });
});
