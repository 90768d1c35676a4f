import {existsSync} from "node:fs";
import path from "node:path";
import getPort from "get-port";
import {HandshakeError} from "../errors.ts";
import {lockFolder, type Lock} from "../run/lock.ts";
import type {RunOptions} from "../run/run.ts";
import {ownFolder} from "../project/project.ts";
import {takeUpEdits} from "./edits.ts";
import {faultList, type Faults} from "./faults.ts";
import type {FromPages, ToPages} from "./messages.ts";
import {makePages, ownFaults} from "./pageFiles.ts";
import {start, tableProcess} from "./processes.ts";
import {watchInputs} from "./watch.ts";

interface Address {
  hostname: string;
  port?: number;
}

/**
 * Serves the pages of a project while it is edited. Two processes do the work: one keeps the tables warm, one serves the pages; this one
 * watches, and tells both the open pages and the terminal what is wrong until it is corrected.
 * @param options of a run in a build folder that no scheduler uses
 * @returns the exit code, when the preview ends
 * @throws HandshakeError where the pages can't be served
 */
export async function dev(root: string, options: RunOptions, address: Address): Promise<number> {
  await ensureFree(address);
  const folder = path.join(options.build, "pages");
  ensurePreviewFolder(options.build, folder);
  const lock = await takeFolder(folder);
  const faults = faultList();
  const inputs = await watchInputs(root, options, ownFolder());
  const wrong = await ownFaults(root, ownFolder());
  for (const [file, text] of wrong) faults.note(`${ownFolder()}/${file}`, [{where: file, text}]);
  const layer = await makePages(root, folder, (file) => wrong.has(file));
  const tables = tableProcess(root, {...options, pages: folder});
  console.log("Computing the tables…");
  const ready = await tables.ask("all");
  faults.note("tables", ready.error === undefined ? [] : [{where: "the tables", text: ready.error}]);
  const pages = await pageProcess(folder, address, faults, tables.lookAt).catch((error: unknown) => {
    tables.end();
    throw error;
  });
  console.log(
    `${ready.error === undefined ? `The tables are ready (${ready.seconds} s)` : "There are no new tables"}: ${pages.url}`
  );
  takeUpEdits(root, options, inputs, {tables, pages, faults, folder, layer, missing: ready.error !== undefined});
  return new Promise((resolve) => {
    const end = () => {
      tables.end();
      pages.end();
      void lock.release().then(() => resolve(0));
    };
    process.once("SIGINT", end).once("SIGTERM", end);
  });
}

/** @throws HandshakeError where another program has the port; before the tables, which take a while */
async function ensureFree({hostname, port}: Address): Promise<void> {
  if (port === undefined || (await getPort({host: hostname, port})) === port) return;
  throw new HandshakeError(
    `Port ${port} of ${hostname} is taken by another program, perhaps another preview. Name another with --port, or none: then it is the first free one from 3000.`
  );
}

/** @throws HandshakeError where the folder holds what a rebuild has received, which a preview would add to */
function ensurePreviewFolder(build: string, pages: string): void {
  if (!existsSync(path.join(build, "build.json")) || existsSync(pages)) return;
  throw new HandshakeError(
    `${build} belongs to a rebuild, and the preview works in a folder of its own. Leave --build out, or name a folder that is new.`,
    {exitCode: 64}
  );
}

/**
 * Two previews in one folder would each undo what the other publishes. The lock is that of the pages: a run locks the folder itself.
 * @throws HandshakeError (75) where another preview has it
 */
async function takeFolder(pages: string): Promise<Lock> {
  return lockFolder(pages).catch((error: unknown) => {
    if (!(error instanceof HandshakeError) || error.exitCode !== 75) throw error;
    const who = / \(process \d+, [^)]*\)/.exec(error.message)?.[0] ?? "";
    throw new HandshakeError(
      `Another preview is at work in ${path.dirname(pages)}${who}. Use that one, end it, or give this one a folder of its own with --build DIR.`,
      {exitCode: 75}
    );
  });
}

/** The process that serves pages. */
async function pageProcess(folder: string, address: Address, faults: Faults, lookAt: (pages: string[]) => void) {
  const child = start("pages.ts", folder, address);
  const tell = (message: ToPages) => void (child.connected && child.send(message));
  const url = await new Promise<string>((resolve, reject) => {
    child.on("exit", (code) => reject(new HandshakeError(`The preview ended with code ${code}.`)));
    child.on("message", (message: FromPages) => {
      if (message.kind === "listening") resolve(message.url);
      else if (message.kind === "failed") reject(new HandshakeError(`The preview can't start: ${message.message}`));
      else if (message.kind === "open") lookAt(message.pages);
      else if (message.kind === "closed") faults.forget(message.from);
      else faults.note(message.from, message.faults);
    });
  });
  faults.onChange((found) => tell({kind: "faults", faults: found}));
  tell({kind: "faults", faults: faults.all()});
  return {url, tell, end: () => void child.kill()};
}
