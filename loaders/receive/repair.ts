import {existsSync, readdirSync, statSync} from "node:fs";
import {rename, rm} from "node:fs/promises";
import path from "node:path";
import {makeFolder} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {readBuildNote, writeBuildNote} from "../keep/build.ts";
import {storedPath} from "../keep/inventory.ts";
import {verify, type Damage} from "../keep/verify.ts";
import {ledgerOf, readLedger, writeLedger} from "./ledger.ts";
import {copyAgain} from "./whole.ts";

export interface RepairOptions {
  build: string;
  /** Where deliveries may lie that the store has lost. */
  drops: string;
  /** Deliveries and kept files to go on without, by their path; they are moved into set-aside, never deleted. */
  giveUp: string[];
  /** YYYY-MM-DD, for the folder in set-aside. */
  today: string;
}

/**
 * Heals what can be: derived files are removed for the next rebuild to make anew, deliveries are copied from the drops again.
 * @returns a sentence for each file that was repaired, and what is still damaged
 */
export async function repair(options: RepairOptions): Promise<{said: string[]; left: Damage[]}> {
  const {build, giveUp} = options;
  const said: string[] = [];
  for (const name of giveUp) said.push(await goWithout(name, options));
  for (const d of (await verify(build, readLedger, true)).damage) {
    if (d.derived) {
      await rm(path.join(build, d.file), {recursive: true, force: true});
      said.push(`${d.file} is made anew by the next rebuild`);
    } else if (d.file.startsWith("store/") && (await fromDrops(path.basename(d.file), options)))
      said.push(`${d.file} was copied again from the drops`);
  }
  return {said, left: (await verify(build, readLedger, true)).damage};
}

/** Finds the same bytes among the drops, first under the paths that they had, and puts them into the store again. */
async function fromDrops(sha256: string, {build, drops}: RepairOptions): Promise<boolean> {
  const store = path.join(build, "store");
  const entries = (await readLedger(ledgerOf({build})).catch(() => [])).filter((e) => e.sha256 === sha256);
  const names = existsSync(drops) ? readdirSync(drops, {recursive: true, encoding: "utf8"}) : [];
  const sizes = new Set(entries.map((e) => e.bytes));
  const same = names.filter((n) => sizes.has(statSync(path.join(drops, n), {throwIfNoEntry: false})?.size ?? -1));
  for (const file of [...entries.map((e) => e.path).filter((p) => names.includes(p)), ...same])
    if (await copyAgain(path.join(drops, file), store, sha256)) return true;
  return false;
}

async function goWithout(name: string, {build, today}: RepairOptions): Promise<string> {
  const aside = path.join(build, "set-aside", today);
  await makeFolder(aside);
  if (!name.startsWith("store/") && (existsSync(path.join(build, name)) || (await isMissed(build, name))))
    return withoutFile(name, build, aside);
  const ledger = ledgerOf({build});
  const entries = await readLedger(ledger);
  const gone = entries.filter((e) => e.path === name || e.sha256 === path.basename(name));
  if (!gone.length)
    throw new HandshakeError(`--give-up ${name}: no delivery or kept file is called so. Take the path that the message names.`, {
      exitCode: 66
    });
  const left = entries.filter((e) => !gone.includes(e));
  // the same bytes may have come under another name, too
  const free = gone.filter((e) => !left.some((other) => other.sha256 === e.sha256));
  for (const {sha256} of free) await moveIfThere(storedPath(path.join(build, "store"), sha256), path.join(aside, sha256));
  // a ledger that is given up may lie there too, under its own name
  const given = path.join(aside, "given-up.jsonl");
  await writeLedger(given, [...(await readLedger(given)), ...gone]);
  await writeLedger(ledger, left);
  return `${name} is out of the ledger; what was left of it is in ${aside}`;
}

/** Whether a kept file is missing that must be there: the ledger, or an entry of the journal that others follow. */
const isMissed = async (build: string, name: string): Promise<boolean> =>
  (await verify(build, readLedger, false)).damage.some(({file, derived}) => file === name && !derived);

async function withoutFile(name: string, build: string, aside: string): Promise<string> {
  const there = existsSync(path.join(build, name));
  await moveIfThere(path.join(build, name), path.join(aside, name.replaceAll("/", "-")));
  if (/^ledger/.test(name)) {
    const note = await readBuildNote(build);
    if (note) await writeBuildNote(build, {...note, deliveries: {...note.deliveries, [name]: 0}});
  }
  if (/^history[^/]*\/\d{6}\.json$/.test(name)) await closeGap(path.join(build, path.dirname(name)), path.basename(name));
  return `${name} is ${there ? `in ${aside}` : "given up"} now; the next run goes on without it`;
}

/** The entries of a journal are numbered without a gap. */
async function closeGap(journal: string, gone: string): Promise<void> {
  let free = gone;
  for (const name of readdirSync(journal)
    .filter((f) => /^\d{6}\.json$/.test(f) && f > gone)
    .sort()) {
    // prettier-ignore
    await rename(path.join(journal, name), path.join(journal, free));
    free = name;
  }
}

/** Under another name where that is taken: entries of a journal are renumbered, so that two of one day may have had the same. */
async function moveIfThere(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await makeFolder(path.dirname(to));
  let free = to;
  for (let n = 2; existsSync(free); n++) free = `${to}-${n}`;
  await rename(from, free);
}
