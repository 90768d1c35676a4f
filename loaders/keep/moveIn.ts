import {accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, statSync} from "node:fs";
import {chmod, lchown, readdir, rename, rm, rmdir} from "node:fs/promises";
import path from "node:path";
import {fsync, makeFolder} from "../files.ts";
import {lostAndFound} from "./inventory.ts";

/** Where a build folder is restored before it is whole, and how it then takes its place. */
export interface Restoring {
  part: string;
  /** Makes it empty, and no more open to others than what is there. */
  prepare: () => Promise<void>;
  /** @returns where what was there is now; null where there was nothing */
  moveIn: () => Promise<string | null>;
}

/**
 * Prepares a place for what is restored: beside the build folder, or within it where nothing can be moved out of that. Owner and mode are
 * those of the folder, or others could read it, and a schedule of another user not write it.
 * @param aside where the content of before goes; of a folder that nothing can be moved out of, into a hidden folder of that name within it
 */
export function restoringTo(build: string, aside: string, within: boolean = hasToStay(build)): Restoring {
  const part = within ? path.join(build, ".restore.part") : `${path.resolve(build)}.restore.part`;
  const hidden = `.${path.basename(aside).replace(`${path.basename(build)}.`, "")}`;
  const away = within ? path.join(build, hidden) : aside;
  const before = statSync(build, {throwIfNoEntry: false});
  const prepare = async () => {
    await rm(part, {recursive: true, force: true});
    await makeFolder(part);
    if (before) await chmod(part, before.mode & 0o7777);
  };
  const moveIn = async () => {
    await makeFolder(build);
    if (before) await giveTo(part, before);
    const makeAway = async () => {
      await makeFolder(away);
      if (!before) return;
      await chmod(away, before.mode & 0o7777);
      await giveOne(away, before);
    };
    const moved = await exchange(part, build, {away, makeAway});
    // made by who restores, and the schedule's user has to open it
    if (before && existsSync(path.join(build, ".lock"))) await giveOne(path.join(build, ".lock"), before);
    return moved ? away : null;
  };
  return {part, prepare, moveIn};
}

/** Whether nothing can be moved out of a folder: it is a mount (a volume), or this user may not write to the folder above it. */
function hasToStay(folder: string): boolean {
  const above = path.dirname(path.resolve(folder));
  if (!existsSync(folder)) return false;
  try {
    accessSync(above, constants.W_OK);
  } catch {
    return true;
  }
  return statSync(folder).dev !== statSync(above).dev || isMount(folder);
}

/** Whether the system names a folder among its mounts: one that another folder of the same disk is bound to has the disk's number too. */
function isMount(folder: string): boolean {
  try {
    return mountsIn(readFileSync("/proc/self/mountinfo", "utf8")).includes(realpathSync(folder));
  } catch {
    return false;
  }
}

/** The folders of a mountinfo, in which spaces and the like are octal numbers. */
export const mountsIn = (mountinfo: string): string[] =>
  mountinfo
    .split("\n")
    .map((line) =>
      (line.split(" ")[4] ?? "").replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    );

/** Where root restores, the schedule's user gets what is restored. */
async function giveTo(part: string, owner: Owner): Promise<void> {
  for (const entry of await readdir(part, {withFileTypes: true, recursive: true}))
    await giveOne(path.join(entry.parentPath, entry.name), owner);
  await giveOne(part, owner);
}

async function giveOne(file: string, {uid, gid}: Owner): Promise<void> {
  if (process.getuid?.() === 0 && (uid !== 0 || gid !== 0)) await lchown(file, uid, gid);
}

type Owner = Record<"uid" | "gid", number>;

/**
 * Moves what is there away and what is restored in its place. The folder itself stays, with the lock by which no other run begins meanwhile:
 * one that found no folder would make another. The note that tells one build folder from another goes first and comes last: a folder that is
 * half restored may publish nowhere. Where a step fails, those before it are taken back.
 * @returns whether anything was there
 */
async function exchange(
  part: string,
  build: string,
  {away, makeAway}: {away: string; makeAway: () => Promise<void>}
): Promise<boolean> {
  const coming = lastNote(readdirSync(part));
  const there = lastNote(readdirSync(build).filter(isOwn)).reverse();
  const done: [from: string, to: string][] = [];
  const move = async (from: string, to: string) => {
    await rename(from, to);
    done.push([from, to]);
  };
  if (there.length) await makeAway();
  try {
    for (const name of there) await move(path.join(build, name), path.join(away, name));
    for (const name of coming) await move(path.join(part, name), path.join(build, name));
  } catch (error) {
    for (const [from, to] of done.reverse()) await rename(to, from);
    if (there.length) await rmdir(away);
    throw error;
  }
  if (there.length) await fsync(away);
  await fsync(build);
  await rm(part, {recursive: true});
  return there.length > 0;
}

/** Hidden files are of runs, such as the lock, and what an earlier restore has left within; lost+found is of the disk. */
const isOwn = (name: string): boolean => !name.startsWith(".") && name !== lostAndFound;

const lastNote = (names: string[]): string[] => names.sort((a, b) => Number(a === "build.json") - Number(b === "build.json"));
