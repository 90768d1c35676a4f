import type {FileHandle} from "node:fs/promises";
import path from "node:path";
import {contentOf, contentProblem} from "./content.ts";
import {away, checkName, unsupported, type Found, type RejectedFile} from "./checkName.ts";
import type {FolderManifest} from "./manifest.ts";
import {holdToManifest, type Taken} from "./manifests.ts";
import {misnamedAs} from "./misnamed.ts";
import {formatOf, readName} from "./names.ts";
import {headOf, openRegular, type Problem, pauseIfFresh, stateOf} from "./openFile.ts";
import {putIntoStore} from "./store.ts";

/** A file on its way in: what it is, where it lies, and what the manifest beside it says. */
interface Arriving {
  file: Found;
  absolute: string;
  manifest: FolderManifest | undefined;
}

/** Puts a file into the store if it is what it claims to be; what is refused is stored too, since the original bytes stay. */
export async function take(
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
    const head = await headOf(handle);
    const refused = judged ? withContent(judged, head) : checkContent(file, head);
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

/** Why a file can't be read as what its name says, as a sentence; null where it can. What characters its name has is no matter here. */
export function contentFault(name: string, head: Uint8Array): string | null {
  const file: Found = {path: name, kind: "file"};
  if (formatOf(readName(name).extension)) return checkContent(file, head)?.message ?? null;
  const {message} = withContent(unsupported(file), head);
  return message;
}

/** Where the name can't be read, what the file is says more than its name. */
function withContent(judged: RejectedFile, head: Uint8Array): RejectedFile {
  const name = path.basename(judged.path);
  const {extension} = readName(name);
  const is = judged.reason === "unsupported" ? misnamedAs(extension, head) : null;
  return is ? {...judged, message: `${name} ends in "${extension}". ${is}`} : judged;
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
      : away(file, "refuse", "gzip", `${name} is named .gz but is not gzip-compressed. Compress it, or drop the .gz.`);
  const problem = contentProblem(format, content);
  return problem && away(file, "refuse", problem.reason, `${name} ${problem.message}`);
}

/** A stream that has read the file to its end may have closed it already. */
async function closeQuietly(handle: FileHandle): Promise<void> {
  if (handle.fd >= 0) await handle.close();
}
