import {spawnSync} from "node:child_process";
import {constants} from "node:fs";
import {open, readFile, stat, type FileHandle} from "node:fs/promises";
import path from "node:path";
import {makeFolder} from "../files.ts";
import {HandshakeError} from "../errors.ts";

export interface Lock {
  /** @throws HandshakeError (70) when the lock file was deleted or replaced meanwhile, so that another run may have begun. */
  stillOurs: () => Promise<void>;
  release: () => Promise<void>;
}

/** The programs that can lock a descriptor which they are handed as number 3; both exit 1 when somebody else has it. */
const lockers: [command: string, args: string[]][] = [
  ["flock", ["-x", "-n", "3"]],
  ["perl", ["-MFcntl=:flock", "-e", 'open(my $f, ">&=", 3) or exit 2; exit(flock($f, LOCK_EX | LOCK_NB) ? 0 : 1)']]
];

/**
 * Takes a folder for this run alone. The kernel keeps the lock with the descriptor that this process holds open (flock(2), set by
 * the small program of that name, for Node has no call for it): it is gone the moment that the process is, however it ends, and can't be
 * taken from a process that lives, not even one that is stopped, in another container or under another user. The file stays.
 * @throws HandshakeError (75) when another run has it, (70) when the file system keeps no locks (some network file systems).
 */
export async function lockFolder(folder: string): Promise<Lock> {
  await makeFolder(folder);
  const file = path.join(folder, ".lock");
  for (;;) {
    const handle = await open(file, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o644);
    try {
      await giveToOwner(handle, folder);
      if (!tryLock(handle, folder)) throw await busy(folder, file);
      if (await isSame(handle, file)) {
        await proveLocked(file, folder);
        await noteHolder(handle);
        return {stillOurs: () => stillOurs(handle, file), release: () => handle.close()};
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
    // somebody deleted the file between our opening and locking it
    await handle.close();
  }
}

/** Takes several folders, in the order of the list, or none. */
export async function lockFolders(folders: string[]): Promise<Lock> {
  const locks: Lock[] = [];
  const release = async () => void (await Promise.all(locks.map((l) => l.release())));
  try {
    for (const folder of new Set(folders.map((f) => path.resolve(f)))) locks.push(await lockFolder(folder));
  } catch (error) {
    await release();
    throw error;
  }
  return {stillOurs: async () => void (await Promise.all(locks.map((l) => l.stillOurs()))), release};
}

function tryLock(handle: FileHandle, folder: string): boolean {
  for (const [command, args] of lockers) {
    const {status, error, stderr} = spawnSync(command, args, {stdio: ["ignore", "ignore", "pipe", handle.fd], encoding: "utf8"});
    if (error && (error as NodeJS.ErrnoException).code === "ENOENT") continue;
    if (error) throw error;
    if (status === 0 || status === 1) return status === 0;
    throw new HandshakeError(`${folder} can't be locked: ${command} says ${stderr.trim() || status}.`);
  }
  throw new HandshakeError(
    `${folder} can't be locked: neither flock nor perl is there. Install flock (Debian, Ubuntu: apt-get install util-linux).`
  );
}

/** A lock that root makes, as by doctor, is its folder's owner's: the schedule's user could not open it, and no rebuild would begin. */
async function giveToOwner(handle: FileHandle, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const {uid, gid} = await stat(folder);
  const made = await handle.stat();
  // a second name of a file of root's would be given away with it
  if (made.uid === 0 && made.nlink === 1 && uid !== 0) await handle.chown(uid, gid).catch(() => undefined);
}

/** A second descriptor must not get the lock; where it does, locks mean nothing here and two runs could meet. */
async function proveLocked(file: string, folder: string): Promise<void> {
  const second = await open(file, constants.O_RDWR);
  try {
    if (tryLock(second, folder))
      throw new HandshakeError(
        `${folder} is on a file system that keeps no locks (some network file systems don't). Put it on a local disk.`
      );
  } finally {
    await second.close();
  }
}

/** Only for the message of the run that finds us here, so a full disk is no reason to stop. */
async function noteHolder(handle: FileHandle): Promise<void> {
  const text = `${JSON.stringify({pid: process.pid, since: new Date().toISOString()})}\n`;
  await handle
    .truncate(0)
    .then(() => handle.write(text, 0))
    .catch(() => undefined);
}

async function busy(folder: string, file: string): Promise<HandshakeError> {
  const holder = /^\{"pid":(\d+),"since":"([\d:.TZ-]+)"\}/.exec(await readFile(file, "utf8").catch(() => ""));
  const who = holder ? ` (process ${holder[1]}, since ${holder[2]})` : "";
  return new HandshakeError(
    `Another run is at work in ${folder}${who}. Nothing was done; run this again when that run has ended. The lock is released when its process exits; do not delete it.`,
    {exitCode: 75}
  );
}

async function isSame(handle: FileHandle, file: string): Promise<boolean> {
  const [held, named] = await Promise.all([handle.stat(), stat(file).catch(() => null)]);
  return held.ino === named?.ino && held.dev === named.dev;
}

async function stillOurs(handle: FileHandle, file: string): Promise<void> {
  if (await isSame(handle, file)) return;
  throw new HandshakeError(
    `${file} was deleted or replaced during the run, so another run may be at work: nothing is published. Leave that file alone and run this again.`
  );
}
