import {readdirSync, statSync, type Dirent} from "node:fs";
import path from "node:path";

/**
 * What a rebuild makes from what is kept, so that no backup needs it. All else in a build folder can't be made anew: the store of what was
 * delivered, the ledgers, the journal of publications, confirmations, codes, what was sent, decisions, and the reports of earlier runs.
 */
const derived = [
  ...["staged", "facts", "handshake.duckdb", "checksums.json", "published", "audiences", "quarantine", "origins", "cache"],
  ...["report.json", "report.html", "handshake.prom", "unchanged.json"]
];

const isDerived = (name: string) => derived.includes(name) || /\.(duckdb|parquet|wal)$/.test(name);
/** What the system keeps at the top of a disk, for nobody but root. */
export const lostAndFound = "lost+found";
const isPassing = (name: string) => name.startsWith(".") || name.endsWith(".part");

/** Whether an entry is a folder, or a link to one: an operator may keep a large one on another disk. */
const isFolder = (build: string, entry: Dirent): boolean =>
  entry.isDirectory() ||
  (entry.isSymbolicLink() && (statSync(path.join(build, entry.name), {throwIfNoEntry: false})?.isDirectory() ?? false));

/** Every file that can't be made anew, but those of the store, by its path from the build folder. */
export const keptFiles = (build: string): string[] =>
  readdirSync(build, {withFileTypes: true})
    .filter(({name}) => name !== "store" && name !== lostAndFound && !isDerived(name) && !isPassing(name))
    .flatMap((entry) => (isFolder(build, entry) ? below(build, entry.name) : [entry.name]))
    .sort();

/** Folders where a kept file is expected, as containers make one of a file to be mounted that is not there; a ledger that is one names itself. */
export const keptFolders = (build: string): string[] =>
  readdirSync(build, {withFileTypes: true})
    .filter((entry) => isFolder(build, entry) && entry.name.endsWith(".json") && !isDerived(entry.name))
    .map(({name}) => name)
    .sort();

/** Where the bytes of that hash are in a store. */
export const storedPath = (store: string, sha256: string): string => path.join(store, sha256.slice(0, 2), sha256);

/** The files of the store, by their path from the build folder. */
export const storeFiles = (build: string): string[] => below(build, "store").filter((f) => /\/[0-9a-f]{64}$/.test(f)).sort(); // prettier-ignore

function below(build: string, folder: string): string[] {
  const root = path.join(build, folder);
  if (!statSync(root, {throwIfNoEntry: false})) return [];
  return readdirSync(root, {recursive: true, encoding: "utf8"})
    .filter((name) => !isPassing(path.basename(name)) && statSync(path.join(root, name), {throwIfNoEntry: false})?.isFile())
    .map((name) => path.join(folder, name).split(path.sep).join("/"));
}
