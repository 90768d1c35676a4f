import {existsSync, readFileSync, statSync} from "node:fs";
import {cp, mkdir, readdir, rm, symlink} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {putWhole} from "../files.ts";
import {readBrand} from "../project/brand.ts";
import {ownFolder} from "../project/project.ts";
import {readWords} from "../project/words.ts";
import {fillModuleCache, frameworkCache} from "../release/framework/moduleCache.ts";
import {refuseMissingPackages} from "../release/framework/pagePackages.ts";
import {layerOf, layOver, liftOff, metricPages, type Layer} from "../release/layOver.ts";
import {guideBeside} from "../release/notebooks/guide.ts";
import {entryFolders, headOf} from "../release/notebooks/heads.ts";
import {ownContentIfThere, isWritten, ownFiles, ownRooms} from "../release/sources.ts";
import {refuseConflict, textIn} from "../written.ts";
import {translatedCode} from "./codeFault.ts";
import {goneFault, type Home} from "./goneFiles.ts";
import type {Fault} from "./messages.ts";

/** What a page shows that is not there, until it comes. */
const nonePage = `---
title: No page
index: false
---

# There is no page at this address

Its file has another name now, was removed, or was never there. This shows it as soon as it is saved.
`;

/** The pages of metrics as they were when every header could last be read: of one that can't be, the process of tables tells. */
let ofMetrics: [file: string, page: Buffer][] = [];
function readableMetricPages(): typeof ofMetrics {
  try {
    ofMetrics = metricPages();
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
  }
  return ofMetrics;
}

/** What each file of the company's said when it could last be read, by its full path. */
const lastGood = new Map<string, Buffer>();

/**
 * The layer, with the guide, which an analyst finds in the menu of the preview.
 * @param isWrong whether a file of the company's can't be read as it is now: it stays as it was, whatever else is edited
 */
function layerWithGuide(src: string, isWrong: (file: string) => boolean): Layer {
  const contentOf = (full: string, file: string): Buffer | null => {
    if (isWrong(file)) return lastGood.get(full) ?? null;
    const content = ownContentIfThere(full);
    if (content !== null) lastGood.set(full, content);
    return content;
  };
  const layer = layerOf(src, ownFolder(), {metrics: readableMetricPages(), contentOf});
  return new Map([...layer, ...guideBeside(src, layer), ["404.md", Buffer.from(nonePage)]]);
}

const apart = new Set(["data", ".observablehq"]);

/**
 * Makes the folder that the preview serves: a copy of src/, so that a file which can't be read never reaches an open page.
 * @param isWrong whether a file of the company's can't be read as it is: the pages begin without it
 */
export async function makePages(root: string, folder: string, isWrong: (file: string) => boolean): Promise<Layer> {
  const src = path.join(root, "src");
  await mkdir(frameworkCache(folder), {recursive: true});
  // what was deleted or renamed while no preview ran is not shown by the next
  for (const name of await readdir(path.join(folder, "src")).catch(() => []))
    if (!apart.has(name)) await rm(path.join(folder, "src", name), {recursive: true, force: true});
  await cp(src, path.join(folder, "src"), {
    recursive: true,
    filter: (source) => !apart.has(path.relative(src, source).split(path.sep)[0]!)
  });
  for (const name of ["node_modules", "package.json", "package-lock.json"])
    if (!existsSync(path.join(folder, name))) await symlink(path.join(root, name), path.join(folder, name));
  await fillModuleCache(root, frameworkCache(folder));
  const layer = layerWithGuide(src, isWrong);
  layOver(layer, path.join(folder, "src"));
  return layer;
}

/**
 * Brings what is now in the company's own folder, and the pages of metrics, to the pages that are open.
 * @param before what was put there so far
 * @param own the company's folder, null where the checkout is the project
 * @param isWrong as it is told by `ownFault`
 * @returns what is put there now, and what is wrong with files that were removed and are still asked for; or what is wrong with the whole,
 * and then the pages keep what they have
 */
