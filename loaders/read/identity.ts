import {statSync} from "node:fs";

/** What tells a file from all others and from itself at other times, and stays as it is when the file is renamed; null where there is none. */
export function identityOf(file: string): string | null {
  const stat = statSync(file, {bigint: true, throwIfNoEntry: false});
  return stat ? `${stat.dev} ${stat.ino} ${stat.size} ${stat.mtimeNs}` : null;
}
