import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {cacheOf, compiledFolder} from "./compiled.mjs";
import {HandshakeError, isMachineTrouble} from "./errors.ts";
import {errorPlace} from "./placed.ts";
import {translated} from "./translate.ts";
import {writtenText} from "./written.ts";

/** Compiled into the program: the folder that it is in. */
declare const HANDSHAKE_COMPILED: string | undefined;

const compiled = typeof HANDSHAKE_COMPILED === "string" ? HANDSHAKE_COMPILED : null;

/** The compiled program that runs, of this checkout: its name tells of all its source files. Null where they run as they are. */
export const compiledOf = (root: string): string | null => (compiled?.startsWith(cacheOf(root)) ? compiled : null);

/** What Node is asked for, to run a source file of loaders/ as a program: compiled, or where that can't be kept, by tsx. */
export function programOf(file: string): {file: string; execArgv: string[]} {
  const folder = compiled ?? compiledFolder();
  return (folder === null ? null : compiledIn(folder, file)) ?? bySource(file);
}

/** The same of the sources as they are now, which may have been edited since this program began; `asItIs`: not compiled. */
export function programNow(file: string, asItIs = false): {file: string; execArgv: string[]} {
  const folder = asItIs ? null : compiledFolder();
  return (folder === null ? null : compiledIn(folder, file)) ?? bySource(file);
}

function compiledIn(folder: string, file: string): {file: string; execArgv: string[]} | null {
  const ready = inside(folder, file);
  return ready === null ? null : {file: ready, execArgv: []};
}

const bySource = (file: string): {file: string; execArgv: string[]} => ({file, execArgv: ofTypeScript()});

/** What Node is told to read TypeScript with. */
export const ofTypeScript = (): string[] => ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href];

/**
 * What a TypeScript or JavaScript file exports that a person has written: a mapping, the settings. Of the program itself, the compiled
 * module is taken.
 * @param patience milliseconds until one that waits for something is given up
 * @throws HandshakeError (78) that names the line where it is no such file, or what it threw
 */
export async function importFile(file: string, patience = 30_000): Promise<Record<string, unknown>> {
  const own = compiled && inside(compiled, file);
  if (!own && existsSync(file)) writtenText(file);
  if (!own) return importFrom(compiled ? await translated(file) : file, file, patience);
  // compiled code tells of no line
  return importFrom(own, file, patience).catch(() => importAnew(file));
}

/** The same of a file as it is now, though an earlier text of it may have been imported. */
export const importAnew = async (file: string): Promise<Record<string, unknown>> =>
  importFrom(await translated(file), file, 30_000);

async function importFrom(module: string, file: string, patience: number): Promise<Record<string, unknown>> {
  process.setSourceMapsEnabled(true);
  const address = module.startsWith("data:") ? module : pathToFileURL(module).href;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unreadable(file, `it took more than ${patience / 1000} seconds`)), patience);
  });
  try {
    return (await Promise.race([import(address), late])) as Record<string, unknown>;
  } catch (error) {
    throw error instanceof HandshakeError || isMachineTrouble(error) ? error : unreadable(file, ...causeIn(file, error));
  } finally {
    clearTimeout(timer);
  }
}

const unreadable = (file: string, why: string, place = ""): HandshakeError =>
  new HandshakeError(`${file} can't be read: ${why}.${place}\nCorrect it and run this again.`, {exitCode: 78});

/** What is wrong with a file, and the line that tells where, in it or in one that it imports. */
function causeIn(file: string, error: unknown): [why: string, place: string] {
  const place = errorPlace(error, path.dirname(file));
  if (!place) return [error instanceof Error ? error.message : String(error), ""];
  const other = place.file === path.basename(file) ? "" : `${place.file} `;
  return [place.message, `\n  ${other}line ${place.line} | ${place.text}`];
}

/** The compiled module of a source file, where it is one of those that are compiled by themselves. */
export function inside(folder: string, file: string): string | null {
  const below = path.relative(import.meta.dirname, file);
  if (below.startsWith("..") || path.isAbsolute(below)) return null;
  const target = path.join(folder, below.replace(/\.ts$/, ".mjs"));
  return existsSync(target) ? target : null;
}
