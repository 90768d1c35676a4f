import {type Dirent} from "node:fs";
import {readdir} from "node:fs/promises";
import path from "node:path";
import {type Found} from "./checkName.ts";
import {formatOf, readName} from "./names.ts";

/**
 * Every file below a folder, in an order that no file system changes; hidden folders are left alone. A folder that can't be read stands
 * in the list itself, and the others go on.
 */
export async function filesIn(root: string): Promise<Found[]> {
  const found: Found[] = [];
  await addFiles(root, "", found);
  return found;
}

async function addFiles(root: string, below: string, found: Found[]): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(path.join(root, below), {withFileTypes: true});
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const kind = below === "" ? undefined : code === "ENOENT" && hasOtherBytes(below) ? "closed" : closedKinds[code];
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

/** Whether a name is of bytes that are no UTF-8, as old systems write: it is listed with other characters, by which nothing can be opened. */
const hasOtherBytes = (name: string): boolean => name.includes("\uFFFD");

/** Why a folder below the drops can't be listed; null where it is gone. */
const closedKinds: Record<string, Found["kind"] | null> = {
  ...{EACCES: "closed", EPERM: "closed", ENAMETOOLONG: "too_deep", ENOENT: null, ENOTDIR: null}
};
