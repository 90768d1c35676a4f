import {existsSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {fsync, otherKind} from "../files.ts";
import {storedPath} from "../keep/inventory.ts";
import {checkName, type Found, type RejectedFile} from "./checkName.ts";
import {noteDeliveries, readLedger, writeLedger, type LedgerEntry} from "./ledger.ts";
import {isManifest, manifestEntry, manifestsOf, missingFiles, type Taken} from "./manifests.ts";
import {dateIn} from "./names.ts";
import {filesIn} from "./filesIn.ts";
import {take} from "./take.ts";

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

/**
 * Takes what lies in a drops folder into the store and the ledger; what can't be data is refused with its reason.
 * Deliveries that earlier runs received stay, whether or not their files still lie there.
 * @param options.today the day of this run, for files whose name and folder carry no date (YYYY-MM-DD)
 * @param options.keep whether the ledger is written; a check only looks
 * @param options.acceptEmpty whether a folder that had drops before may have none now
 * @param options.acceptEarlier whether today may be earlier than the day of the newest delivery, which then is no longer of a day to come
 * @param options.onNew called before a file is copied that no earlier run has seen under its path, and again with a large copy that is not yet stored
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
  ensureDrops(drops);
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
  const entries = enter(options.acceptEarlier ? onDaysSoFar(earlier, today) : earlier, taken, {drops, today});
  if (keep)
    await (JSON.stringify(entries) === JSON.stringify(earlier)
      ? noteDeliveries(ledger, entries.length)
      : writeLedger(ledger, entries));
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

/** @throws HandshakeError (66) where the folder of exports isn't there, or is something else */
export function ensureDrops(drops: string): void {
  const other = otherKind(drops, "folder");
  if (other !== null)
    throw new HandshakeError(`${other} Name the folder that holds the exports: ${path.dirname(drops)}`, {exitCode: 66});
  if (!existsSync(drops))
    throw new HandshakeError(
      `There is no drops folder ${drops}. Put the exports into it, or name the folder that holds them: rebuild --drops DIR, check DIR. To see the invented company: npx handshake rebuild --sample`,
      {exitCode: 66}
    );
}

function emptied(drops: string, earlier: number): HandshakeError {
  const what = earlier
    ? `${drops} has no file of data now, and ${earlier === 1 ? "1 delivery was" : `${earlier} deliveries were`} received before. If it is a disk or share that is not mounted, mount it and run this again; if it was emptied on purpose, add --accept-empty.`
    : `${drops} holds no file of data. Put the exports into it, or name the folder that holds them: rebuild --drops DIR, check DIR. To see the invented company: npx handshake rebuild --sample`;
  return new HandshakeError(`${what} Nothing was changed.`, {exitCode: 66});
}

/**
 * Deliveries that were noted on a day to come, as of today: whoever says that the clock is right now says that it was wrong then. Else all
 * that comes until that day would count as older than they do.
 */
const onDaysSoFar = (entries: readonly LedgerEntry[], today: string): LedgerEntry[] =>
  entries.map((e) => (e.received_on <= today ? e : {...e, received_on: today, drop_date: e.dated ? e.drop_date : today}));

/**
 * The ledger with what was taken: the same bytes under the same path are the same delivery, unless others have been there since. What
 * comes back after these is delivered anew, or a file that was corrected from a copy would never count again.
 */
function enter(earlier: LedgerEntry[], taken: Taken[], {drops, today}: {drops: string; today: string}): LedgerEntry[] {
  const entries = earlier.map((e) => ({...e}));
  const newest = new Map<string, LedgerEntry>();
  for (const e of entries) if (e.revision >= (newest.get(e.path)?.revision ?? 0)) newest.set(e.path, e);
  for (const {path: file, sha256, bytes, expectedRows} of taken) {
    const last = newest.get(file);
    const entry = last?.sha256 === sha256 ? last : undefined;
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
      revision: (last?.revision ?? -1) + 1,
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
