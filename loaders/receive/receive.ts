import {existsSync, type Dirent} from "node:fs";
import {readdir, stat, type FileHandle} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {fsync} from "../files.ts";
import {contentOf, contentProblem} from "./content.ts";
import {away, checkName, type Found, type RejectedFile} from "./checkName.ts";
import {readLedger, writeLedger, type LedgerEntry} from "./ledger.ts";
import type {FolderManifest} from "./manifest.ts";
import {holdToManifest, isManifest, manifestEntry, manifestsOf, missingFiles, type Taken} from "./manifests.ts";
import {dateIn, formatOf, readName} from "./names.ts";
import {headOf, openRegular, type Problem, pauseIfFresh, stateOf} from "./openFile.ts";
import {putIntoStore, storedPath} from "./store.ts";

export type {RejectedFile} from "./checkName.ts";

/** A delivery that is in the store. */
export interface Received extends LedgerEntry {
  /** Where its bytes are. */
  stored: string;
  /** Whether an earlier run had it already. */
  known: boolean;
  /** Whether it still lies in the drops folder. */
  present: boolean;
}

export interface Receipt {
  received: Received[];
  rejectedFiles: RejectedFile[];
}

/** A file on its way in: what it is, where it lies, and what the manifest beside it says. */
interface Arriving {
  file: Found;
  absolute: string;
  manifest: FolderManifest | undefined;
}

/**
 * Takes what lies in a drops folder into the store and the ledger; what can't be data is refused with its reason.
 * Deliveries that earlier runs received stay, whether or not their files still lie there.
 * @param today the day of this run, for files whose name and folder carry no date (YYYY-MM-DD)
 * @param keep whether the ledger is written; a check only looks
 * @param acceptEmpty whether a folder that had drops before may have none now
 * @param acceptEarlier whether today may be earlier than the day of the newest delivery
 * @param onNew called before a file is copied that no earlier run has seen under its path, and again with a large copy that is not yet stored
 * @throws HandshakeError (66) when the folder does not exist, or has no file of data now and had some before; (70) when the
 * clock was set back: deliveries without a date of their own would get a wrong one for good.
 */
export async function receive(options: {
  drops: string;
  store: string;
  ledger: string;
  today: string;
  keep?: boolean;
  acceptEmpty?: boolean;
  acceptEarlier?: boolean;
  onNew?: (copy?: string) => void;
}): Promise<Receipt> {
  const {drops, store, ledger, today, keep = true} = options;
  if (!existsSync(drops) || !(await stat(drops)).isDirectory())
    throw new HandshakeError(
      `There is no drops folder ${drops}. Put the exports into it, or name another with --drops DIR. To see the invented company: npx handshake rebuild --sample`,
      {exitCode: 66}
    );
  const earlier = await readLedger(ledger);
  const known = new Set(earlier.map((e) => `${e.sha256} ${e.path}`));
  const newest = earlier.reduce((day, e) => (e.received_on > day ? e.received_on : day), "");
  if (today < newest && !options.acceptEarlier) throw setBack(today, newest);
  const seen = new Set(earlier.map((e) => e.path));
  const found = await filesIn(drops);
  if (!found.some(mayBeData) && !options.acceptEmpty) throw emptied(drops, earlier.length);
  const manifests = await manifestsOf(found, drops);
  const taken: Taken[] = [];
  const folders = new Set<string>();
  const rejectedFiles: RejectedFile[] = [];
  for (const file of found) {
    if (!seen.has(file.path)) options.onNew?.();
    const manifest = manifests.get(path.posix.dirname(file.path));
    const arriving = {file, absolute: path.join(drops, file.path), manifest};
    const result = isManifest(file)
      ? manifestEntry(file, manifest!)
      : await take(arriving, {store, folders}, known, options.onNew);
    if ("outcome" in result) rejectedFiles.push(result);
    else taken.push(result);
  }
  for (const folder of folders) await fsync(folder);
  const entries = enter(earlier, taken, {drops, today});
  if (keep && JSON.stringify(entries) !== JSON.stringify(earlier)) await writeLedger(ledger, entries);
  const present = new Set(taken.map((t) => `${t.sha256} ${t.path}`));
  const received = entries.map((e, i) => ({
    ...e,
    stored: storedPath(store, e.sha256),
    known: i < earlier.length,
    present: present.has(`${e.sha256} ${e.path}`)
  }));
  return {received, rejectedFiles: [...rejectedFiles, ...missingFiles(manifests, found, entries)]};
}

/** Whether a file counts when it is asked whether a folder has drops: neither a note nor hidden. */
const mayBeData = (file: Found): boolean => {
  const judged = checkName(file);
  return judged === null || judged.outcome === "refuse";
};

const setBack = (today: string, newest: string): HandshakeError =>
  new HandshakeError(
    `The clock says ${today}, and deliveries were received on ${newest} already. Nothing was changed. Set the clock and run this again; if ${today} is right, add --accept-earlier.`
  );

function emptied(drops: string, earlier: number): HandshakeError {
  const what = earlier
    ? `${drops} has no file of data now, and ${earlier === 1 ? "1 delivery was" : `${earlier} deliveries were`} received before. If it is a disk or share that is not mounted, mount it and run this again; if it was emptied on purpose, add --accept-empty.`
    : `${drops} holds no file of data. Put the exports into it, or name another folder with --drops DIR. To see the invented company: npx handshake rebuild --sample`;
  return new HandshakeError(`${what} Nothing was changed.`, {exitCode: 66});
}

