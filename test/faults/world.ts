import {spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync} from "node:fs";
import path from "node:path";

/** Where one run finds its drops and leaves what it makes. */
export interface World {
  drops: string;
  build: string;
  site: string;
  settings: string;
}

export const worldIn = (folder: string): World => ({
  drops: path.join(folder, "drops"),
  build: path.join(folder, "build"),
  site: path.join(folder, "site"),
  settings: path.join(folder, "settings.mjs")
});

const deals = "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency\n";
const deal = (n: number, amount: number) => `D${n},P1,C1,2026-01-10,2026-03-10,won,${amount},EUR\n`;

/** What is delivered first, and the change that comes after: a file more, one replaced, one taken away. */
export function deliver(world: World, which: "first" | "second"): void {
  mkdirSync(world.drops, {recursive: true});
  writeFileSync(world.settings, `export default {company: "Test", history_months: 0};\n`);
  const put = (name: string, text: string) => writeFileSync(path.join(world.drops, name), text);
  if (which === "first") {
    put("partners_2026-06-30.csv", "partner_id,name,joined_on\nP1,Ann,2024-01-01\nP2,Bea,2024-02-01\n");
    put("deals_2026-06-30.csv", deals + deal(1, 1000) + deal(2, 500));
    put("customers_2026-06-30.csv", "customer_id,name\nC1,Cora\n");
    return;
  }
  put("deals_2026-07-31.csv", deals + deal(3, 2000) + "D4,P1,C1,2026-01-10,2026-03-10,won,much,EUR\n");
  put("customers_2026-06-30.csv", "customer_id,name\nC1,Cora Ltd\n");
  rmSync(path.join(world.drops, "partners_2026-06-30.csv"));
}

/** Node with room for what a short run makes: it needn't look for what is no longer used. */
export const node = [process.execPath, "--max-semi-space-size=64"];

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

/** Runs a command to its end. One thread of Node's pool makes all calls of the file system come in one order, from one thread. */
export function run(command: string[], env: Record<string, string> = {}): Promise<Ended> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: {...process.env, UV_THREADPOOL_SIZE: "1", ...env}
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => void (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({code, signal, stderr}));
  });
}

/** A world as another one was. */
export function copyWorld(from: string, to: string): World {
  rmSync(to, {recursive: true, force: true});
  cpSync(from, to, {recursive: true, preserveTimestamps: true, verbatimSymlinks: true});
  return worldIn(to);
}

const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Every file below a folder with the hash of its bytes; null where there is no folder. */
export function tree(folder: string, left: (file: string) => boolean = () => false): Record<string, string> | null {
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder, {recursive: true, encoding: "utf8"}).filter(
    (f) => !left(f) && statSync(path.join(folder, f), {throwIfNoEntry: false})?.isFile()
  );
  return Object.fromEntries(files.sort().map((f) => [f, hash(path.join(folder, f))]));
}

/**
 * What two runs over the same drops must leave alike: all but what tells of the run itself, such as the states of files that it saw, and
 * but the database, to which DuckDB gives a random identity: its facts are compared as Parquet, its metrics as what is published.
 */
export function fingerprint({build, site}: World): string {
  const ofTheRun = (f: string) =>
    /^(runs\/|cache\/|report\.|handshake\.(prom|duckdb)|checksums\.json|unchanged\.json|\.lock|\.began|\.reserve)/.test(f);
  const hidden = readdirSync(site).filter((f) => f.startsWith(".") && f !== ".lock");
  return JSON.stringify({
    current: readlinkSync(path.join(site, "current")),
    pages: tree(path.join(site, "current") + path.sep),
    build: tree(build, ofTheRun),
    hidden
  });
}

/**
 * What a run has left, as far as the next one goes by it: every entry of build and site by its content, but for the world's own place and
 * the time of day. Of the database, which never has the same bytes twice, the size; of the notes of files' states, only that they are there;
 * of reports nothing.
 */
export function stateOf({build, site}: World): string {
  const entries = [build, site].flatMap((folder, which) =>
    (existsSync(folder) ? readdirSync(folder, {recursive: true, withFileTypes: true}) : []).map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file);
      if (/^(runs\b|report\.|handshake\.prom|\.lock|\.began|\.reserve)/.test(name)) return "";
      if (entry.isSymbolicLink()) return `${which} ${name} -> ${readlinkSync(file)}`;
      if (!entry.isFile() || /^(checksums|unchanged)\.json$/.test(name)) return `${which} ${name}`;
      if (/^handshake\.duckdb/.test(name)) return `${which} ${name} ${statSync(file).size}`;
      if (!/^(history|about|owner\.json)/.test(name)) return `${which} ${name} ${hash(file)}`;
      // with the sum over the text that has them
      const text = readFileSync(file, "utf8")
        .replaceAll(path.dirname(folder), "")
        .replaceAll(/"sha256":"\w{64}"/g, "");
      return `${which} ${name} ${text}`;
    })
  );
  return entries
    .map((entry) => entry.replaceAll(/\d{4}-\d\d-\d\dT[\d:.-]+Z/g, "then"))
    .sort()
    .join("\n");
}

/** The release that readers get: its name and its files. */
export function served({site}: World): string {
  const link = path.join(site, "current");
  try {
    return JSON.stringify([readlinkSync(link), tree(link + path.sep)]);
  } catch {
    return "nothing";
  }
}

/** What the ledger names that the store has not, whole, and what it named `before` and does not name any more. */
export function lostIn({build}: World, before: string): string[] {
  const file = path.join(build, "ledger.jsonl");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  // the first line says how many there are
  const deliveries = (ledger: string) => ledger.split("\n").filter((line) => line !== "" && !line.startsWith('{"handshake"'));
  const gone = deliveries(before).filter((line) => !deliveries(text).includes(line));
  const entries = deliveries(text).map(parsed);
  const missing = entries.filter((sha256) => {
    const stored = path.join(build, "store", sha256.slice(0, 2), sha256);
    return !existsSync(stored) || hash(stored) !== sha256;
  });
  return [...gone, ...missing];
}

function parsed(line: string): string {
  try {
    return (JSON.parse(line) as {sha256: string}).sha256;
  } catch {
    return "not a ledger entry";
  }
}
