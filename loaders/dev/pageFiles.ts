import {existsSync, readFileSync, statSync} from "node:fs";
import {cp, mkdir, rm, symlink} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {putWhole} from "../files.ts";
import {fillModuleCache, frameworkCache} from "../release/framework/moduleCache.ts";
import {refuseMissingPackages} from "../release/framework/pagePackages.ts";
import {layerOf, layOver, liftOff, ownRooms, type Layer} from "../release/layOver.ts";
import {guideBeside} from "../release/notebooks/guide.ts";
import {entryFolders, headOf} from "../release/notebooks/heads.ts";
import {translatedCode} from "./codeFault.ts";
import type {Fault} from "./messages.ts";

/** An analyst finds the guide in the menu of the preview. */
function layerWithGuide(src: string): Layer {
  const layer = layerOf(src);
  return new Map([...layer, ...guideBeside(src, layer)]);
}

const apart = new Set(["data", ".observablehq"]);

/** Makes the folder that the preview serves: a copy of src/, so that a file which can't be read never reaches an open page. */
export async function makePages(root: string, folder: string): Promise<Layer> {
  const src = path.join(root, "src");
  await mkdir(frameworkCache(folder), {recursive: true});
  await cp(src, path.join(folder, "src"), {
    recursive: true,
    filter: (source) => !apart.has(path.relative(src, source).split(path.sep)[0]!)
  });
  for (const name of ["node_modules", "package.json", "package-lock.json"])
    if (!existsSync(path.join(folder, name))) await symlink(path.join(root, name), path.join(folder, name));
  await fillModuleCache(root, frameworkCache(folder));
  const layer = layerWithGuide(src);
  await layOver(layer, path.join(folder, "src"));
  return layer;
}

/**
 * Brings an edit of the company's own folder, or of a file that it replaces, to the pages that are open.
 * @param before what the folder has put there so far
 * @param own its folder, and the file that was edited in it
 * @returns what it puts there now; or what is wrong, and then the pages keep what they have
 */
export async function syncLayer(
  root: string,
  folder: string,
  before: Layer,
  own: {folder: string; file: string} | null
): Promise<{layer: Layer} | {fault: Fault}> {
  const where = own?.file ?? "brand.json";
  try {
    const edited = own && path.join(own.folder, own.file);
    const isPart = own && ownRooms.some((room) => own.file.startsWith(`${room}/`));
    const isFile = isPart && existsSync(edited!) && statSync(edited!).isFile();
    const text = isFile ? await faultOf(root, own.file, edited!, own.file) : null;
    if (text !== null) return {fault: {where, text}};
    const [src, to] = [path.join(root, "src"), path.join(folder, "src")];
    const layer = layerWithGuide(src);
    await layOver(layer, to);
    const gone = [...before.keys()].filter((file) => !layer.has(file));
    await liftOff(gone, src, to);
    return {layer};
  } catch (error) {
    if (error instanceof HandshakeError) return {fault: {where, text: error.message}};
    throw error;
  }
}

/**
 * Brings an edited file of src/ to the pages that are open, or takes it away where it is gone.
 * @param file from src/
 * @returns what is wrong with it; then the pages keep what they have
 */
export async function syncFile(root: string, folder: string, file: string): Promise<Fault | null> {
  const [from, to] = [path.join(root, "src", file), path.join(folder, "src", file)];
  if (!existsSync(from)) {
    await rm(to, {force: true, recursive: true});
    return null;
  }
  if (statSync(from).isDirectory()) return null;
  const text = await faultOf(root, file, from);
  if (text !== null) return {where: `src/${file}`, text};
  await putWhole(to, readFileSync(from));
  return null;
}

async function faultOf(root: string, file: string, full: string, shown = `src/${file}`): Promise<string | null> {
  try {
    const text = readFileSync(full, "utf8");
    if (entryFolders.some((room) => file.startsWith(`${room}/`)) && file.endsWith(".md")) headOf(file, text);
    const done = await translatedCode(shown, text);
    if ("fault" in done) return done.fault;
    if (done.code !== null) refuseMissingPackages(shown, done.code, root);
    return null;
  } catch (error) {
    if (error instanceof HandshakeError) return error.message;
    throw error;
  }
}
