import {constants, existsSync} from "node:fs";
import {open, readFile, rm, statfs} from "node:fs/promises";
import path from "node:path";
import {randomBytes} from "node:crypto";
import {writeSynced} from "../../files.ts";

/** Bytes that a run keeps free for its report: one with its lists cut takes less. */
const reserved = 1_000_000;

const reserveFile = (build: string): string => path.join(build, ".reserve");
const beganFile = (build: string): string => path.join(build, ".began");

/**
 * Takes room on the disk for the report of a run that finds it full. Filled with noise, so that no file system stores it in less. Where
 * there is little room, none is taken: the run will say that soon enough.
 */
export async function keepReserve(build: string): Promise<void> {
  const file = reserveFile(build);
  if (existsSync(file)) return;
  try {
    const {bavail, bsize} = await statfs(build);
    if (bavail * bsize > 10 * reserved) await writeSynced(file, randomBytes(reserved));
  } catch {
    await rm(file, {force: true}).catch(() => undefined);
  }
}

/** Gives the room back; the next run that finds enough takes it again. */
export const giveReserve = (build: string): Promise<void> => rm(reserveFile(build), {force: true});

/**
 * Notes that a run began, for a report that never came: one of a run that was killed, or that could write nothing. The text always has
 * the same length and is written over the previous one, which needs no room.
 */
export async function noteBeginning(build: string, startedAt: string): Promise<void> {
  const handle = await open(beganFile(build), constants.O_WRONLY | constants.O_CREAT, 0o644).catch(() => null);
  await handle?.write(`${startedAt}\n`, 0).catch(() => undefined);
  await handle?.close();
}

/** When the last run began, as ISO 8601 in UTC; null where that is not known. */
export const lastBeginning = (build: string): Promise<string | null> =>
  readFile(beganFile(build), "utf8").then(
    (text) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z(?=\n)/.exec(text)?.[0] ?? null,
    () => null
  );
