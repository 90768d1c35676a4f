import path from "node:path";
import {counted} from "../../src/shared/formats.ts";
import {away, type Found, type RejectedFile} from "./checkName.ts";
import type {LedgerEntry} from "./ledger.ts";
import {manifestMismatch, readManifest, type FolderManifest} from "./manifest.ts";
import {isUnfinished} from "./names.ts";

/** A file whose bytes are in the store. */
export interface Taken {
  path: string;
  sha256: string;
  bytes: number;
  /** What the manifest beside it declares. */
  expectedRows: number | undefined;
}

export const isManifest = (file: Found): boolean => path.basename(file.path) === "manifest.json";

/** The manifests, by the folder that they are in ("." for the drops folder itself). */
export async function manifestsOf(found: Found[], drops: string): Promise<Map<string, FolderManifest>> {
  const manifests = new Map<string, FolderManifest>();
  for (const file of found.filter(isManifest))
    manifests.set(path.posix.dirname(file.path), await readManifest(path.join(drops, file.path)));
  return manifests;
}

/** What is said of the manifest itself. */
export function manifestEntry(file: Found, manifest: FolderManifest): RejectedFile {
  if ("files" in manifest)
    return away(file, "ignore", null, `manifest.json lists ${counted(manifest.files.size, "file")}, held to what it declares.`);
  return away(
    file,
    "refuse",
    "manifest",
    `manifest.json can't be read: ${manifest.problem}. No file beside it is taken; deliver it again, or take it away.`
  );
}

/** What arrived before the manifest broke stays as it was taken. */
export function holdToManifest(
  file: Found,
  manifest: FolderManifest | undefined,
  stored: {sha256: string; bytes: number},
  known: boolean
): RejectedFile | Taken {
  const name = path.basename(file.path);
  const refuse = (message: string): RejectedFile => ({...away(file, "refuse", "manifest", message), sha256: stored.sha256});
  if (manifest && "problem" in manifest && !known)
    return refuse(
      `${name} lies beside a manifest.json that can't be read, so nothing vouches for it. Deliver the manifest again.`
    );
  const declared = manifest && "files" in manifest ? manifest.files.get(name) : undefined;
  const broken = declared && manifestMismatch(declared, stored);
  if (broken) return refuse(`${name} ${broken}. Deliver both again.`);
  return {path: file.path, ...stored, expectedRows: declared?.rows};
}

/** Listed files that are neither in the drop nor in the ledger; one that is still being written will come. */
export function missingFiles(manifests: Map<string, FolderManifest>, found: Found[], entries: LedgerEntry[]): RejectedFile[] {
  const there = new Set([...found.filter((f) => !isUnfinished(path.basename(f.path))), ...entries].map((f) => f.path));
  return [...manifests].flatMap(([folder, manifest]) =>
    ("files" in manifest ? [...manifest.files.keys()] : [])
      .map((name) => path.posix.join(folder, name))
      .filter((file) => !there.has(file))
      .map((file) =>
        away({path: file, kind: "file"}, "refuse", "manifest", `${file} is listed in manifest.json but not there. Deliver it.`)
      )
  );
}
