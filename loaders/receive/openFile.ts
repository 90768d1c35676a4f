import {constants} from "node:fs";
import {open, type FileHandle} from "node:fs/promises";
import {setTimeout as wait} from "node:timers/promises";

/** A file opened for reading, or why it is not: no file at all (a link, a device, a pipe, a folder), or gone since it was listed. */
export type Opened = {handle: FileHandle} | {problem: Problem};
export type Problem = "not_regular" | "gone" | "unreadable" | "too_deep";

const problems: Record<string, Problem> = {
  ENAMETOOLONG: "too_deep",
  ...{ENOENT: "gone", ENOTDIR: "gone"},
  ...{EACCES: "unreadable", EPERM: "unreadable"},
  ...{ELOOP: "not_regular", ENXIO: "not_regular", ENODEV: "not_regular", EISDIR: "not_regular", EOPNOTSUPP: "not_regular"}
};

/**
 * Opens a regular file and nothing else. Links are not followed and the opened file is asked what it is, so that a file that is
 * swapped for a link after the folder was listed is not read either. A pipe does not block.
 * @throws what the system says where it is the machine that can't open it
 */
export async function openRegular(file: string): Promise<Opened> {
  let handle: FileHandle;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const problem = problems[(error as NodeJS.ErrnoException).code ?? ""];
    // what is left is the machine's fault, such as too many open files or a broken disk
    if (!problem) throw error;
    return {problem};
  }
  if ((await handle.stat()).isFile()) return {handle};
  await handle.close();
  return {problem: "not_regular"};
}

/** The first bytes of an open file. */
export async function headOf(handle: FileHandle, bytes = 1024): Promise<Uint8Array> {
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** Size and time of the last change of an open file, in one text that differs when either does. */
export async function stateOf(handle: FileHandle): Promise<string> {
  const {size, mtimeNs} = await handle.stat({bigint: true});
  return `${size} ${mtimeNs}`;
}

const fresh = 2000;

/** Gives whoever is still writing a file of the last two seconds a moment to show it. */
export async function pauseIfFresh(handle: FileHandle): Promise<void> {
  const {mtimeMs} = await handle.stat();
  if (Date.now() - mtimeMs < fresh) await wait(4);
}