/**
 * Every file below a folder, in an order that no file system changes; hidden folders are left alone. A folder that can't be read stands
 * in the list itself, and the others go on.
 */
async function filesIn(root: string): Promise<Found[]> {
  const found: Found[] = [];
  await addFiles(root, "", found);
  return found;
}

async function addFiles(root: string, below: string, found: Found[]): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(path.join(root, below), {withFileTypes: true});
  } catch (error) {
    const kind = below === "" ? undefined : closedKinds[(error as NodeJS.ErrnoException).code ?? ""];
    if (kind === undefined) throw error;
    if (kind !== null) found.push({path: below, kind});
    return;
  }
  for (const e of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const relative = below ? `${below}/${e.name}` : e.name;
    if (!e.isDirectory()) found.push({path: relative, kind: e.isFile() ? "file" : e.isSymbolicLink() ? "link" : "other"});
    else if (formatOf(readName(e.name).extension)) found.push({path: relative, kind: "folder"});
    else if (!e.name.startsWith(".")) await addFiles(root, relative, found);
  }
}

/** Why a folder below the drops can't be listed; null where it is gone. */
const closedKinds: Record<string, Found["kind"] | null> = {
  ...{EACCES: "closed", EPERM: "closed", ENAMETOOLONG: "too_deep", ENOENT: null, ENOTDIR: null}
};

/** Puts a file into the store if it is what it claims to be; what is refused is stored too, since the original bytes stay. */
async function take(
  arriving: Arriving,
  {store, folders}: {store: string; folders: Set<string>},
  known: ReadonlySet<string>,
  onNew: (copy?: string) => void = () => undefined
): Promise<RejectedFile | Taken> {
  const {file, absolute} = arriving;
  const judged = checkName(file);
  if (judged && (judged.outcome === "ignore" || file.kind !== "file")) return judged;
  const opened = await openRegular(absolute);
  if ("problem" in opened) return judged ?? notOpened(file, opened.problem);
  const {handle} = opened;
  try {
    const refused = judged ?? checkContent(file, await headOf(handle));
    const before = await stateOf(handle);
    const whole = async () => (await pauseIfFresh(handle), (await stateOf(handle)) === before);
    const ahead = !refused && extensionOf(file) === "csv" && (await handle.stat()).size >= large;
    const stored = await putIntoStore(handle, store, whole, {onCopied: ahead ? onNew : undefined, folders});
    if (!stored) return away(file, "ignore", null, `${file.path} is still being written; it is left for the next run.`);
    if (refused) return {...refused, sha256: stored.sha256};
    return holdToManifest(file, arriving.manifest, stored, known.has(`${stored.sha256} ${file.path}`));
  } finally {
    await closeQuietly(handle);
  }
}

// below that, a scan is done sooner than the word of it is sent
const large = 2 ** 25;
const extensionOf = (file: Found) => readName(path.basename(file.path)).extension;

function notOpened(file: Found, problem: Problem): RejectedFile {
  const name = path.basename(file.path);
  if (problem === "too_deep") return checkName({...file, kind: "too_deep"})!;
  if (problem === "gone") return away(file, "ignore", null, `${name} was taken away while the drop was read.`);
  const message =
    problem === "unreadable"
      ? `${name} may not be read by this user. Give it read permission.`
      : `${name} is no regular file. Copy the file itself into the drop.`;
  return away(file, "refuse", "not_regular_file", message);
}

function checkContent(file: Found, head: Uint8Array): RejectedFile | null {
  const name = path.basename(file.path);
  const {format, gz} = formatOf(readName(name).extension)!;
  const content = contentOf(head);
  if (gz && content !== "empty")
    return content === "gzip"
      ? null
      : away(file, "refuse", "gzip", `${name} is not compressed with gzip, as its name says. Compress it, or drop the .gz.`);
  const problem = contentProblem(format, content);
  return problem && away(file, "refuse", problem.reason, `${name} ${problem.message}`);
}

/** The ledger with what was taken: the same bytes under the same path are the same delivery. */
function enter(earlier: LedgerEntry[], taken: Taken[], {drops, today}: {drops: string; today: string}): LedgerEntry[] {
  const entries = earlier.map((e) => ({...e}));
  const known = new Map(entries.map((e) => [`${e.sha256} ${e.path}`, e]));
  const revisions = new Map<string, number>();
  for (const e of entries) revisions.set(e.path, (revisions.get(e.path) ?? 0) + 1);
  for (const {path: file, sha256, bytes, expectedRows} of taken) {
    const entry = known.get(`${sha256} ${file}`);
    if (entry && expectedRows !== undefined) entry.expected_rows = expectedRows;
    if (entry) continue;
    const date = dateIn(path.basename(file)) ?? folderDate(file, drops);
    entries.push({
      path: file,
      sha256,
      bytes,
      received_on: today,
      drop_date: date ?? today,
      dated: date !== null,
      revision: revisions.get(file) ?? 0,
      ...(expectedRows === undefined ? {} : {expected_rows: expectedRows})
    });
  }
  return entries;
}

/** The date of the nearest folder that has one, the drops folder's own name included. */
function folderDate(relative: string, drops: string): string | null {
  const folders = [path.basename(path.resolve(drops)), ...path.dirname(relative).split("/")];
  for (const f of folders.reverse()) {
    const date = dateIn(f);
    if (date) return date;
  }
  return null;
}

/** A stream that has read the file to its end may have closed it already. */
async function closeQuietly(handle: FileHandle): Promise<void> {
  if (handle.fd >= 0) await handle.close();
}
