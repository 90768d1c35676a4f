import {existsSync, readFileSync} from "node:fs";
import {transform, type Loader} from "esbuild";
import {HandshakeError, isMachineTrouble, withAdvice} from "../errors.ts";
import {lineIn, errorPlace, told} from "../placed.ts";
import {textIn} from "../written.ts";
import type {FromTables} from "./messages.ts";

const loaderOf = (file: string): Loader | null => {
  const kind = /\.[cm]?([jt]sx?)$/.exec(file)?.[1];
  return kind ? (kind as Loader) : null;
};

/**
 * Translates code.
 * @param shown the file as a message names it
 * @returns its JavaScript, null where it is no code; or what is wrong, with file and line
 */
export async function translatedCode(shown: string, text: string): Promise<{code: string | null} | {fault: string}> {
  const loader = loaderOf(shown);
  if (!loader) return {code: null};
  try {
    return {code: (await transform(text, {loader, sourcefile: shown, logLevel: "silent"})).code};
  } catch (error) {
    const [first] = (error as {errors?: {text: string; location: {line: number} | null}[]}).errors ?? [];
    if (!first) throw error;
    const line = first.location?.line ?? 0;
    return {fault: told({file: shown, line, message: first.text, text: lineIn(text, line)})};
  }
}

/**
 * What keeps an edited file of the program, a mapping or the settings from being read, so that what runs is not ended for it.
 * @param full the file, absolute
 * @param shown the same as messages name it
 * @returns the mistake with its line; null where there is none
 */
export async function syntaxFault(full: string, shown: string): Promise<string | null> {
  if (/\.(d|draft)\.\w+$/.test(full) || !loaderOf(shown) || !existsSync(full)) return null;
  try {
    const done = await translatedCode(shown, textIn(shown, readFileSync(full)));
    return "fault" in done ? done.fault : null;
  } catch (error) {
    if (error instanceof HandshakeError) return error.message;
    throw error;
  }
}

/** An error of the process of tables as it is answered, for somebody who saves again. */
export function faultIn(error: unknown): Pick<FromTables, "error" | "unplaced"> {
  const root = process.cwd();
  const message = error instanceof Error ? error.message : String(error);
  if (isMachineTrouble(error)) return {error: withAdvice(message)};
  if (error instanceof HandshakeError)
    return {error: message.replaceAll(`${root}/`, "").replace(/\n(Nothing was read; c|C)orrect it and run this again\.$/, "")};
  const place = errorPlace(error, root);
  return place === null ? {error: message, unplaced: true} : {error: told(place)};
}
