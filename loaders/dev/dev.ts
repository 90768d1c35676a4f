import {fork, type ChildProcess} from "node:child_process";
import path from "node:path";
import {programOf} from "../modules.ts";
import type {RunOptions} from "../run/run.ts";
import type {Fault, FromPages, FromTables, ToPages, ToTables} from "./messages.ts";
import {ownFolder} from "../project/project.ts";
import type {Layer} from "../release/layOver.ts";
import {makePages, syncFile, syncLayer} from "./pageFiles.ts";
import {watchInputs, type Inputs} from "./watch.ts";
import {nameIn, together, workFor, type Work} from "./watched.ts";

interface Address {
  hostname: string;
  port?: number;
}

/**
 * Serves the pages of a project while it is edited. Two processes do the work: one keeps the tables warm, one serves the pages; this one
 * watches, and tells both the open pages and the terminal what is wrong until it is corrected.
 * @param options of a run in a build folder that no scheduler uses
 * @returns the exit code, when the preview ends
 */
export async function dev(root: string, options: RunOptions, address: Address): Promise<number> {
  const folder = path.join(options.build, "pages");
  const faults = faultList();
  const inputs = await watchInputs(root, options, ownFolder());
  const layer = await makePages(root, folder);
  const tables = tableProcess(root, {...options, pages: folder});
  console.log("Computing the tables…");
  const ready = await tables.ask("all");
  faults.note("tables", ready.error === undefined ? [] : [{where: "tables", text: ready.error}]);
  const pages = await pageProcess(folder, address, faults);
  console.log(
    `${ready.error === undefined ? `The tables are ready (${ready.seconds} s)` : "There are no new tables"}: ${pages.url}`
  );
  takeUpEdits(root, options, inputs, {tables, pages, faults, folder, layer});
  return new Promise((resolve) => {
    const end = () => {
      tables.end();
      pages.end();
      resolve(0);
    };
    process.once("SIGINT", end).once("SIGTERM", end);
  });
}

type Faults = ReturnType<typeof faultList>;

/** What is wrong, by what told of it; each change is printed, and shown by who listens. */
function faultList() {
  const known = new Map<string, Fault[]>();
  let show: (faults: Fault[]) => void = () => undefined;
  const all = () => [...known.values()].flat();
  return {
    all,
    onChange(listener: typeof show) {
      show = listener;
    },
    note(from: string, found: Fault[]): void {
      const before = known.get(from);
      if (JSON.stringify(before ?? []) === JSON.stringify(found)) return;
      if (found.length) known.set(from, found);
      else known.delete(from);
      for (const {text} of found) console.error(`\n${text}\nThe pages keep what they have; correct it and save again.\n`);
      if (!found.length) console.log(`${before?.[0]?.where ?? from}: corrected.`);
      show(all());
    },
    /** What nobody looks at any more. */
    forget(from: string): void {
      if (known.delete(from)) show(all());
    }
  };
}

function start(program: string, cwd: string, given: object): ChildProcess {
  const {file, execArgv} = programOf(path.join(import.meta.dirname, program));
  const env = {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1", TZ: "UTC"};
  return fork(file, [JSON.stringify(given)], {cwd, execArgv, env, stdio: ["ignore", "inherit", "inherit", "ipc"]});
}

/** The process that computes tables; one question at a time is answered, in order. */
function tableProcess(root: string, options: RunOptions & {pages: string}) {
  let id = 0;
  let child = start("tables.ts", root, options);
  const ask = (kind: ToTables["kind"]): Promise<FromTables & {seconds: string}> =>
    new Promise((resolve) => {
      const own = ++id;
      const began = performance.now();
      const asked = child;
      const done = (answer: FromTables) => {
        asked.off("message", onMessage).off("exit", onExit);
        resolve({...answer, seconds: ((performance.now() - began) / 1000).toFixed(1)});
      };
      const onMessage = (answer: FromTables) => answer.id === own && done(answer);
      const onExit = () =>
        done({id: own, metrics: [], error: "The process that computes the tables ended. Save again to start it anew."});
      asked.on("message", onMessage).on("exit", onExit);
      if (asked.connected) asked.send({kind, id: own} satisfies ToTables);
      else onExit();
    });
  const again = () => {
    child.removeAllListeners("exit");
    child.kill();
    child = start("tables.ts", root, options);
  };
  return {
    ask,
    again,
    alive: () => child.connected,
    end: () => void child.kill()
  };
}

/** The process that serves pages. */
async function pageProcess(folder: string, address: Address, faults: Faults) {
  const child = start("pages.ts", folder, address);
  const tell = (message: ToPages) => void (child.connected && child.send(message));
  const url = await new Promise<string>((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`The preview ended with code ${code}.`)));
    child.on("message", (message: FromPages) => {
      if (message.kind === "listening") resolve(message.url);
      else if (message.kind === "failed") reject(new Error(`The preview can't start: ${message.message}`));
      else if (message.kind === "closed") faults.forget(message.from);
      else faults.note(message.from, message.faults);
    });
  });
  faults.onChange((found) => tell({kind: "faults", faults: found}));
  tell({kind: "faults", faults: faults.all()});
  return {url, tell, end: () => void child.kill()};
}

