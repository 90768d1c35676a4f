import {accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, statSync} from "node:fs";
import {chmod, lchown, readdir, rename, rm} from "node:fs/promises";
import path from "node:path";
import {fsync, makeFolder, renameSynced} from "../files.ts";

/** Where a build folder is restored before it is whole, and how it then takes its place. */
export interface Restoring {
  part: string;
  /** Makes it empty, and no more open to others than what is there. */
  prepare: () => Promise<void>;
  /** @returns where what was there is now; null where there was nothing */
  moveIn: () => Promise<string | null>;
}

/**
 * Prepares a place for what is restored: beside the build folder, which is then replaced in one step; within it where that folder has to
 * stay itself. Owner and mode are those of the folder that was there, or others could read it, and a schedule of another user not write it.
 * @param aside where the build folder of before goes; one that has to stay keeps it in a hidden folder of that name
 */
export function restoringTo(build: string, aside: string, stays: boolean = hasToStay(build)): Restoring {
  const part = stays ? path.join(build, ".restore.part") : `${path.resolve(build)}.restore.part`;
  const before = statSync(build, {throwIfNoEntry: false});
  const prepare = async () => {
    await rm(part, {recursive: true, force: true});
    await makeFolder(part);
    if (before) await chmod(part, before.mode & 0o7777);
  };
  const moveIn = async () => {
    if (before) await giveTo(part, before);
    if (!stays) return replace(part, build, aside);
    const hidden = await moveWithin(part, build, aside);
    // made by who restores, and the schedule's user has to open the one and may remove the other
    for (const made of [path.join(build, ".lock"), hidden]) if (before && made && existsSync(made)) await giveOne(made, before);
    return hidden;
  };
  return {part, prepare, moveIn};
}

/** Whether a folder can't be renamed: it is a mount (a volume), or this user may not write to the folder above it. */
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

async function replace(part: string, build: string, aside: string): Promise<string | null> {
  const moved = existsSync(build) && readdirSync(build).some((f) => f !== ".lock") ? aside : null;
  if (moved) await rename(build, moved);
  else await rm(build, {recursive: true, force: true});
  await renameSynced(part, build).catch(async (error: unknown) => {
    if (moved && !existsSync(build)) await rename(moved, build);
    throw error;
  });
  return moved;
}

/**
 * Moves what is there into a hidden folder, which no backup and no run looks into, and what is restored in its place. The note that tells
 * one build folder from another goes first and comes last: a folder that is half restored may publish nowhere.
 */
async function moveWithin(part: string, build: string, aside: string): Promise<string | null> {
  const there = lastNote(readdirSync(build).filter((name) => !name.startsWith("."))).reverse();
  const hidden = path.join(
    build,
    path
      .basename(aside)
      .replace(`${path.basename(build)}.`, "")
      .replace(/^/, ".")
  );
  if (there.length) await makeFolder(hidden);
  for (const name of there) await rename(path.join(build, name), path.join(hidden, name));
  for (const name of lastNote(readdirSync(part))) await rename(path.join(part, name), path.join(build, name));
  await fsync(build);
  await rm(part, {recursive: true});
  return there.length ? hidden : null;
}

const lastNote = (names: string[]): string[] => names.sort((a, b) => Number(a === "build.json") - Number(b === "build.json"));
