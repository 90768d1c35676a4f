import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {bundledProgram} from "./bundle.ts";
import {hashesOfSample} from "./matrix.ts";
import {readWhileSwapping} from "./reading.ts";
import {roundsOf} from "./rounds.ts";
import {faultsOf, outermost, prepare, spread, suffer, summary, type Fault, type How, type Verdict} from "./sweep.ts";

/*
 * npm run faults [-- --points N] [-- --every]: the sweep of a run in one process at the outermost calls on files of each kind (outermost in
 * sweep.ts); --every takes each call with both errors (hours), --points N of each sort, spread over all. Then the calls of the process that
 * reads drops, and 20 points of each sort of the real program with its pages (N where that is less); then 100 rounds of 8 rebuilds at once,
 * 10,000 loads while 200 releases are swapped, and the sample built under 3 time zones with two numbers of threads in two folders. Exits 1
 * when one is bad.
 */

const at = process.argv.indexOf("--points");
const every = process.argv.includes("--every");
const points = at === -1 ? Infinity : Number(process.argv[at + 1]);
const scenes: [how: How, most: number][] = [
  ["one process", Infinity],
  ["reader apart", Infinity],
  ["whole program", 20]
];
const folder = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "handshake-faults-"));

async function sweep(
  kind: string,
  faults: Fault[],
  suffering: (fault: Fault, lane: string) => Promise<Verdict>
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const queue = [...faults];
  const start = Date.now();
  const lane = async (name: string) => {
    for (let fault = queue.shift(); fault; fault = queue.shift()) {
      const verdict = await suffering(fault, name);
      verdicts.push(verdict);
      if (verdict.detail) console.log(`  ${verdict.detail}`);
      if (verdicts.length === 20) {
        const minutes = ((Date.now() - start) / 60_000 / 20) * (faults.length - 20);
        console.log(`  about ${Math.ceil(minutes)} minutes for the other ${faults.length - 20} (${kind})`);
      }
      if (verdicts.length % 50 === 0) console.log(`  ${verdicts.length} of ${faults.length}`);
    }
  };
  await Promise.all(["one", "two"].map(lane));
  console.log(summary(kind, verdicts));
  return verdicts;
}

try {
  const program = await bundledProgram();
  const verdicts: Verdict[] = [];
  for (const [how, most] of scenes) {
    const scene = await prepare(path.join(folder, how.replace(" ", "-")), program, how);
    const {kills, errors} = (every ? faultsOf : outermost)(scene);
    console.log(`${how}: ${kills.length} calls to be killed before, ${errors.length} errors to be given`);
    const suffering = (fault: Fault, lane: string) => suffer(scene, fault, lane);
    for (const [kind, faults] of [
      ["kill", kills],
      ["error", errors]
    ] as const)
      verdicts.push(...(await sweep(`${how}: ${kind}`, spread(faults, Math.min(points, most)), suffering)));
  }
  console.log(`${verdicts.filter((v) => v.misled).length} of the errors ended as something else than a failed run`);
  const rounds = await roundsOf(folder, program, {rounds: 100, runs: 8});
  console.log(
    `${rounds.good} of ${rounds.rounds} rounds of 8 at once: one published, seven left with 75 ${rounds.codes.join("; ")}`
  );
  const reading = await readWhileSwapping(path.join(folder, "read"), {swaps: 200, loads: 10_000});
  console.log(`${reading.missing.length} missing in ${reading.loads} loads while ${reading.swaps} releases were swapped`);
  const hashes = await hashesOfSample(folder);
  console.log(`${new Set(hashes).size} hash over ${hashes.length} builds: ${[...new Set(hashes)].join(", ")}`);
  const others = rounds.good === rounds.rounds && reading.missing.length === 0 && new Set(hashes).size === 1;
  process.exitCode = !others || verdicts.some((v) => v.broken || v.lost || v.differ || v.misled) ? 1 : 0;
} finally {
  rmSync(folder, {recursive: true, force: true});
}
