import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {group} from "d3";
import {root} from "../support/handshake.ts";
import {copyWorld, deliver, fingerprint, lostIn, node, run, served, stateOf, worldIn, type Ended, type World} from "./world.ts";

/** One thing that goes wrong, at one system call of a run. */
export interface Fault {
  call: string;
  /** The n-th such call, counted from 1; where a file of the world is named, the n-th on that file. */
  n: number;
  file?: string;
  /** SIGKILL before the call, or the error that the call gives instead of doing its work. */
  what: "KILL" | "ENOSPC" | "EIO";
}

export interface Verdict {
  fault: Fault;
  /** Readers had neither the release of before nor the new one, whole. */
  broken: boolean;
  /** A delivery that the ledger names, or named before, is not in the store. */
  lost: boolean;
  /** The next run did not leave what an undisturbed one leaves. */
  differ: boolean;
  /** The run that was given an error ended as if the data or nothing were to blame. */
  misled: boolean;
  /** The call was never made, so nothing is shown. */
  missed: boolean;
  /** What the disturbed run ended with. */
  code: number | null;
  detail: string;
}

/** Every call that changes what is on the disk, and those that wait for it. */
const changing = [
  "rename", "link", "unlink", "symlink", "mkdir", "rmdir", "ftruncate", "pwrite64", "write", "fsync", "fdatasync",
  "copy_file_range", "sendfile"
]; // prettier-ignore
/** Calls that can find the disk full or broken. "write" comes file by file, as it also wakes threads, in no certain order. */
const writing = ["pwrite64", "ftruncate", "mkdir", "link", "symlink", "rename", "fsync", "fdatasync", "unlink", "rmdir"];

/** What is disturbed: a run in one process with stand-ins for the pages, the same with the process that reads drops, or the real program. */
export type How = "one process" | "reader apart" | "whole program";

/** What a sweep compares with: the world before the run that is disturbed, and after one that is not. */
export interface Scene {
  folder: string;
  program: string;
  how: How;
  wrong: string | undefined;
  ledger: string;
  served: {before: string; after: string};
  expected: string;
  /** Which of each call are made on files of the world: their numbers, and the kinds of files. */
  calls: Record<string, number[]>;
  kinds: Record<string, string[]>;
  /** How often a thread writes to each file of the world by "write". */
  writes: Record<string, number>;
  /** How the next run ended over each world that a disturbed one left: over the same world it does the same again. */
  ends: Map<string, NextRun>;
}

/** What came of the run after the one that was disturbed. */
interface NextRun {
  code: number | null;
  stderr: string;
  fingerprint: string;
}

/**
 * Lets a run have one processor: strace hands it back and forth at each call, which takes half as long where both share one.
 * @param lane which of the processors that this process may use
 */
function onOneProcessor(command: string[], lane = 0): string[] {
  const [, list = "0"] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  const all = list.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({length: last - first + 1}, (_, i) => first + i);
  });
  return ["taskset", "-c", String(all[lane % all.length]), ...command];
}

function command({program, how, wrong}: Pick<Scene, "program" | "how" | "wrong">, world: World): string[] {
  const {drops, build, site, settings} = world;
  const folders = ["--drops", drops, "--build", build, "--site", site, "--settings", settings];
  if (how === "whole program")
    return [process.execPath, path.join(root, "loaders", "handshake.mjs"), "rebuild", ...folders, "--accept-size"];
  return [...node, program, JSON.stringify({...world, sameNames: true, apart: how === "reader apart", wrong})];
}

/** Two deliveries, the first published, the second about to be; what an undisturbed run makes of it; and the calls that it makes. */
export async function prepare(folder: string, program: string, how: How = "one process"): Promise<Scene> {
  mkdirSync(folder, {recursive: true});
  const start = worldIn(path.join(folder, "start"));
  deliver(start, "first");
  await well(command({program, how, wrong: undefined}, start));
  deliver(start, "second");
  const undisturbed = copyWorld(path.join(folder, "start"), path.join(folder, "undisturbed"));
  await well(command({program, how, wrong: undefined}, undisturbed));
  return {
    ...(await countedIn({folder, program, how})),
    ends: new Map(),
    ledger: readFileSync(path.join(start.build, "ledger.jsonl"), "utf8"),
    served: {before: served(start), after: served(undisturbed)},
    expected: fingerprint(undisturbed)
  };
}

/** The same scene where the second run follows a protocol that is wrong on purpose: what it makes is held to what a right one makes. */
export async function prepareWrong(right: Scene, folder: string, wrong: string): Promise<Scene> {
  mkdirSync(folder, {recursive: true});
  copyWorld(path.join(right.folder, "start"), path.join(folder, "start"));
  return {...right, ends: new Map(), ...(await countedIn({folder, program: right.program, how: right.how, wrong}))};
}

