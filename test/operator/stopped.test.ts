import {spawn} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import type {Report} from "../../loaders/run/report/report.ts";
import {deliver, worldIn, type World} from "../faults/world.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let folder: string;
let world: World;
beforeEach(async () => {
  folder = await temporaryFolder();
  world = worldIn(folder);
  deliver(world, "first");
});
afterEach(() => removeFolder(folder));

/** Starts a rebuild, sends the signal when the stage begins, and waits for its end. */
function stopped(signal: NodeJS.Signals, stage: string, ...node: string[]): Promise<{code: number | null; stderr: string}> {
  const flags = ["--drops", world.drops, "--build", world.build, "--site", world.site, "--settings", world.settings, "--json"];
  const child = spawn(process.execPath, [...node, path.join(root, "loaders/handshake.mjs"), "rebuild", ...flags]);
  let stderr = "";
  child.stdout.on("data", (text: Buffer) => text.toString().includes(`"stage":"${stage}","event":"start"`) && child.kill(signal));
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({code, stderr})));
}

/** For Node's --import: the signal as soon as anybody listens to it, while the program is still being loaded. */
const atOnce = (signal: string) =>
  `--import=data:text/javascript,const t=setInterval(()=>process.listenerCount("${signal}")%26%26(clearInterval(t),process.kill(process.pid,"${signal}")),1)`;

test("a signal that comes while the program is loaded ends the run before its first stage, and the report says so", async () => {
  expect(await stopped("SIGTERM", "none", atOnce("SIGTERM"))).toMatchObject({code: 143});
  const {run, stages} = JSON.parse(readFileSync(path.join(world.build, "report.json"), "utf8")) as Report;
  expect([run.outcome, run.exit_code, stages]).toEqual(["stopped", 143, []]);
});

test.each([
  ["SIGTERM", "stage", 143],
  ["SIGINT", "site", 130]
] as const)("%s in stage %s ends the run with %i, and report and metrics say so", async (signal, stage, code) => {
  expect(await stopped(signal, stage)).toEqual({
    code,
    stderr: `The run was stopped by ${signal}; nothing was published. Run it again.\n`
  });
  const {run, releases} = JSON.parse(readFileSync(path.join(world.build, "report.json"), "utf8")) as Report;
  expect([run.outcome, run.exit_code, releases]).toEqual(["stopped", code, []]);
  expect(readFileSync(path.join(world.build, "handshake.prom"), "utf8")).toContain(`handshake_last_run_exit_code ${code}\n`);
  expect(existsSync(path.join(world.site, "current"))).toBe(false);
});
