import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {isAsNoted} from "../keep/hash.ts";
import {openRegular} from "./openFile.ts";
import type {Received} from "./receive.ts";
import {putIntoStore} from "./store.ts";

export interface StoreOptions {
  store: string;
  drops: string;
  received: readonly Pick<Received, "path" | "sha256" | "received_on" | "present">[];
  /** Told of a file that was damaged and taken from the drops again. */
  say: (text: string) => void;
}

/**
 * Gives a check that a file of the store has the bytes that its name says, done once a run for each. A damaged one is copied again from
 * the drops where the same bytes still lie there.
 * @returns throws HandshakeError (70) that names the delivery where it can't be had again: nothing is read from damaged bytes
 */
export function storeCheck(options: StoreOptions): (file: {stored: string; sha256: string}) => Promise<void> {
  const checked = new Map<string, Promise<void>>();
  return ({stored, sha256}) => {
    const found = checked.get(sha256) ?? checkOrHeal(stored, sha256, options);
    checked.set(sha256, found);
    return found;
  };
}

async function checkOrHeal(stored: string, sha256: string, {store, drops, received, say}: StoreOptions): Promise<void> {
  if (await isAsNoted(stored, {sha256})) return;
  const deliveries = received.filter((r) => r.sha256 === sha256);
  for (const {path: file} of deliveries.filter((d) => d.present))
    if (await copyAgain(path.join(drops, file), store, sha256)) {
      say(`${file} was damaged in the store and was copied again from the drops`);
      return;
    }
  throw lost(stored, deliveries[0]);
}

/** That a delivery is damaged or missing in the store and not in the drops. */
export const lost = (stored: string, delivery: {path: string; received_on: string} | undefined): HandshakeError =>
  new HandshakeError(
    `${stored}${delivery ? ` (${delivery.path}, received ${delivery.received_on})` : ""} is damaged or missing, and the same file is not in the drops folder. ` +
      `Nothing was published. Put that file into the drops folder again, or restore the store from a backup (npx handshake restore DIR), and run this again. ` +
      `To go on without it: npx handshake repair --give-up ${delivery?.path ?? path.basename(stored)}`
  );

/** Puts a file of the drops into the store in place of a damaged copy; false where it has other bytes. */
export async function copyAgain(file: string, store: string, sha256: string): Promise<boolean> {
  const opened = await openRegular(file);
  if ("problem" in opened) return false;
  try {
    const stored = await putIntoStore(opened.handle, store, () => Promise.resolve(true), {replace: sha256});
    return stored?.sha256 === sha256;
  } finally {
    await opened.handle.close().catch(() => undefined);
  }
}
