import {existsSync, type Dirent} from "node:fs";
import {open, readdir, stat} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {contentNames, contentOf, type Content} from "./content.ts";
import {readLedger, writeLedger, type LedgerEntry} from "./ledger.ts";
import {dateIn, isPlainName, isUnfinished, readName} from "./names.ts";
import {putIntoStore, storedPath} from "./store.ts";

/** A file of the drops that goes no further, with the reason. */
export interface TurnedAway {
  path: string;
  outcome: "refuse" | "ignore";
  reason: string | null;
  message: string;
  sha256: string | null;
}

/** A delivery that is in the store. */
export interface Received extends LedgerEntry {
  /** Where its bytes are. */
  stored: string;
  /** Whether an earlier run had it already. */
  known: boolean;
  /** Whether it still lies in the drops folder. */
  present: boolean;
}

export interface Receipt {
  received: Received[];
  turnedAway: TurnedAway[];
}

const documents = new Set(["", "md", "txt", "note", "license", "rst"]);
const formats = new Set(["csv", "parquet"]);

/**
 * Takes what lies in a drops folder into the store and the ledger; what can't be data is turned away with its reason.
 * Deliveries that earlier runs received stay, whether or not their files still lie there.
 * @param today the day of this run, for files whose name and folder carry no date (YYYY-MM-DD)
 * @throws HandshakeError (66) when the folder does not exist.
 */
export async function receive(options: {drops: string; store: string; ledger: string; today: string}): Promise<Receipt> {
  const {drops, store, ledger, today} = options;
  if (!existsSync(drops) || !(await stat(drops)).isDirectory())
    throw new HandshakeError(`There is no drops folder ${drops}. Put the exports into it, or name another with --drops DIR.`, {
      exitCode: 66
    });
  const earlier = await readLedger(ledger);
  const entries = [...earlier];
  const turnedAway: TurnedAway[] = [];
  const present = new Set<string>();
  for (const file of await filesIn(drops)) {
    const away = await turnAway(file, path.join(drops, file.path));
    if (away && (away.outcome === "ignore" || !file.regular)) {
      turnedAway.push(away);
      continue;
    }
    const {sha256, bytes} = await putIntoStore(path.join(drops, file.path), store);
    if (away) {
      turnedAway.push({...away, sha256});
      continue;
    }
    present.add(`${sha256} ${file.path}`);
    if (entries.some((e) => e.path === file.path && e.sha256 === sha256)) continue;
    const date = dateIn(path.basename(file.path)) ?? folderDate(file.path, drops);
    const revision = entries.filter((e) => e.path === file.path).length;
    entries.push({path: file.path, sha256, bytes, received_on: today, drop_date: date ?? today, dated: date !== null, revision});
  }
  if (entries.length > earlier.length) await writeLedger(ledger, entries);
  const received = entries.map((e, i) => ({
    ...e,
    stored: storedPath(store, e.sha256),
    known: i < earlier.length,
    present: present.has(`${e.sha256} ${e.path}`)
  }));
  return {received, turnedAway};
}

interface Found {
  path: string;
  regular: boolean;
}

/** Every file below a folder, in an order that no file system changes; hidden folders are left alone. */
async function filesIn(root: string, below = ""): Promise<Found[]> {
  const entries: Dirent[] = await readdir(path.join(root, below), {withFileTypes: true});
  const found: Found[] = [];
  for (const e of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const relative = below ? `${below}/${e.name}` : e.name;
    if (e.isDirectory()) found.push(...(e.name.startsWith(".") ? [] : await filesIn(root, relative)));
    else found.push({path: relative, regular: e.isFile()});
  }
  return found;
}

async function turnAway(file: Found, absolute: string): Promise<TurnedAway | null> {
  const name = path.basename(file.path);
  const {table, extension} = readName(name);
  const away = (outcome: "refuse" | "ignore", reason: string | null, message: string): TurnedAway => ({
    path: file.path,
    outcome,
    reason,
    message,
    sha256: null
  });
  if (isUnfinished(name)) return away("ignore", null, `${name} is hidden or still being written; it is left for the next run.`);
  if (!isPlainName(name))
    return away(
      "refuse",
      "file_name",
      `${JSON.stringify(name)} has characters other than letters, digits, ".", "_" and "-". Rename the file.`
    );
  if (!file.regular)
    return away(
      "refuse",
      "not_regular_file",
      `${name} is a link, a device or a pipe, expected a file. Copy the file itself into the drop.`
    );
  if (!formats.has(extension) && !table && documents.has(extension)) return away("ignore", null, `${name} is a note, not data.`);
  if (!formats.has(extension))
    return away("refuse", "unsupported", `${name} ends in "${extension}", expected csv or parquet. Export it as one of these.`);
  return refusedContent(away, name, extension, contentOf(await headOf(absolute)));
}

function refusedContent(
  away: (outcome: "refuse", reason: string, message: string) => TurnedAway,
  name: string,
  extension: string,
  content: Content
): TurnedAway | null {
  if (content === "empty") return away("refuse", "empty", `${name} has no bytes. Export it again.`);
  if (extension === "parquet" && content !== "parquet")
    return away("refuse", "parquet", `${name} is ${contentNames[content]}, expected a Parquet file. Export it again.`);
  if (extension === "csv" && content !== "text")
    return away("refuse", "not_text", `${name} is ${contentNames[content]}, expected comma-separated text. Save it as CSV.`);
  return null;
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The date of the nearest folder that has one, the drops folder's own name included. */
function folderDate(relative: string, drops: string): string | null {
  const folders = [path.basename(path.resolve(drops)), ...path.dirname(relative).split("/")];
  for (const f of folders.reverse()) {
    const date = dateIn(f);
    if (date) return date;
  }
  return null;
}
