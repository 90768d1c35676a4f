import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {copyWorld, deliver, fingerprint, node, run, served, worldIn, type World} from "./world.ts";

/** What came of some rounds of rebuilds that begin at once. */
export interface Rounds {
  rounds: number;
  /** Rounds in which one ended with 0 and all others with 75, and readers have what that one published. */
  good: number;
  codes: string[];
}

/**
 * Lets `runs` rebuilds of the same folders begin at once, again and again, each time with something new to publish, in two worlds side by
 * side. The one that has the lock is held back until the others have ended, so that none comes too late to meet it.
 */
export async function roundsOf(folder: string, program: string, {rounds, runs}: {rounds: number; runs: number}): Promise<Rounds> {
  const result: Rounds = {rounds, good: 0, codes: []};
  let left = rounds;
  const lane = async (number: number) => {
    const world = worldIn(path.join(folder, `rounds-${number}`));
    deliver(world, "first");
    while (left-- > 0) {
      const {good, codes} = await roundIn(world, program, runs, left);
      if (good) result.good++;
      else result.codes.push(codes);
    }
  };
  await Promise.all(Array.from({length: Math.min(2, rounds)}, (_, number) => lane(number)));
  return result;
}

/** One round of as many runs: whether one published and the others ended with 75, and what they ended with. */
async function roundIn(world: World, program: string, runs: number, round: number): Promise<{good: boolean; codes: string}> {
  const before = served(world);
  writeFileSync(path.join(world.drops, "customers_2026-06-30.csv"), `customer_id,name\nC1,Cora ${round}\n`);
  const hold = path.join(path.dirname(world.drops), `go-${round}`);
  const all = Array.from({length: runs}, () => run([...node, program, JSON.stringify({...world, hold})]));
  let ended = 0;
  for (const one of all) void one.then(() => ended++);
  while (ended < runs - 1) await sleep(20);
  writeFileSync(hold, "");
  const codes = (await Promise.all(all)).map(({code, signal}) => String(code ?? signal)).sort();
  const asItShould = codes.join(" ") === ["0", ...Array.from({length: runs - 1}, () => "75")].join(" ");
  const good = asItShould && served(world) !== before && !fingerprint(world).includes('"hidden":[".');
  return {good, codes: codes.join(" ")};
}

/**
 * Runs a program under a limit and again without: what the first said and reported, whether readers kept what they had, and whether the
 * second went well.
 */
export async function limited(
  start: string,
  folder: string,
  program: string,
  under: (command: string[]) => string[],
  meanwhile: {before?: () => void; after?: () => void} = {}
): Promise<{code: number | null; stderr: string; reported: unknown; kept: boolean; next: number | null; same: string}> {
  const world = copyWorld(start, folder);
  const before = served(world);
  const command = [process.execPath, program, JSON.stringify(world)];
  meanwhile.before?.();
  const {code, stderr} = await run(under(command));
  const kept = served(world) === before;
  const {run: reported} = JSON.parse(readFileSync(path.join(world.build, "report.json"), "utf8")) as {run: unknown};
  meanwhile.after?.();
  const next = await run(command);
  return {code, stderr, reported, kept, next: next.code, same: next.code === 0 ? fingerprint(world) : next.stderr};
}