/** The calls that the second run makes, told of a copy of the world in `start`. */
async function countedIn({
  folder,
  program,
  how,
  wrong
}: Pick<Scene, "folder" | "program" | "how"> & {wrong?: string}): Promise<
  Pick<Scene, "folder" | "program" | "how" | "wrong" | "calls" | "kinds" | "writes">
> {
  const counted = copyWorld(path.join(folder, "start"), path.join(folder, "counted"));
  const log = path.join(folder, "calls.log");
  await well([
    "strace",
    "--seccomp-bpf",
    "-f",
    "-qq",
    "-y",
    "-o",
    log,
    "-e",
    `trace=${changing.join(",")}`,
    ...command({program, how, wrong}, counted)
  ]);
  const text = readFileSync(log, "utf8");
  const counting = path.join(folder, "counted");
  return {
    folder,
    program,
    how,
    wrong,
    ...callsIn(text, counting, how === "reader apart" ? ofReader : /./),
    // files that another process writes have other names each time
    writes: how === "one process" ? writesIn(text, counting) : {}
  };
}

async function well(args: string[]): Promise<void> {
  const {code, signal, stderr} = await run(onOneProcessor(args));
  if (code !== 0) throw new Error(`${args[0]} ended with ${signal ?? code}: ${stderr}`);
}

/** Calls on what the process that reads drops writes, and what is made of it. */
const ofReader = /\/(?:reading|staged)\b/;

