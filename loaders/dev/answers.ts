import {existsSync, readFileSync, statSync} from "node:fs";
import {readdir, readFile, rm} from "node:fs/promises";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {putWhole} from "../files.ts";
import {checkNews} from "../metrics/checks.ts";
import {useOwnWords} from "../project/words.ts";
import type {RunOptions} from "../run/run.ts";
import {faultIn} from "./codeFault.ts";
import {stop, type FromTables, type ToTables} from "./messages.ts";
import {openTables, type Open} from "./openTables.ts";
import {
  prepare,
  publishAgain,
  refreshAfterSettings,
  refreshAfterSql,
  rehearse,
  unlessOvertaken,
  warmAgain,
  warmUp,
  type Warm
} from "./warm.ts";

/* Keeps DuckDB and the graph of metrics warm, and answers what `npm run dev` asks. Started anew, by tables.ts, when its own code is edited. */

const options = JSON.parse(process.argv[2]!) as RunOptions & {pages: string};
let warm: Warm | undefined;
useOwnWords();

async function all(): Promise<null> {
  warm?.db.close();
  warm = undefined;
  warm = await warmUp(options, handOver);
  for (const {outcome, message, notes} of warm.report.files)
    if (outcome === "refuse") console.error([`\n${message}`, ...notes.map(({what, edit}) => `  ${what} ${edit}`)].join("\n"));
  return null;
}

async function answer({kind, open}: ToTables): Promise<string[] | null> {
  if (kind === "all") return all();
  if (!warm) {
    const again = await warmAgain(options, handOver);
    warm = again?.warm;
    return again ? again.computed : all();
  }
  if (kind === "sql") return refreshAfterSql(warm, looked(open, warm));
  if (kind === "settings") return (await refreshAfterSettings(warm, looked(open, warm))) ?? all();
  await publishAgain(warm);
  return [];
}

let failing: NonNullable<Warm["report"]["checks"]> = [];

/** The figures of a check that fails are shown all the same: it is no fault that the pages wait for, but nobody must miss it. */
function tellChecks(): void {
  const now = warm?.report.checks ?? [];
  for (const text of checkNews(failing, now)) console.error(text);
  failing = now;
}

/** What pages at these addresses read of the tables. */
function looked(pages: string[], {last}: Warm): Open {
  const files = pages
    .map((page) => path.join(options.pages, "src", `${page}.md`))
    .map((file) => (existsSync(file) ? file : path.join(path.dirname(file), "[id].md")));
  const catalogue = path.join(options.build, "published", "tables", "catalogue.json");
  return openTables(
    files,
    existsSync(catalogue) ? (JSON.parse(readFileSync(catalogue, "utf8")) as {name: string; metrics: string[]}[]) : [],
    last.read
  );
}

/** Which file was handed over under each name; publishing touches only what is another now. */
const handed = new Map<string, string>();

/**
 * The pages read a copy. Only files that are others now are touched, and each is put there whole: an open page takes up what changes, and
 * would keep half a file.
 */
async function handOver(): Promise<void> {
  const [from, to] = [path.join(options.build, "published"), path.join(options.pages, "src", "data")];
  const names = await filesBelow(from);
  for (const name of names) {
    // a hundred files: to wait for each takes longer than to ask
    const {ino, size, mtimeMs} = statSync(path.join(from, name));
    const version = [ino, size, mtimeMs].join();
    if (handed.get(name) === version && existsSync(path.join(to, name))) continue;
    putWhole(path.join(to, name), await readFile(path.join(from, name)));
    handed.set(name, version);
  }
  const kept = new Set(names);
  if (existsSync(to)) for (const name of await filesBelow(to)) if (!kept.has(name)) await rm(path.join(to, name));
}

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, {recursive: true, withFileTypes: true}))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

let waiting = 0;
let prepared: Warm | undefined;
async function prepareOnce(): Promise<void> {
  if (warm === undefined || warm === prepared) return;
  prepared = warm;
  try {
    await prepare(warm);
    // pages that are opened or changed now need the processor more
    for (let i = 0; i < 20 && !waiting; i++) await sleep(100);
    await rehearse(warm, () => !waiting);
  } catch {
    // what is wrong is told with the next edit
  }
}

let last: Promise<void> = Promise.resolve();
process.on("message", (asked: ToTables | typeof stop) => {
  if (asked === stop) {
    if (waiting) warm?.db.interrupt();
    return;
  }
  waiting++;
  last = last.then(async () => {
    const told: FromTables = {id: asked.id, metrics: []};
    try {
      const answered = await unlessOvertaken(() => answer(asked));
      if (answered) told.metrics = answered.done;
      if (answered) tellChecks();
      else told.overtaken = true;
      await handOver();
    } catch (error) {
      Object.assign(told, faultIn(error));
    }
    process.send?.(told);
    waiting--;
    await prepareOnce();
  });
});
// when the preview ends, this ends too
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => undefined);
