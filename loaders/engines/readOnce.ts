import {AsyncLocalStorage} from "node:async_hooks";

/** What was read, by what was asked for, of the piece of work that asks that it be read once. */
const kept = new AsyncLocalStorage<Map<string, unknown>>();

/**
 * Reads the same files once for all of a piece of work: a run asks for its models some twenty times, and is to tell by the texts by which
 * it has computed. What is asked for before, after or beside it is read anew.
 */
export const readingOnce = <T>(work: () => Promise<T>): Promise<T> =>
  kept.run(kept.getStore() ?? new Map<string, unknown>(), work);

/** @param what names all that `read` depends on; nobody changes what it gave */
export function once<T>(what: string, read: () => T): T {
  const known = kept.getStore();
  if (known?.has(what)) return known.get(what) as T;
  const found = read();
  known?.set(what, found);
  return found;
}
