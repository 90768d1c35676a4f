import {existsSync, readFileSync, statSync} from "node:fs";
import {cp, mkdir, rm, symlink} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {putWhole} from "../files.ts";
import {fillModuleCache, frameworkCache} from "../release/framework/moduleCache.ts";
import {refuseMissingPackages} from "../release/framework/pagePackages.ts";
import {layerOf, layOver, liftOff, type Layer} from "../release/layOver.ts";
import {guideBeside} from "../release/notebooks/guide.ts";
import {entryFolders, headOf} from "../release/notebooks/heads.ts";
import {ownRooms} from "../release/sources.ts";
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

/** An analyst finds the guide in the menu of the preview. */
function layerWithGuide(src: string): Layer {
  const layer = layerOf(src);
  return new Map([...layer, ...guideBeside(src, layer), ["404.md", Buffer.from(nonePage)]]);
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
 * @returns what it puts there now; or what is wrong, and then the pages keep what they have: of a file that was removed and is still
 * asked for, both
 */
export async function syncLayer(
  root: string,
  folder: string,
  before: Layer,
  own: {folder: string; file: string} | null
): Promise<{layer?: Layer; fault?: Fault}> {
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
    const homes = own ? [productHome(root), {folder: own.folder, prefix: ""}] : [productHome(root)];
    const faults = new Map(gone.flatMap((file) => missed(file, homes)));
    for (const file of faults.keys()) layer.set(file, before.get(file)!);
    await liftOff(
      gone.filter((file) => !faults.has(file)),
      src,
      to
    );
    const fault = own && faults.get(own.file);
    return {layer, ...(fault && {fault})};
  } catch (error) {
    if (error instanceof HandshakeError) return {fault: {where, text: error.message}};
    throw error;
  }
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
