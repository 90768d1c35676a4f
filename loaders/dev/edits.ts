import {existsSync} from "node:fs";
import path from "node:path";
import {ownFolder, projectFile} from "../project/project.ts";
import type {Layer} from "../release/layOver.ts";
import type {RunOptions} from "../run/run.ts";
import {syntaxFault} from "./codeFault.ts";
import type {Faults} from "./faults.ts";
import type {Fault, ToPages} from "./messages.ts";
import {ownFault, syncFile, syncLayer} from "./pageFiles.ts";
import type {tableProcess} from "./processes.ts";
import {whenSettled} from "./settled.ts";
import {isInstallation, menuFile, type Inputs} from "./watch.ts";
import {nameIn, together, workFor, type Work} from "./watched.ts";

interface Parts {
  tables: Pick<ReturnType<typeof tableProcess>, "ask" | "again" | "alive" | "giveUp">;
  pages: {tell(message: ToPages): void};
  faults: Faults;
  folder: string;
  /** What the company's own folder has put into the pages. */
  layer: Layer;
  /** The tables could not be computed when the preview began. */
  missing: boolean;
}

/** Takes up each edit: brings it to the open pages, computes what follows from it, and notes what is wrong until it is corrected. */
export function takeUpEdits(root: string, options: RunOptions, inputs: Inputs, parts: Parts): void {
  const [settings, drops] = [nameIn(root, options.settingsFile), nameIn(root, options.drops)];
  const own = ownFolder();
  const place = {settings, drops, own, mappings: options.mappings.map((folder) => nameIn(root, folder))};
  const compute = computing(parts);
  const isFile = (name: string) => name.startsWith("src/") || (own !== null && name.startsWith(`${own}/`));
  const full = (file: string) => path.resolve(root, file);
  const isDelivery = (file: string) => file.startsWith(`${drops}/`);
  let busy = Promise.resolve();
  const due = new Set<string>();
  /** Headers of metrics may ask for other pages than there are. */
  let shownElsewhere = false;
  inputs.onEdit(
    whenSettled(full, isDelivery, (files) => {
      for (const file of files) due.add(file);
      if (files.some((file) => workFor(file, place).kind === "sql")) parts.tables.giveUp();
      // all that is saved while one edit is taken up is the next one: taken up one by one, a page would run after its text
      const next = () => (due.size ? takeUp(takeOut(due)) : undefined);
      busy = busy.then(next).catch((error: unknown) => console.error(error));
    })
  );
  const sayWhatStays = (file: string, build: string) => {
    if (file === menuFile) console.log(`${file} is read when the preview begins: end it with Ctrl-C and start it again.`);
    if (isDelivery(file) && !existsSync(full(file)))
      console.log(
        `${file} is gone from its folder. What was received of it stays, as in a rebuild; to forget it, end the preview and delete ${build}.`
      );
  };
  async function takeUp(seen: string[]): Promise<void> {
    const away = awayFault(own, root);
    parts.faults.note("the folder", away ? [away] : []);
    if (away) {
      for (const file of seen) due.add(file);
      return;
    }
    // a package that came may be what a file waits for; of one that is gone, an edit may be the end of its use
    const again = seen.some(isInstallation);
    const waiting = parts.faults.names().filter((file) => isFile(file) && (again || !existsSync(full(file))));
    const files = [...new Set([...seen.filter((file) => !isInstallation(file)), ...waiting])];
    for (const file of files) sayWhatStays(file, nameIn(root, options.build));
    for (const file of files.filter((f) => f.startsWith("src/")).map((f) => f.slice("src/".length))) {
      const fault = await syncFile(root, parts.folder, file);
      parts.faults.note(`src/${file}`, fault ? [fault] : []);
    }
    if (own !== null) await takeUpOwn(root, own, files.filter((file) => file !== settings), parts); // prettier-ignore
    for (const file of files.filter((f) => !f.startsWith("src/") && workFor(f, place).kind)) {
      const text = await syntaxFault(full(file), file);
      parts.faults.note(file, text === null ? [] : [{where: file, text}]);
    }
    const edits = files.map((file) => ({file, work: workFor(file, place)})).filter(({work}) => work.kind);
    await compute(edits, again);
    shownElsewhere ||= edits.some(({work}) => work.kind === "sql");
    // a page that a metric's header asks for reads what was computed
    if (shownElsewhere && !parts.faults.has("tables")) {
      await takeUpLayer(root, own, parts);
      shownElsewhere = false;
    }
    parts.pages.tell({kind: "edited"});
  }
}

/** What is wrong with all that the company's folder puts into the pages, as faults are told. */
const whole = "the layer";

