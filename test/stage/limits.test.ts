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

test.each([
  ["32 open files", ["--nofile=32"], /Too many files are open/],
  ["60 open files", ["--nofile=60"], /Too many files are open|can't be started/],
  ["files of 2 KB", ["--fsize=2048"], /ulimit -f/]
])(
  "with %s the run fails with 70, says which limit, and blames no file; without the limit it takes all of them",
  async (_, limits, why) => {
    const build = `build${limits.join("")}`;
    const short = await check(["prlimit", ...limits], build);
    expect(short.exitCode).toBe(70);
    expect(short.stderr).toMatch(why);
    expect(short.stderr).toContain("Nothing was published; readers keep the last site.");
    expect(short.stdout + short.stderr).not.toMatch(/^ {2}refuse |Refused|^ {4}at /m);
    const whole = await check(["prlimit"], build);
    expect([whole.exitCode, whole.stdout.match(/^ {2}(accept|known) /gm)?.length]).toEqual([0, 2]);
  },
  120_000
);

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
    expect(short.exitCode).toBe(70);
    expect(short.stderr).toContain("ulimit -u");
    expect(short.stderr).toContain("Nothing was published; readers keep the last site.");
    expect(short.stdout + short.stderr).not.toMatch(/^ {2}refuse |Refused|Correct it|^ {4}at /m);
  }
  expect(failed).toBeGreaterThan(0);
}, 600_000);
