import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {damagedDerived} from "./derived.ts";
import {hashFile} from "./hash.ts";
import {keptFiles, keptFolders, storedPath, storeFiles} from "./inventory.ts";
import {aFolder, checkText} from "./versioned.ts";

/** A file that is not as it was written. */
export interface Damage {
  /** Its path from the build folder. */
  file: string;
  /** What was found. */
  how: string;
  /** Whether the next rebuild makes it anew. */
  derived: boolean;
}

export interface Verified {
  /** How many files of each kind were looked at. */
  looked: Record<string, number>;
  damage: Damage[];
}

/** A delivery as the ledger has it. */
export interface Delivery {
  path: string;
  sha256: string;
  bytes: number;
}

/**
 * Looks whether everything in a build folder is as it was written; changes nothing.
 * @param deliveries reads a ledger; it throws a HandshakeError where the ledger is damaged
 * @param readData whether every byte is read, or only what tells a missing or cut file
 */
export async function verify(
  build: string,
  deliveries: (ledger: string) => Promise<Delivery[]>,
  readData: boolean
): Promise<Verified> {
  const looked: Verified["looked"] = {};
  const damage = [
    ...(await storeDamage(build, deliveries, readData, looked)),
    ...keptDamage(build, looked),
    ...(await stagedDamage(build, readData, looked))
  ];
  if (readData)
    for (const file of await damagedDerived(build))
      damage.push({file, how: "it is not as the last rebuild left it", derived: true});
  return {looked, damage};
}

/**
 * Refuses to go on with a build folder of which something that can't be made anew is missing or damaged, as far as that shows without reading
 * every byte: what was made of it would pass for whole.
 * @throws HandshakeError (70) that names what is damaged
 */
export async function ensureSound(
  build: string,
  deliveries: (ledger: string) => Promise<Delivery[]>,
  done: string
): Promise<void> {
  const damage = [...(await storeDamage(build, deliveries, false, {})), ...keptDamage(build, {})];
  if (!damage.length) return;
  const named = damage.slice(0, 3).map(({file, how}) => `${file}: ${how}`);
  const more = damage.length - named.length;
  throw new HandshakeError(
    `${build} is damaged. ${done}\n${named.map((line) => `  ${line}`).join("\n")}${more ? `\n  and ${more} more` : ""}\nIf a disk is missing, mount it. Else restore from a backup (npx handshake restore DIR), or see what can be repaired without one: npx handshake repair`
  );
}

async function storeDamage(
  build: string,
  deliveries: (ledger: string) => Promise<Delivery[]>,
  readData: boolean,
  looked: Verified["looked"]
): Promise<Damage[]> {
  const stored = storeFiles(build);
  const found = new Map<string, string>();
  const named = new Set<string>();
  const sizes = new Map(stored.map((f) => [f, statSync(path.join(build, f)).size]));
  for (const ledger of ["ledger.jsonl", "ledger.sample.jsonl"]) {
    const entries = await deliveries(path.join(build, ledger)).catch((error: unknown) => {
      if (!(error instanceof HandshakeError)) throw error;
      // of another file that says how many deliveries there were, keptDamage tells
      if (error.message.includes(path.join(build, ledger))) found.set(ledger, error.message);
      return [];
    });
    looked.deliveries = (looked.deliveries ?? 0) + entries.length;
    for (const e of entries) {
      const file = storedPath("store", e.sha256);
      named.add(file);
      const size = sizes.get(file);
      if (size === undefined) found.set(file, `${e.path} is missing in the store`);
      else if (size !== e.bytes) found.set(file, `${e.path} has ${size} bytes in the store, expected ${e.bytes}`);
    }
  }
  looked["files of the store"] = stored.length;
  // nothing tells the size of a file that no ledger names, such as one that was refused: it is read whole
  for (const file of stored)
    if (
      (readData || !named.has(file)) &&
      !found.has(file) &&
      (await hashFile(path.join(build, file))).sha256 !== path.basename(file)
    )
      found.set(file, "its bytes are not those that its name says");
  return [...found].map(([file, how]) => ({file, how, derived: false}));
}

function keptDamage(build: string, looked: Verified["looked"]): Damage[] {
  const damage: Damage[] = [];
  const kept = keptFiles(build).filter((f) => f.endsWith(".json") && !/^(runs|set-aside)\//.test(f));
  looked["kept files"] = kept.length;
  for (const file of keptFolders(build)) damage.push({file, how: aFolder, derived: false});
  for (const file of kept) {
    const how = checkText(readFileSync(path.join(build, file), "utf8"));
    if (how) damage.push({file, how, derived: false});
  }
  for (const journal of ["history", "history.sample"]) {
    const names = kept.filter((f) => path.dirname(f) === journal && /\/\d{6}\.json$/.test(f));
    const gap = names.findIndex((f, i) => Number(path.basename(f, ".json")) !== i + 1);
    if (gap >= 0)
      damage.push({file: `${journal}/${String(gap + 1).padStart(6, "0")}.json`, how: "it is missing", derived: false});
  }
  return damage;
}

async function stagedDamage(build: string, readData: boolean, looked: Verified["looked"]): Promise<Damage[]> {
  const folder = path.join(build, "staged");
  if (!existsSync(folder)) return [];
  const damage: Damage[] = [];
  const note = (name: string, how: string) => void damage.push({file: `staged/${name}`, how, derived: true});
  for (const name of readdirSync(folder).filter((f) => f.endsWith(".json"))) {
    looked["staged files"] = (looked["staged files"] ?? 0) + 1;
    if (statSync(path.join(folder, name)).isDirectory()) {
      note(name, aFolder);
      continue;
    }
    const text = readFileSync(path.join(folder, name), "utf8");
    const how = checkText(text);
    if (how) {
      note(name, how);
      continue;
    }
    const {value} = JSON.parse(text) as {value?: {parquet?: {sha256: string; bytes: number}}};
    const rows = path.join(folder, name.replace(/\.json$/, ".parquet"));
    if (!value?.parquet) continue;
    const size = statSync(rows, {throwIfNoEntry: false})?.size;
    if (size !== value.parquet.bytes) note(path.basename(rows), size === undefined ? "it is missing" : `it has ${size} bytes`);
    else if (readData && (await hashFile(rows)).sha256 !== value.parquet.sha256)
      note(path.basename(rows), "its checksum differs");
  }
  return damage;
}

const one: Record<string, string> = {
  deliveries: "delivery",
  "files of the store": "file of the store",
  "kept files": "kept file",
  "staged files": "staged file"
};

/** What was found, for a person. */
export function verifiedText({looked, damage}: Verified, readData: boolean): string {
  const counts = Object.entries(looked)
    .filter(([, n]) => n)
    .map(([what, n]) => `${n} ${n === 1 ? one[what] : what}`)
    .join(", ");
  const lines = damage.map((d) => `fail  ${d.file}: ${d.how}${d.derived ? " (the next rebuild makes it anew)" : ""}`);
  const lost = damage.filter((d) => !d.derived).length;
  const next = lost
    ? "Restore from a backup (npx handshake restore DIR), or see what can be repaired without one: npx handshake repair"
    : damage.length
      ? "Run npx handshake rebuild, or npx handshake repair."
      : `${readData ? "Every byte is" : "All files are there and have their sizes, and small ones are"} as written.${readData ? "" : " To read every byte: npx handshake verify --read-data"}`;
  return [...lines, `Checked ${counts || "nothing: this build folder is new"}. ${next}`].join("\n");
}
