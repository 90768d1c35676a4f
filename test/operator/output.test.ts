import {spawn} from "node:child_process";
import {closeSync, mkdirSync, openSync, readFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import type {Report} from "../../loaders/run/report/report.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

/** Runs a command whose output goes to a full disk, or into a pipe that nobody reads. */
function unheard(where: "full disk" | "closed pipe", ...args: string[]): Promise<{code: number | null; stderr: string}> {
  const full = where === "full disk" ? openSync("/dev/full", "w") : null;
  const child = spawn(process.execPath, [path.join(root, "loaders/handshake.mjs"), ...args], {
    stdio: ["ignore", full ?? "pipe", "pipe"]
  });
  if (full !== null) closeSync(full);
  child.stdout?.destroy();
  let stderr = "";
  child.stderr!.on("data", (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({code, stderr})));
}

test.each(["full disk", "closed pipe"] as const)(
  "a rebuild whose log can't be written (%s) goes on, and its report tells how it ended",
  async (where) => {
    const [drops, build, site] = ["drops", "build", "site"].map((name) => path.join(folder, name)) as [string, string, string];
    mkdirSync(drops);
    const {code, stderr} = await unheard(where, "rebuild", "--drops", drops, "--build", build, "--site", site);
    const {run} = JSON.parse(readFileSync(path.join(build, "report.json"), "utf8")) as Report;
    expect({code, run}).toMatchObject({code: 66, run: {exit_code: 66}});
    expect(stderr).not.toContain("node:");
  }
);

test("a result of which a full disk took a part is not told as if it were whole", async () => {
  const {code, stderr} = await unheard("full disk", "metrics");
  expect(code).toBe(70);
  expect(stderr).toContain("could not be written whole");
});

test("who reads only the first lines of a list ends nothing with an error", async () => {
  expect(await unheard("closed pipe", "metrics")).toEqual({code: 0, stderr: ""});
});