/** Brings what was edited in the company's own folder, or under it in the product, to the open pages. */
async function takeUpOwn(root: string, own: string, files: string[], parts: Parts): Promise<void> {
  const ofPages = (file: string) => !/^(mappings|metrics)\//.test(file);
  const inOwn = files.filter((f) => f.startsWith(`${own}/`)).map((f) => f.slice(own.length + 1)).filter(ofPages); // prettier-ignore
  if (!inOwn.length && !files.some((file) => file.startsWith("src/"))) return;
  for (const file of inOwn.filter((name) => existsSync(path.join(own, name)))) {
    const text = await ownFault(root, own, file);
    parts.faults.note(`${own}/${file}`, text === null ? [] : [{where: `${own}/${file}`, text}]);
  }
  const gone = await takeUpLayer(root, own, parts);
  for (const file of gone ? inOwn.filter((name) => !existsSync(path.join(own, name))) : []) {
    const fault = gone!.get(file);
    parts.faults.note(`${own}/${file}`, fault ? [{...fault, where: `${own}/${file}`}] : []);
  }
}

/** @returns what is wrong with files that are gone; null where the pages keep what they have */
async function takeUpLayer(root: string, own: string | null, parts: Parts): Promise<Map<string, Fault> | null> {
  const {faults} = parts;
  const done = await syncLayer(root, parts.folder, parts.layer, own, (file) => faults.has(`${own}/${file}`));
  if ("fault" in done) {
    const text = done.fault;
    // what is told of the file itself is not told twice
    if (faults.has(whole) || !faults.all().some((fault) => fault.text === text))
      faults.note(whole, [{where: text.split(" ", 1)[0]!, text}]);
    return null;
  }
  faults.note(whole, []);
  parts.layer = done.layer;
  return done.gone;
}

/** What is wrong where the project's folder was moved, renamed or removed: to compute would make another one in its place. */
function awayFault(own: string | null, root: string): Fault | null {
  const [home, mark] = own === null ? [root, "package.json"] : [own, projectFile];
  if (existsSync(path.join(home, mark))) return null;
  const text = `${home} has no ${mark} any more, as if the folder was moved, renamed or removed. Nothing is written there until it is back; else end this with Ctrl-C, and start it where the folder is now.`;
  return {where: home, text};
}

function takeOut(due: Set<string>): string[] {
  const files = [...due];
  due.clear();
  return files;
}

interface Edit {
  file: string;
  work: Work;
}

/**
 * Computes what edits ask of the tables. What could not be computed is still asked for with the next edit, so that this one's success says
 * nothing of the mistake of before; or once it is said to be tried `again`. A file that can't be read waits, and so does what needs a
 * process with new code.
 */
export function computing({
  tables,
  faults,
  missing
}: Pick<Parts, "tables" | "faults" | "missing">): (edits: Edit[], again?: boolean) => Promise<void> {
  let owed: Edit[] = missing ? [{file: "", work: {kind: "all", restart: false}}] : [];
  const unreadable = new Set<string>();
  return async (edits, again = false) => {
    if (!edits.length && !(again && owed.length)) return;
    for (const {file} of edits) {
      if (faults.has(file)) unreadable.add(file);
      else unreadable.delete(file);
    }
    const now = unreadable.size ? edits.filter(({file, work}) => !work.restart && !unreadable.has(file)) : [...owed, ...edits];
    const later = [...owed, ...edits].filter((edit) => !now.includes(edit));
    const done = now.length > 0 && (await refresh(now, tables, faults));
    owed = unique(done ? later : [...now, ...later]);
  };
}

const unique = (edits: Edit[]): Edit[] => [...new Map(edits.map((edit) => [edit.file, edit])).values()];

/** Milliseconds of computing after which the terminal says that it goes on. */
const patience = 30_000;

function sayWaiting(edits: Edit[]): void {
  const files = edits.flatMap(({file}) => file || []).join(", ");
  const isWhole = together(edits.map(({work}) => work)).kind === "all";
  // all tables take their time; of a metric that does, their process tells
  const advice = isWhole
    ? " All tables are computed."
    : " A metric that takes this long may join more rows than you meant; save it again to end this.";
  console.log(`Still computing what follows from the edit of ${files}.${advice}`);
}

/** @returns whether the tables are as the edits ask */
async function refresh(edits: Edit[], tables: Parts["tables"], faults: Faults): Promise<boolean> {
  const {kind, restart} = together(edits.map(({work}) => work));
  if (restart || !tables.alive()) tables.again();
  const waiting = setInterval(sayWaiting, patience, edits);
  const {metrics, error, overtaken, seconds} = await tables.ask(kind!).finally(() => clearInterval(waiting));
  if (overtaken) return false;
  faults.note("tables", error === undefined ? [] : [faultOf(error, edits)]);
  if (error !== undefined) return false;
  const what = metrics === null ? "All tables" : metrics.length ? metrics.join(", ") : "What is published";
  console.log(`${what}: computed again in ${seconds} s.`);
  return true;
}

/** An error with the edit that it came after, where it names no edited file itself. */
function faultOf(error: string, edits: Edit[]): {where: string; text: string} {
  const files = [...new Set(edits.flatMap(({file}) => file || []))];
  const named = files.find((file) => error.includes(path.basename(file)));
  if (named !== undefined || !files.length) return {where: named ?? "the tables", text: error};
  return {where: files.join(", "), text: `After the edit of ${files.join(", ")}:\n${error}`};
}
