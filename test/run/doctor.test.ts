import {chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {z} from "zod";
import {examine, findingsText, type Finding, type Target} from "../../loaders/run/doctor.ts";
import {lockFolder} from "../../loaders/run/lock.ts";
import {writeVersioned} from "../../loaders/keep/versioned.ts";
import {outboxFile, type Entry} from "../../loaders/notifications/outbox.ts";
import {pin, unpin} from "../../loaders/release/pin.ts";
import {noteBeginning} from "../../loaders/run/report/reserve.ts";
import {receive} from "../../loaders/receive/receive.ts";
import {pageWith, publishStandIn} from "../release/standIn.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
let target: Target;
beforeEach(async () => {
  folder = await temporaryFolder();
  const at = (name: string) => path.join(folder, name);
  await writeFiles(at("drops"), {"deals_2026-06-30.csv": "deal_id,partner_id\nD1,P1\n"});
  await writeFiles(folder, {"settings.mjs": "export default {}"});
  target = {
    drops: at("drops"),
    sample: false,
    build: at("build"),
    site: at("site"),
    settingsFile: at("settings.mjs"),
    mappings: [path.join(root, "loaders/mappings")],
    today: "2026-07-05"
  };
  const {build, drops} = target;
  await receive({drops, store: path.join(build, "store"), ledger: path.join(build, "ledger.jsonl"), today: target.today});
  await publishStandIn(target.site, pageWith(1));
  writeFileSync(path.join(build, "report.json"), '{"run": {"outcome": "published", "started_at": "now", "message": ""}}');
});
afterEach(() => removeFolder(folder));

const finding = async (what: string, changes: Partial<Target> = {}): Promise<Finding> =>
  (await examine({...target, ...changes})).find((f) => f.what === what)!;

test("the doctor finds nothing where all is well", async () => {
  const findings = await examine(target);
  expect(findings.filter((f) => f.state === "fail")).toEqual([]);
  expect(findingsText(findings)).toContain("1 delivery, whole");
  expect(findingsText(findings)).toContain("1 file or folder in ");
});

test.each([
  ["settings", "/nowhere/settings.ts", {settingsFile: "/nowhere/settings.ts"}],
  ["drops folder", "There is no drops folder", {drops: "/nowhere/drops"}]
])("what fails about the %s is said", async (what, text, changes) => {
  expect(await finding(what, changes)).toMatchObject({state: "fail", text: expect.stringContaining(text) as string});
});

test("a run that is at work is seen, and left alone", async () => {
  const lock = await lockFolder(target.build);
  expect(await finding("run")).toMatchObject({state: "warn", text: expect.stringContaining("Another run") as string});
  await lock.stillOurs();
  await lock.release();
});

test("a delivery that was damaged in the store is named", async () => {
  const store = path.join(target.build, "store");
  const [file] = readdirSync(store, {recursive: true, encoding: "utf8"}).filter((f) => f.length > 60);
  chmodSync(path.join(store, file!), 0o644);
  writeFileSync(path.join(store, file!), "damaged");
  expect(await finding("store")).toMatchObject({state: "fail", text: expect.stringContaining("deals_2026-06-30.csv") as string});
});

test("old drops, a damaged release and a plain site are seen", async () => {
  expect(await finding("age of drops", {today: "2026-12-31"})).toMatchObject({state: "warn"});
  writeFileSync(path.join(target.site, "current", "index.html"), "damaged");
  expect(await finding("what readers get")).toMatchObject({state: "fail", text: expect.stringContaining("index.html") as string});
  mkdirSync(path.join(folder, "plain"));
  writeFileSync(path.join(folder, "plain", "index.html"), "");
  expect(await finding("site folder", {site: path.join(folder, "plain")})).toMatchObject({state: "fail"});
});

test("the table that no longer comes is named, although another came today", async () => {
  const files = [
    {table: "deals", drop_date: "2026-07-05", outcome: "accept"},
    {table: "tickets", drop_date: "2026-05-01", outcome: "known"},
    // written by hand: nobody expects it again
    {table: "notes", drop_date: "2026-01-01", outcome: "known"}
  ];
  writeFileSync(path.join(target.build, "report.json"), JSON.stringify({files}));
  expect(await finding("age of drops")).toMatchObject({
    state: "warn",
    text: "No new tickets for 65 days (cadence_days is 45). Check that the export still runs"
  });
});

test("pins that can't be read are named with a remedy that works, and a report that can't be read is no crash", async () => {
  await pin(target.site, {"": "0123456789abcdef"});
  writeFileSync(path.join(target.site, "pin.json"), '{"hand');
  expect(await finding("pins")).toMatchObject({
    state: "fail",
    text: expect.stringMatching(/pin\.json is damaged, .* npx handshake unpin/) as string
  });
  expect((await handshake(["unpin", "--site", target.site])).stdout).toContain("The next rebuild publishes again.");
  expect(await finding("what readers get")).toMatchObject({state: "ok"});
  expect(await unpin(target.site)).toEqual({});
  writeFileSync(path.join(target.build, "report.json"), '{"run": {');
  expect(await finding("last run")).toMatchObject({
    state: "warn",
    text: "report.json can't be read (it is not whole JSON); run npx handshake rebuild"
  });
});

/** A report as a run leaves it, in the build folder and among the reports of all runs. */
function leaveReport(run: {outcome: string; started_at: string; message: string}): void {
  const own = path.join(target.build, "runs", run.started_at.replaceAll(":", "-"));
  mkdirSync(own, {recursive: true});
  for (const place of [own, target.build]) writeFileSync(path.join(place, "report.json"), JSON.stringify({run}));
}

test("a run that left no report is seen, also where an earlier one left one, or a later one that found it at work", async () => {
  rmSync(path.join(target.build, "runs"), {recursive: true, force: true});
  const report = {outcome: "published", started_at: "2026-07-04T06:00:00.000Z", message: ""};
  leaveReport(report);
  await noteBeginning(target.build, report.started_at);
  expect(await finding("last run")).toEqual({what: "last run", state: "ok", text: "2026-07-04T06:00:00.000Z published"});
  await noteBeginning(target.build, "2026-07-05T06:00:00.000Z");
  expect(await finding("last run")).toMatchObject({
    state: "fail",
    text: expect.stringMatching(/^the run that began 2026-07-05T06:00:00\.000Z left no report/) as string
  });
  leaveReport({outcome: "busy", started_at: "2026-07-05T06:05:00.000Z", message: "Another run is at work."});
  expect(await finding("last run")).toMatchObject({state: "fail"});
  // a run that is at work has none yet
  const lock = await lockFolder(target.build);
  expect(await finding("last run")).toMatchObject({state: "ok"});
  await lock.release();
});

test("messages that wait and that were given up are seen, with their reasons", async () => {
  const entry: Entry = {
    ...{channel: "mail", key: "k", state: "pending", attempts: 1, reason: "ECONNREFUSED"},
    ...{first_at: "2026-07-04T00:00:00.000Z", last_at: null, letter: {key: "k", subject: "News", text: "", html: ""}}
  };
  const outbox = (entries: object[]) =>
    writeVersioned(outboxFile(target.build), {name: "outbox", format: 1, schema: z.unknown(), migrations: {}}, entries);
  expect(await finding("messages")).toMatchObject({state: "ok"});
  await outbox([entry]);
  expect(await finding("messages")).toMatchObject({
    state: "warn",
    text: expect.stringContaining("1 could not be sent yet") as string
  });
  await outbox([{...entry, state: "dead"}]);
  const {state, text} = await finding("messages");
  expect([state, text]).toEqual(["fail", expect.stringContaining('1 given up: "News" by mail: ECONNREFUSED')]);
});

test("a site that no audience has any more, and a pinned one, are seen", async () => {
  expect(await finding("sites nobody renews")).toMatchObject({state: "ok"});
  await publishStandIn(path.join(target.site, "outside"), pageWith(2));
  expect(await finding("sites nobody renews")).toMatchObject({
    state: "fail",
    text: expect.stringContaining(`rm ${path.join(target.site, "outside", "current")}`) as string
  });
  await pin(target.site, {"": "0123456789abcdef"});
  expect(await finding("what readers get")).toMatchObject({state: "warn", text: expect.stringContaining("pinned") as string});
});

test("each audience and each edition of a partner is looked at", async () => {
  await writeFiles(folder, {"settings.mjs": 'export default {audiences: {board: {}}, partner_editions: ["p01"]}'});
  await publishStandIn(path.join(target.site, "board"), pageWith(2));
  expect(await finding("what readers get (board)")).toMatchObject({state: "ok"});
  expect(await finding("what readers get (partner-p01)")).toMatchObject({
    state: "warn",
    text: expect.stringContaining("no release yet") as string
  });
});

test("settings in TypeScript may lie anywhere, also where no package.json says what modules are", async () => {
  await writeFiles(folder, {
    "own.config.ts": `import {defineSettings} from "${path.join(root, "loaders/settings.ts")}";\nexport default defineSettings({company: "Elsewhere" as string});\n`
  });
  const {stdout} = await handshake(["doctor", "--settings", path.join(folder, "own.config.ts")]);
  expect(stdout).toContain("own.config.ts can be used (Elsewhere)");
});
