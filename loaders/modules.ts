import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {cacheOf, compiledFolder} from "./compiled.mjs";
import {HandshakeError, isMachineTrouble} from "./errors.ts";
import {translated} from "./translate.ts";

/** Compiled into the program: the folder that it is in. */
declare const HANDSHAKE_COMPILED: string | undefined;

const compiled = typeof HANDSHAKE_COMPILED === "string" ? HANDSHAKE_COMPILED : null;

/** The compiled program that runs, of this checkout: its name tells of all its source files. Null where they run as they are. */
export const compiledOf = (root: string): string | null => (compiled?.startsWith(cacheOf(root)) ? compiled : null);

/** What Node is asked for, to run a source file of loaders/ as a program: compiled, or where that can't be kept, by tsx. */
export function programOf(file: string): {file: string; execArgv: string[]} {
  const folder = compiled ?? compiledFolder();
  const ready = folder && inside(folder, file);
  if (ready) return {file: ready, execArgv: []};
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return {file, execArgv: ["--import", tsx]};
}

/**
 * What a TypeScript or JavaScript file exports that a person has written: a mapping, the settings. Of the program itself, the compiled
 * module is taken.
 * @param patience milliseconds until one that waits for something is given up
 * @throws HandshakeError (78) that names the line where it is no such file, or what it threw
 */
export async function importFile(file: string, patience = 30_000): Promise<Record<string, unknown>> {
  const address = (place: string) => (place.startsWith("data:") ? place : pathToFileURL(place).href);
  const module = compiled ? (inside(compiled, file) ?? (await translated(file))) : file;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unreadable(file, `it took more than ${patience / 1000} seconds`)), patience);
  });
  try {
    return (await Promise.race([import(address(module)), late])) as Record<string, unknown>;
  } catch (error) {
    throw error instanceof HandshakeError || isMachineTrouble(error)
      ? error
      : unreadable(file, error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

const unreadable = (file: string, why: string): HandshakeError =>
  new HandshakeError(`${file} can't be read: ${why}.\nCorrect it and run this again.`, {exitCode: 78});

/** The compiled module of a source file, where it is one of those that are compiled by themselves. */
export function inside(folder: string, file: string): string | null {
  const below = path.relative(import.meta.dirname, file);
  if (below.startsWith("..") || path.isAbsolute(below)) return null;
  const target = path.join(folder, below.replace(/\.ts$/, ".mjs"));
  return existsSync(target) ? target : null;
}