/** For each call, which of those of its thread concern the world: their numbers, counted from 1, and the kinds of files they are on. */
function callsIn(log: string, world: string, where: RegExp): Pick<Scene, "calls" | "kinds"> {
  const seen = new Map<string, number>();
  const calls: Record<string, number[]> = {};
  const kinds: Record<string, string[]> = {};
  for (const line of log.split("\n")) {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (!thread || !call) continue;
    const n = (seen.get(`${thread} ${call}`) ?? 0) + 1;
    seen.set(`${thread} ${call}`, n);
    if (!line.includes(world) || !where.test(line)) continue;
    (calls[call] ??= []).push(n);
    const [file = ""] = /^[^">]*/.exec(line.slice(line.indexOf(world) + world.length + 1)) ?? [];
    (kinds[call] ??= []).push(kindOf(file));
  }
  return {calls, kinds};
}

/** Files of one kind are written by the same code: in a folder of many, those with one ending; those next to the folders each for itself. */
function kindOf(file: string): string {
  const {dir, base} = path.posix.parse(file.replaceAll(/[0-9a-f]{8,}|\d+/g, "#"));
  return dir.includes("/") ? `${dir}/${base.replace(/^\.?[^.]*/, "")}` : path.posix.join(dir, base);
}

/** For each file of the world, how often the thread that writes to it most does so. */
function writesIn(log: string, world: string): Record<string, number> {
  const seen = new Map<string, number>();
  const found: Record<string, number> = {};
  for (const line of log.split("\n")) {
    const [, thread, file = ""] = /^(\d+) +write\(\d+<([^>]*)>/.exec(line) ?? [];
    if (!thread || !file.startsWith(world + path.sep)) continue;
    const n = (seen.get(`${thread} ${file}`) ?? 0) + 1;
    seen.set(`${thread} ${file}`, n);
    const name = path.relative(world, file);
    found[name] = Math.max(found[name] ?? 0, n);
  }
  return found;
}

/** All faults of a scene: a kill before each changing call, and both errors at each writing one. */
export function faultsOf(scene: Scene): {kills: Fault[]; errors: Fault[]} {
  const {kills, errors} = kindsOfFaults(scene);
  return {kills: kills.flat(), errors: errors.flat()};
}

/**
 * Of each call on files of one kind, as those between meet the same code: a kill before the first, one in the middle and the last; a full
 * disk at the first, a broken one at the last.
 */
export function outermost(scene: Scene): {kills: Fault[]; errors: Fault[]} {
  const {kills, errors} = kindsOfFaults(scene);
  const middle = (of: Fault[]) => of[Math.floor(of.length / 2)]!;
  return {
    kills: kills.flatMap((of) => [...new Set([of[0]!, middle(of), of.at(-1)!])]),
    errors: errors.map((of) => (of[0]!.what === "EIO" ? of.at(-1)! : of[0]!))
  };
}

/** The faults of a scene, those of one call on one kind of file together. */
function kindsOfFaults(scene: Scene): {kills: Fault[][]; errors: Fault[][]} {
  const numbered = (calls: string[], what: Fault["what"]) =>
    calls.flatMap((call) => {
      const all = (scene.calls[call] ?? []).map((n, i) => ({kind: scene.kinds[call]![i]!, fault: {call, n, what}}));
      return [...group(all, ({kind}) => kind).values()].map((of) => of.map(({fault}): Fault => fault));
    });
  const written = (what: Fault["what"]) => {
    const all = Object.entries(scene.writes).flatMap(([file, count]) =>
      Array.from({length: count}, (_, i): Fault => ({call: "write", n: i + 1, file, what}))
    );
    return [...group(all, ({file}) => kindOf(file!)).values()];
  };
  const errors = (["ENOSPC", "EIO"] as const).flatMap((what) => [...numbered(writing, what), ...written(what)]);
  return {kills: numbered(changing, "KILL"), errors};
}

/** `count` of them, spread over all. */
export const spread = <T>(all: T[], count: number): T[] =>
  count >= all.length ? all : Array.from({length: count}, (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)]!);

/** Lets one thing go wrong in a run, looks what readers and the store have, and lets the next run go on. */
export async function suffer(scene: Scene, fault: Fault, lane = 0): Promise<Verdict> {
  const name = `suffering-${lane}`;
  const root = path.join(scene.folder, name);
  const world = copyWorld(path.join(scene.folder, "start"), root);
  const log = path.join(scene.folder, `${name}.log`);
  const disturbed = await run(onOneProcessor([...injecting(fault, root, log), ...command(scene, world)], lane));
  const missed = !/ \(INJECTED\)$|\+\+\+ killed by SIGKILL/m.test(readFileSync(log, "utf8"));
  const seen = served(world);
  const broken = seen !== scene.served.before && seen !== scene.served.after;
  const lost = lostIn(world, scene.ledger);
  const next = await nextRun(scene, world, lane);
  const differ = next.code !== 0 || next.fingerprint !== scene.expected;
  const verdict = {
    fault,
    broken,
    lost: lost.length > 0,
    differ,
    misled: misled(scene, fault, disturbed, seen),
    missed,
    code: disturbed.code
  };
  const bad = broken || verdict.lost || differ || verdict.misled;
  if (bad) writeFileSync(path.join(scene.folder, "last-bad.json"), JSON.stringify({verdict, disturbed, next}, null, 1));
  return {
    ...verdict,
    detail: bad
      ? `${fault.what} at ${fault.call} ${fault.n} ${fault.file ?? ""}: ${disturbed.code ?? disturbed.signal} ${disturbed.stderr.slice(0, 300)} | ${next.stderr.slice(0, 300)}`
      : ""
  };
}

/** The run after the disturbed one; where another fault left the same world, what came of that. */
async function nextRun(scene: Scene, world: World, lane: number): Promise<NextRun> {
  const state = stateOf(world);
  const known = scene.ends.get(state);
  if (known) return known;
  const {code, stderr} = await run(onOneProcessor(command(scene, world), lane));
  const end = {code, stderr, fingerprint: fingerprintOr(world)};
  scene.ends.set(state, end);
  return end;
}

/** strace, told to let one call fail or to kill the run before it. */
function injecting({call, n, file, what}: Fault, root: string, log: string): string[] {
  const does = what === "KILL" ? "signal=KILL" : `error=${what}`;
  const only = file === undefined ? [] : ["-P", path.join(root, file)];
  // faster, but it lets no signal be given
  const fast = what === "KILL" ? [] : ["--seccomp-bpf"];
  return ["strace", "-f", ...fast, "-qq", "-o", log, ...only, "-e", `trace=${call}`, "-e", `inject=${call}:${does}:when=${n}`];
}

/**
 * An error of the disk ends the run with 70 and a word, or the run has done its work in spite of it: 0, or 69 where something after
 * publishing failed. A run that published never says that it failed, and one that didn't never says that it published.
 */
function misled(scene: Scene, fault: Fault, {code, stderr}: Ended, seen: string): boolean {
  if (fault.what === "KILL") return false;
  if (code === 0 || code === 69) return seen !== scene.served.after;
  return code !== 70 || seen !== scene.served.before || stderr.trim() === "";
}

function fingerprintOr(world: World): string {
  try {
    return fingerprint(world);
  } catch (error) {
    return String(error);
  }
}

/** "kill points 0/300 broken, 0 lost, 0 differ" */
export const summary = (kind: string, verdicts: Verdict[]): string => {
  const of = (what: "broken" | "lost" | "differ") => verdicts.filter((v) => v[what]).length;
  const reached = verdicts.filter((v) => !v.missed);
  const missed = verdicts.length > reached.length ? ` (${verdicts.length - reached.length} more never reached)` : "";
  return `${kind} points ${of("broken")}/${reached.length} broken, ${of("lost")} lost, ${of("differ")} differ${missed}`;
};
