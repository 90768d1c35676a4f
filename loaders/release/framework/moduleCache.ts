import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {copyFile, mkdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import path from "node:path";
import {putWhole} from "../../files.ts";
import {bundleModule, moduleOf, packageOf, resolveEntry, splitSpecifier, type Module} from "./bundleModule.ts";
import {vendor, type Vendor} from "./vendor.ts";

/** Where Framework itself looks for modules, and where those of `npm run dev` are. */
export const frameworkCache = (root: string): string => path.join(root, "src", ".observablehq", "cache");

/**
 * Fills a module cache of Framework (`_npm` in it) from node_modules, so that neither build nor preview
 * downloads anything: Framework never fetches a file that is there, and takes the highest version that it finds.
 * Nothing is done when the lockfile, the list and this code are those of the last time.
 *
 * @param root the project's folder, which holds node_modules, package-lock.json and src.
 * @param folder the cache; a rebuild's is in its build folder, so that the project may be read-only
 * @returns the number of modules made; 0 when the cache was current.
 * @throws HandshakeError when a listed package isn't installed.
 */
export async function fillModuleCache(root: string, folder = frameworkCache(root), list: Vendor = vendor): Promise<number> {
  const cache = path.join(folder, "_npm");
  const stampFile = `${cache}.stamp`;
  const stamp = stampOf(root, list);
  if (existsSync(cache) && existsSync(stampFile) && (await readFile(stampFile, "utf8")) === stamp) return 0;
  const beside = `${cache}.${process.pid}`;
  await rm(beside, {recursive: true, force: true});
  const count = await writeModules(root, beside, list);
  await writeFiles(root, beside, list);
  for (const name of list.absent) await mkdir(path.join(beside, `${name}@0.0.0-absent`), {recursive: true});
  await rm(stampFile, {force: true});
  await rm(cache, {recursive: true, force: true});
  await rename(beside, cache);
  await writeFile(stampFile, stamp);
  return count;
}

/** Modules that are being added, by the file that shows that they are there. */
const underWay = new Map<string, Promise<void>>();

/**
 * Adds installed packages, or files of them, that pages ask for beyond the list; what is there already is left. Several pages may ask at
 * once, and one that is open may be loading them: a module is there whole, after those that it imports, or not at all.
 * @param root the folder that holds node_modules
 * @param folder the cache that fillModuleCache has filled
 * @param wanted "lodash", "lodash/debounce", "leaflet/dist/leaflet.css"
 */
export async function addModules(root: string, folder: string, wanted: readonly string[]): Promise<void> {
  const cache = path.join(folder, "_npm");
  for (const specifier of wanted.map((name) => name.replace(/(?<=[^/])@[^/]+/, ""))) {
    const {name, subpath} = splitSpecifier(specifier);
    const {folder: from, version} = packageOf(path.join(root, "node_modules", name, "package.json"));
    const isFile = /\.(?!m?js$)\w+$/.test(subpath);
    const place = path.join(cache, `${name}@${version}`, isFile || !subpath ? subpath || "_esm.js" : `${subpath}._esm.js`);
    const add = async () => {
      if (isFile) putWhole(place, await readFile(path.join(from, subpath)));
      else await writeModules(root, cache, {...vendor, entries: [specifier]});
    };
    // whoever comes meanwhile waits for the first
    const adding = underWay.get(place) ?? (existsSync(place) ? null : add().finally(() => underWay.delete(place)));
    if (adding) underWay.set(place, adding);
    await adding;
  }
}

/** The code that makes the modules, or goes into those that take a package's place: all of this folder. */
export const codeOfModules = (): string[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => path.join(import.meta.dirname, name));

function stampOf(root: string, list: Vendor): string {
  const hash = createHash("sha256").update(JSON.stringify(list));
  for (const file of [path.join(root, "package-lock.json"), ...codeOfModules()]) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** Makes the modules that are not there yet; one that others import is put there before them. */
async function writeModules(root: string, cache: string, list: Vendor): Promise<number> {
  const [queue, made] = [new Map<string, Module>(), new Map<string, {text: string; needs: string[]}>()];
  const need = (m: Module) => void (queue.has(m.out) || existsSync(path.join(cache, m.out)) || queue.set(m.out, m));
  for (const entry of list.entries) need(moduleOf(await resolveEntry(entry, root), splitSpecifier(entry).subpath));
  for (const module of queue.values()) {
    // a Map's iteration also visits what is added meanwhile
    const {name, version} = module.package;
    const wrapper = list.wrapped?.[name];
    const file = wrapper ? path.join(import.meta.dirname, wrapper) : module.file;
    const needs: string[] = [];
    const text = await bundleModule({...module, file}, root, list.single, (m) => {
      needs.push(m.out);
      need(m);
    });
    made.set(module.out, {text: `/* ${name}@${version} */\n${text}`, needs});
  }
  const put = async (out: string): Promise<void> => {
    const module = made.get(out);
    if (!made.delete(out) || !module) return;
    for (const inner of module.needs) await put(inner);
    write(path.join(cache, out), module.text);
  };
  for (const out of queue.keys()) await put(out);
  return queue.size;
}

async function writeFiles(root: string, cache: string, list: Vendor): Promise<void> {
  const installed = (name: string) => packageOf(path.join(root, "node_modules", name, "package.json"));
  for (const [name, files] of Object.entries(list.assets)) {
    const {folder, version} = installed(name);
    for (const file of files) {
      const target = path.join(cache, `${name}@${version}`, file);
      await mkdir(path.dirname(target), {recursive: true});
      await copyFile(path.join(folder, file), target);
    }
  }
  for (const [name, files] of Object.entries(list.empty))
    for (const file of files)
      write(path.join(cache, `${name}@${installed(name).version}`, file), file.endsWith(".js") ? "// left out\n" : "");
}

const write = (file: string, text: string): void => putWhole(file, Buffer.from(text));