interface Parts {
  tables: ReturnType<typeof tableProcess>;
  pages: Awaited<ReturnType<typeof pageProcess>>;
  faults: Faults;
  folder: string;
  /** What the company's own folder has put into the pages. */
  layer: Layer;
}

/** So long a burst of events of one save lasts. */
const burst = 60;

function takeUpEdits(root: string, options: RunOptions, inputs: Inputs, parts: Parts): void {
  const [settings, drops] = [nameIn(root, options.settingsFile), nameIn(root, options.drops)];
  const own = ownFolder();
  const edited = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let busy = Promise.resolve();
  const work = () => {
    const files = [...edited];
    edited.clear();
    busy = busy.then(() => takeUp(files)).catch((error: unknown) => console.error(error));
  };
  inputs.onEdit((file) => {
    edited.add(file);
    clearTimeout(timer);
    timer = setTimeout(work, burst);
  });
  async function takeUp(files: string[]): Promise<void> {
    for (const file of files.filter((f) => f.startsWith("src/")).map((f) => f.slice("src/".length))) {
      const fault = await syncFile(root, parts.folder, file);
      parts.faults.note(`src/${file}`, fault ? [fault] : []);
    }
    if (own !== null) await takeUpOwn(root, own, files, parts);
    const bad = files.some((file) => parts.faults.all().some(({where}) => where === file));
    const asked = together(
      files.map((file) => workFor(file, {settings, drops, own, mappings: options.mappings.map((place) => nameIn(root, place))}))
    );
    if (asked.kind && !bad) await refresh(asked, parts);
    parts.pages.tell({kind: "edited"});
  }
}

/** Brings what was edited in the company's own folder, or under it in the product, to the open pages. */
async function takeUpOwn(root: string, own: string, files: string[], parts: Parts): Promise<void> {
  const ofPages = (file: string) => !/^(mappings|metrics)\//.test(file);
  const inOwn = files.filter((f) => f.startsWith(`${own}/`)).map((f) => f.slice(own.length + 1)).filter(ofPages); // prettier-ignore
  const under = files.some((f) => f.startsWith("src/")) ? [null] : [];
  for (const file of [...inOwn, ...under]) {
    const done = await syncLayer(root, parts.folder, parts.layer, file === null ? null : {folder: own, file});
    const where = file ?? "brand.json";
    parts.faults.note(`${own}/${where}`, "fault" in done ? [{...done.fault, where: `${own}/${where}`}] : []);
    if ("layer" in done) parts.layer = done.layer;
  }
}

async function refresh({kind, restart}: Work, {tables, faults}: Parts): Promise<void> {
  if (restart || !tables.alive()) tables.again();
  const {metrics, error, seconds} = await tables.ask(kind!);
  faults.note("tables", error === undefined ? [] : [{where: "tables", text: error}]);
  if (error !== undefined) return;
  const what = metrics === null ? "All tables" : metrics.length ? metrics.join(", ") : "What is published";
  console.log(`${what}: computed again in ${seconds} s.`);
}
