/** What was read, by what was asked for, while somebody asks that it be read once. */
let kept: Map<string, unknown> | null = null;

/**
 * Reads the same files once for all of a piece of work: a run asks for its models some twenty times, and is to tell by the texts by which
 * it has computed. What is asked for before or after is read anew.
 */
export async function readingOnce<T>(work: () => Promise<T>): Promise<T> {
  const before = kept;
  kept ??= new Map();
  try {
    return await work();
  } finally {
    kept = before;
  }
}

/** @param what names all that `read` depends on; nobody changes what it gave */
export function once<T>(what: string, read: () => T): T {
  if (kept?.has(what)) return kept.get(what) as T;
  const found = read();
  kept?.set(what, found);
  return found;
}
