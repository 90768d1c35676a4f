import {existsSync, readdirSync, statSync} from "node:fs";
import {copyFile, rm} from "node:fs/promises";
import path from "node:path";
import {z} from "zod";
import {makeFolder, renameSynced, fsync} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {hashFile, isAsNoted} from "./hash.ts";
import {keptFiles, storedPath, storeFiles} from "./inventory.ts";
import {restoringTo} from "./moveIn.ts";
import {ensureSound, type Delivery} from "./verify.ts";
import {damaged, readVersioned, writeVersioned} from "./versioned.ts";

/*
 * A backup folder: store/ has every delivery once, named by its hash, and each backup is a folder of its own with the small files that
 * can't be made anew and backup.json, which lists the hash of every file. A backup gets its name when it is whole.
 */

const List = z.strictObject({
  /** Every file but those of the store, by its path. */
  files: z.record(z.string(), z.string()),
  /** The hashes of the deliveries. */
  store: z.array(z.string())
});

const kind = {name: "backup", format: 1, schema: List, migrations: {}};
/** The names of the backups in the order in which they were made: by its name, one of a clock that was ahead would hide later ones. */
const orderKind = {name: "backup_order", format: 1, schema: z.array(z.string()), migrations: {}};
const orderFile = (folder: string) => path.join(folder, "order.json");
const listFile = (snapshot: string) => path.join(snapshot, "backup.json");
const inStore = (folder: string, sha256: string) => storedPath(path.join(folder, "store"), sha256);

/**
 * Copies everything of a build folder that can't be made anew into a backup folder, and checks each file on the way.
 * @param name of this backup, such as the time of it
 * @param deliveries reads a ledger
 * @throws HandshakeError (70) that names a file that is damaged, (66) where there is nothing yet: earlier backups stay as they are
 */
export async function backup(
  build: string,
  folder: string,
  name: string,
  deliveries: (ledger: string) => Promise<Delivery[]>
): Promise<{files: number; copied: number}> {
  if (!existsSync(build)) throw new HandshakeError(`There is no build folder ${build}.`, {exitCode: 66});
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new HandshakeError(`${folder} is a file, expected a folder for backups. Name another.`, {exitCode: 66});
  const files: Record<string, string> = {};
  const snapshot = path.join(folder, name);
  if (existsSync(snapshot)) throw new HandshakeError(`${snapshot} is there already. Nothing was changed.`);
  await ensureSound(build, deliveries, "No backup was made; earlier ones are as they were.");
  const [kept, store] = [keptFiles(build), storeFiles(build).map((f) => path.basename(f))];
  // as the newest, an empty one would be what restore takes
  if (!kept.length && !store.length)
    throw new HandshakeError(
      `${build} has nothing to back up. If a disk is missing, mount it; else name another folder with --build DIR. No backup was made.`,
      {exitCode: 66}
    );
  let copied = 0;
  for (const sha256 of store) if (await copyStored(inStore(build, sha256), inStore(folder, sha256), sha256)) copied++;
  const part = `${snapshot}.part`;
  await rm(part, {recursive: true, force: true});
  await makeFolder(part);
  for (const file of kept) files[file] = await copyWhole(path.join(build, file), path.join(part, file));
  await writeVersioned(listFile(part), kind, {files, store});
  // before it has its name: one that is not there is passed over
  await writeVersioned(orderFile(folder), orderKind, [...(await backupsIn(folder)), name]);
  await renameSynced(part, snapshot);
  return {files: Object.keys(files).length + store.length, copied};
}

/** Whether a delivery was copied; one that is there, and whole, is not copied again. */
async function copyStored(from: string, to: string, sha256: string): Promise<boolean> {
  if (await isAsNoted(to, {sha256})) return false;
  if ((await copyWhole(from, `${to}.part`)) !== sha256) {
    await rm(`${to}.part`, {force: true});
    throw damaged(from, "its bytes are not those that its name says");
  }
  await renameSynced(`${to}.part`, to);
  return true;
}

async function copyWhole(from: string, to: string): Promise<string> {
  await makeFolder(path.dirname(to));
  await copyFile(from, to);
  await fsync(to);
  return (await hashFile(to)).sha256;
}

/** The backups in a folder, the newest last: those whose order is noted, then, by name, those that an earlier version has made since. */
export async function backupsIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const there = readdirSync(folder).filter((n) => !n.endsWith(".part") && existsSync(listFile(path.join(folder, n))));
  const noted = existsSync(orderFile(folder)) ? await readVersioned(orderFile(folder), orderKind).catch(() => []) : [];
  const known = noted.filter((name) => there.includes(name));
  return [...new Set([...known, ...there.filter((name) => !known.includes(name)).sort()])];
}

/**
 * Makes a build folder from a backup. What is derived comes with the next rebuild. All is checked before anything is restored; a build
 * folder that has anything is moved aside, never overwritten.
 * @param name of the backup; the newest where none is given
 * @returns the name of the backup, the number of files, and where the build folder of before is now
 */
export async function restore(
  folder: string,
  build: string,
  name: string | undefined,
  aside: string
): Promise<{name: string; files: number; moved: string | null}> {
  const there = await backupsIn(folder);
  const chosen = name ?? there.at(-1);
  if (chosen === undefined || !there.includes(chosen))
    throw new HandshakeError(
      `There is no backup${name === undefined ? "" : ` ${name}`} in ${folder}.${there.length ? ` There are: ${there.join(", ")}` : ""}`,
      {exitCode: 66}
    );
  const snapshot = path.join(folder, chosen);
  const list = await readVersioned(listFile(snapshot), kind);
  const {part, prepare, moveIn} = restoringTo(build, aside);
  await prepare();
  const bad: string[] = [];
  for (const sha256 of list.store)
    if ((await copied(inStore(folder, sha256), inStore(part, sha256))) !== sha256) bad.push(inStore(folder, sha256));
  for (const [file, sha256] of Object.entries(list.files))
    if ((await copied(path.join(snapshot, file), path.join(part, file))) !== sha256) bad.push(path.join(snapshot, file));
  if (bad.length) {
    await rm(part, {recursive: true, force: true});
    throw new HandshakeError(
      `The backup ${snapshot} is damaged: ${bad.slice(0, 3).join(", ")}${bad.length > 3 ? ` and ${bad.length - 3} more` : ""}. Nothing was changed. Take another: npx handshake restore ${folder} --name NAME`
    );
  }
  return {name: chosen, files: list.store.length + Object.keys(list.files).length, moved: await moveIn()};
}

/** The hash of the copy; empty where there is nothing to copy. */
const copied = (from: string, to: string): Promise<string> => (existsSync(from) ? copyWhole(from, to) : Promise.resolve(""));