export async function syncLayer(
  root: string,
  folder: string,
  before: Layer,
  own: string | null,
  isWrong: (file: string) => boolean
): Promise<{layer: Layer; gone: Map<string, Fault>} | {fault: string}> {
  try {
    const [src, to] = [path.join(root, "src"), path.join(folder, "src")];
    const layer = layerWithGuide(src, isWrong);
    layOver(layer, to);
    const left = [...before.keys()].filter((file) => !layer.has(file));
    const homes = own === null ? [productHome(root)] : [productHome(root), {folder: own, prefix: ""}];
    const gone = new Map(left.flatMap((file) => missed(file, homes)));
    for (const file of gone.keys()) layer.set(file, before.get(file)!);
    await liftOff(
      left.filter((file) => !gone.has(file)),
      src,
      to
    );
    return {layer, gone};
  } catch (error) {
    if (error instanceof HandshakeError) return {fault: error.message};
    throw error;
  }
}

/** What is wrong with files of the company's own folder as a preview begins, by their paths in it. */
export async function ownFaults(root: string, own: string | null): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of own === null ? [] : ownFiles(own)) {
    const text = await ownFault(root, own!, file);
    if (text !== null) found.set(file, text);
  }
  return found;
}

/**
 * What is wrong with a file of the company's own folder by itself; null where nothing is, or the file is not there.
 * @param file from that folder
 */
export async function ownFault(root: string, own: string, file: string): Promise<string | null> {
  const full = path.join(own, file);
  if (!statSync(full, {throwIfNoEntry: false})?.isFile()) return null;
  if (ownRooms.some((room) => file.startsWith(`${room}/`))) return faultOf(root, file, full, file);
  const reader = {"brand.json": readBrand, "copy.json": readWords}[file];
  return reader ? toldBy(() => reader(own)) : null;
}

const productHome = (root: string): Home => ({folder: path.join(root, "src"), prefix: "src/"});

/** A file that is gone, and what is wrong with that; the last of the homes is the one that it was in. */
const missed = (file: string, homes: Home[]): [file: string, fault: Fault][] => {
  const fault = goneFault(file, homes.at(-1)!, homes);
  return fault ? [[file, fault]] : [];
};

/**
 * Brings an edited file of src/ to the pages that are open, or takes it away where it is gone.
 * @param file from src/
 * @returns what is wrong with it; then the pages keep what they have
 */
export async function syncFile(root: string, folder: string, file: string): Promise<Fault | null> {
  const [from, to] = [path.join(root, "src", file), path.join(folder, "src", file)];
  if (!existsSync(from)) {
    const fault = goneFault(file, productHome(root), [productHome(root)]);
    if (fault) return fault;
    await rm(to, {force: true, recursive: true});
    return null;
  }
  if (statSync(from).isDirectory()) return null;
  const text = await faultOf(root, file, from);
  if (text !== null) return {where: `src/${file}`, text};
  putWhole(to, readFileSync(from));
  return null;
}

const faultOf = (root: string, file: string, full: string, shown = `src/${file}`): Promise<string | null> =>
  toldBy(async () => {
    if (!isWritten(file)) return;
    const text = textIn(shown, readFileSync(full));
    if (file.endsWith(".md")) refuseConflict(shown, text);
    if (entryFolders.some((room) => file.startsWith(`${room}/`)) && file.endsWith(".md")) headOf(file, text);
    const done = await translatedCode(shown, text);
    if ("fault" in done) throw new HandshakeError(done.fault);
    if (done.code !== null) refuseMissingPackages(shown, done.code, root);
  });

/** What is wrong by what a reader of the file says; null where it can be read. */
async function toldBy(read: () => unknown): Promise<string | null> {
  try {
    await read();
    return null;
  } catch (error) {
    if (error instanceof HandshakeError) return error.message;
    throw error;
  }
}
