import {chmodSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/* Limits of a real machine, set by prlimit around the real program: open files, sizes of files, and processes. */

let folder: string;
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await temporaryFolder();
  chmodSync(folder, 0o777);
  await writeFiles(at("drops"), {
    "partners_2026-06-30.csv": "partner_id,name\nP1,Ann\nP2,Bea\n",
    "customers_2026-06-30.csv": "customer_id,name\nC1,Cora\n"
  });
  await writeFiles(folder, {"settings.mjs": "export default {};"});
});
afterAll(() => removeFolder(folder));

/** Root has as many processes as it likes. */
const asAnother = process.getuid?.() === 0 ? ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups"] : [];

const check = (under: string[], build: string) =>
  handshake(["check", at("drops"), "--build", at(build), "--settings", at("settings.mjs")], {
    under: [...under, "--"],
    cwd: folder,
    env: {HOME: folder, TMPDIR: folder}
  });

/** The run failed for a reason of the machine, and says which. */
function failedBy({exitCode, stdout, stderr}: {exitCode: number | null; stdout: string; stderr: string}, why: RegExp): void {
  expect(exitCode).toBe(70);
  expect(stderr).toMatch(why);
  expect(stdout + stderr).not.toMatch(/^ {2}refuse |Refused|Correct it|^ {4}at /m);
}

const takesAll = async (build: string) => {
  const whole = await check(["prlimit"], build);
  expect([whole.exitCode, whole.stdout.match(/^ {2}(accept|known) /gm)?.length]).toEqual([0, 2]);
};

test("where files may have 1 KB the run fails with 70, says which limit, and blames no file; without the limit it takes all of them", async () => {
  const failed = await check(["prlimit", "--fsize=1024"], "build-small");
  failedBy(failed, /ulimit -f/);
  // a check would have published nothing anyway
  expect(failed.stderr).not.toContain("published");
  await takesAll("build-small");
});

test("however few files may be open, the run fails with 70, says which limit, and blames no file; without the limit it takes all of them", async () => {
  let failed = 0;
  // each version of Node holds other files open
  for (let files = 32; files <= 96; files += 4) {
    const build = `build-of-${files}-files`;
    const short = await check(["prlimit", `--nofile=${files}`], build);
    if (short.exitCode === 0) break;
    failed++;
    failedBy(short, /Too many files are open|can't be started/);
    if (failed === 1) await takesAll(build);
  }
  expect(failed).toBeGreaterThan(0);
});

test("however few processes and threads a user may have, the run fails with 70, says which limit, and blames no file", async () => {
  // compiled by who may: it is the run itself that is to meet the limit
  await check(["prlimit"], "build-before");
  let failed = 0;
  for (let processes = 12; processes <= 60; processes += 4) {
    const under = ["timeout", "--signal=KILL", "20", ...asAnother, "prlimit", `--nproc=${processes}`];
    const short = await check(under, `build-of-${processes}`).catch(() => null);
    if (short?.exitCode === 0) break;
    // with too few for Node itself, Node aborts or waits for ever before it comes to us
    if (!short || short.exitCode > 128) continue;
    failed++;
    failedBy(short, /ulimit -u/);
  }
  expect(failed).toBeGreaterThan(0);
});
