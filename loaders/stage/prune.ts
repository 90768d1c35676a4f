import {readdir, rm, stat} from "node:fs/promises";
import path from "node:path";
import type {DropFile} from "./dropFile.ts";
import {isInUse} from "./staged.ts";

/** Days for which staged rows stay that no run asks for, so that going back to an earlier mapping or version is quick. */
const keptDays = 7;

/**
 * Removes staged files that neither the ledger nor a mapping needs any more: those that this run did not ask for and that are a week old.
 * They are derived; should one be needed again, it is made again from the store.
 * @param dropFiles what the run staged; where it took rows that this process did not ask for, nothing is removed
 * @returns how many files were removed
 */
export async function pruneStaged(folder: string, dropFiles: readonly DropFile[], now: Date): Promise<number> {
  const rows = dropFiles.flatMap(({staged}) => (staged?.rows ? [staged.rows] : []));
  if (!rows.length || !rows.every(isInUse)) return 0;
  const oldest = now.getTime() - keptDays * 86_400_000;
  let removed = 0;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (!/^[0-9a-f]{32}-[0-9a-f]{16}(-[a-z]+)?\.(json|parquet)$/.test(name) || isInUse(file)) continue;
    if ((await stat(file)).mtimeMs > oldest) continue;
    await rm(file);
    removed++;
  }
  return removed;
}
