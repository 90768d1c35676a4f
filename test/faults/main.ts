import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {bundledProgram} from "./bundle.ts";
import {hashesOfSample} from "./matrix.ts";
import {readWhileSwapping} from "./reading.ts";
import {roundsOf} from "./rounds.ts";
import {faultsOf, outermost, prepare, spread, suffer, summary, type Fault, type How, type Scene, type Verdict} from "./sweep.ts";

/*
 * npm run faults [-- --part I/N] [-- --points N] [-- --every]: the sweep of a run in one process at the outermost calls on files of each
 * kind (outermost in sweep.ts); --every takes each call with both errors (hours), --points N of each sort, spread over all. Then the calls
 * of the process that reads drops, and 20 points of each sort of the real program with its pages (N where that is less); then 100 rounds of
 * 8 rebuilds at once, 10,000 loads while 200 releases are swapped, and the sample built under 3 time zones with two numbers of threads in
 * two folders. --part I/N does the I-th of N parts of each, which together are all. Exits 1 when one is bad.
 */

const after = (flag: string) => (process.argv.includes(flag) ? process.argv[process.argv.indexOf(flag) + 1] : undefined);
const points = Number(after("--points") ?? Infinity);
const every = process.argv.includes("--every");
const [part = 1, parts = 1] = (after("--part") ?? "1/1").split("/").map(Number);
if (!(Number.isInteger(part) && Number.isInteger(parts) && part >= 1 && part <= parts))
  throw new Error(`--part ${after("--part")}: expected a part of all parts, such as 1/4`);

/** The share of this part: of things the I-th and each Nth after it; of a number, its even share. */
const ofPart = <T>(all: T[]): T[] => all.filter((_, i) => i % parts === part - 1);
const share = (count: number): number => ofPart(Array.from({length: count})).length;

const scenes: [how: How, most: number][] = [
  ["one process", Infinity],
  ["reader apart", Infinity],
  ["whole program", 20]
];
const begun = Date.now();
const minutes = () => `${((Date.now() - begun) / 60_000).toFixed(1)} min`;
const folder = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "handshake-faults-"));

async function sweep(kind: string, faults: Fault[], scene: Scene): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const queue = [...faults];
  const lane = async (number: number) => {
    for (let fault = queue.shift(); fault; fault = queue.shift()) {
      const verdict = await suffer(scene, fault, number);
      verdicts.push(verdict);
      if (verdict.detail) console.log(`  ${verdict.detail}`);
      if (verdicts.length % 50 === 0) console.log(`  ${verdicts.length} of ${faults.length}`);
    }
  };
  await Promise.all([0, 1].map(lane));
  console.log(`${summary(kind, verdicts)} (${minutes()})`);
  return verdicts;
}

async function sweepAll(program: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [how, most] of scenes) {
    const scene = await prepare(path.join(folder, how.replace(" ", "-")), program, how);
    const {kills, errors} = (every ? faultsOf : outermost)(scene);
    console.log(`${how}: ${kills.length} calls to be killed before, ${errors.length} errors to be given`);
    for (const [kind, faults] of [
      ["kill", kills],
      ["error", errors]
    ] as const)
      verdicts.push(...(await sweep(`${how}: ${kind}`, ofPart(spread(faults, Math.min(points, most))), scene)));
  }
  console.log(`${verdicts.filter((v) => v.misled).length} of the errors ended as something else than a failed run`);
  return verdicts;
}

try {
  const program = await bundledProgram();
  const verdicts = await sweepAll(program);
  const rounds = await roundsOf(folder, program, {rounds: share(100), runs: 8});
  console.log(
    `${rounds.good} of ${rounds.rounds} rounds of 8 at once: one published, seven left with 75 ${rounds.codes.join("; ")} (${minutes()})`
  );
  const reading = await readWhileSwapping(path.join(folder, "read"), {swaps: share(200), loads: share(10_000)});
  console.log(
    `${reading.missing.length} missing in ${reading.loads} loads while ${reading.swaps} releases were swapped (${minutes()})`
  );
  const hashes = await hashesOfSample(folder, ofPart);
  console.log(`${new Set(hashes).size} hash over ${hashes.length} builds: ${[...new Set(hashes)].join(", ")} (${minutes()})`);
  const others = rounds.good === rounds.rounds && reading.missing.length === 0 && new Set(hashes).size === 1;
  process.exitCode = !others || verdicts.some((v) => v.broken || v.lost || v.differ || v.misled) ? 1 : 0;
} finally {
  rmSync(folder, {recursive: true, force: true});
}
