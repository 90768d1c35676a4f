import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {bundledProgram} from "./bundle.ts";
import {readWhileSwapping} from "./reading.ts";
import {limited, roundsOf} from "./rounds.ts";
import {faultsOf, prepare, prepareWrong, spread, suffer, summary, type Fault, type Scene} from "./sweep.ts";

/*
 * A part of what npm run faults does, spread over the whole. Where this machine lets nobody trace a process, the sweep is left out and
 * the title says so; on Debian as root it always runs, for npm test installs strace.
 */

const traces = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;
const inRam = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(inRam, "handshake-faults-test-"));
  program = await bundledProgram();
});
afterAll(() => {
  rmSync(folder, {recursive: true, force: true});
  rmSync(path.dirname(program), {recursive: true, force: true});
});

async function all(scene: Scene, faults: Fault[]) {
  const verdicts = [];
  for (const fault of faults) verdicts.push(await suffer(scene, fault));
  return verdicts;
}

let scene: Scene;
beforeAll(async () => {
  if (traces) scene = await prepare(path.join(folder, "scene"), program);
}, 1_200_000);

describe.runIf(traces)(`a run that is stopped at a system call${traces ? "" : " (left out: strace can't trace here)"}`, () => {
  test(
    "by SIGKILL leaves a whole site, no delivery lost, and the next run what an undisturbed one leaves",
    {timeout: 1_200_000},
    async () => {
      const {kills} = faultsOf(scene);
      expect(kills.length).toBeGreaterThan(300);
      const verdicts = await all(scene, spread(kills, 3));
      expect([summary("kill", verdicts), verdicts.flatMap((v) => v.detail || [])]).toEqual([
        "kill points 0/3 broken, 0 lost, 0 differ",
        []
      ]);
    }
  );

  test("at the calls around the swap leaves one of the two releases", {timeout: 1_200_000}, async () => {
    const last = (call: string, back: number): Fault => ({call, n: scene.calls[call]!.at(-1 - back)!, what: "KILL"});
    // the renames of the last run's reports come after that of the link
    const faults = [last("symlink", 0), ...[5, 7].map((back) => last("rename", back))];
    expect(summary("kill", await all(scene, faults))).toBe("kill points 0/3 broken, 0 lost, 0 differ");
  });

  test("by a full or broken disk ends with 70 and says so; readers keep what they have", {timeout: 1_200_000}, async () => {
    const verdicts = await all(scene, spread(faultsOf(scene).errors, 3));
    expect([summary("error", verdicts), verdicts.flatMap((v) => v.detail || [])]).toEqual([
      "error points 0/3 broken, 0 lost, 0 differ",
      []
    ]);
  });

  test("or whose process that reads drops is, leaves the same, and blames no file", {timeout: 1_200_000}, async () => {
    const apart = await prepare(path.join(folder, "apart"), program, "reader apart");
    const {kills, errors} = faultsOf(apart);
    const verdicts = await all(apart, [...spread(kills, 2), ...spread(errors, 2)]);
    expect([summary("reader", verdicts), verdicts.flatMap((v) => v.detail || [])]).toEqual([
      expect.stringMatching(/^reader points 0\/[1-4] broken, 0 lost, 0 differ/),
      []
    ]);
    // the last folder is removed after publishing: a run that can't remove it has done its work
    const clearing = await suffer(
      apart,
      errors.findLast(({call}) => call === "rmdir")!
    );
    expect([clearing.code, clearing.missed, clearing.misled, clearing.detail]).toEqual([0, false, false, ""]);
  });

  test("is found broken where releases are copied over what readers have", {timeout: 1_200_000}, async () => {
    const wrong = await prepareWrong(scene, path.join(folder, "copies"), "copies into current");
    const copies = ["copy_file_range", "sendfile", "write"].flatMap((call) =>
      faultsOf(wrong)
        .kills.filter((f) => f.call === call)
        .slice(-6)
    );
    expect((await all(wrong, spread(copies, 2))).some((v) => v.broken)).toBe(true);
  });

  test("is found to lose where the ledger is written before the store", {timeout: 1_200_000}, async () => {
    const wrong = await prepareWrong(scene, path.join(folder, "ledger"), "ledger first");
    const {kills} = faultsOf(wrong);
    const early = kills.filter((f) => f.call === "pwrite64").slice(2, 4);
    expect((await all(wrong, early)).some((v) => v.lost)).toBe(true);
  });
});

test("of eight rebuilds at once one publishes and seven leave with 75", {timeout: 1_200_000}, async () => {
  expect(await roundsOf(folder, program, {rounds: 1, runs: 8})).toEqual({rounds: 1, good: 1, codes: []});
});

test("while 20 releases are swapped a client finds every page and its data", {timeout: 1_200_000}, async () => {
  expect(await readWhileSwapping(path.join(folder, "read"), {swaps: 20, loads: 1000})).toMatchObject({swaps: 20, missing: []});
});

describe("a limit that a run meets is said, readers keep what they have, and the next run goes well", () => {
  const start = () => path.join(folder, "scene", "start");

  test.runIf(traces)("a limit on the size of files", {timeout: 900_000}, async () => {
    const under = (command: string[]) => ["sh", "-c", 'ulimit -f 1000; exec "$@"', "sh", ...command];
    const outcome = await limited(start(), path.join(folder, "fsize"), program, under);
    expect(outcome).toMatchObject({code: 70, kept: true, next: 0, same: scene.expected});
    expect(outcome.stderr).toContain("larger than this user is allowed to write");
    expect(outcome.reported).toMatchObject({outcome: "failed", exit_code: 70});
  });

  const disk = path.join(inRam, `handshake-disk-${process.pid}`);
  let mounted = false;
  beforeAll(() => {
    mkdirSync(disk, {recursive: true});
    mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=48m", "tmpfs", disk]).status === 0;
  });
  afterAll(() => {
    if (mounted) spawnSync("umount", [disk]);
    rmSync(disk, {recursive: true, force: true});
  });

  test.runIf(traces)("a full disk", {timeout: 900_000}, async ({skip}) => {
    if (!mounted) skip("this user may mount no small disk");
    const ballast = path.join(disk, "ballast");
    const fill = () => void spawnSync("sh", ["-c", `head -c 100m /dev/zero > ${ballast}`]);
    const makeRoom = (bytes: number) => () => {
      fill();
      spawnSync("truncate", ["-s", `-${bytes}`, ballast]);
    };
    for (const bytes of [0, 1_000_000]) {
      const outcome = await limited(start(), path.join(disk, "world"), program, (command) => command, {
        before: makeRoom(bytes),
        after: () => rmSync(ballast)
      });
      expect(outcome).toMatchObject({code: 70, kept: true, next: 0, same: scene.expected});
      expect(outcome.stderr).toContain("The disk is full");
      // the room for the report was kept
      expect(outcome.reported).toMatchObject({outcome: "failed", exit_code: 70, message: outcome.stderr.trim()});
    }
    writeFileSync(path.join(disk, "done"), "");
  });
});
