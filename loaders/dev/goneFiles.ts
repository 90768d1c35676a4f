import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {projectFile} from "../project/project.ts";
import {ownRooms} from "../release/sources.ts";
import type {Fault} from "./messages.ts";

/** A folder of pages and components, and what its files are called by. */
export interface Home {
  folder: string;
  prefix: string;
}

/**
 * What is wrong with a file that was removed or renamed while others ask for it: their pages would lose all their figures.
 * @param file from the folder that it was in, with forward slashes
 * @param own the folder that it was in
 * @param all where files may ask for it, or another may be in its place
 * @returns null where nothing asks for it, or it is there; a page is asked for by nothing
 */
export function goneFault(file: string, own: Home, all: readonly Home[]): Fault | null {
  if (file.endsWith(".md") || all.some(({folder}) => existsSync(path.join(folder, file)))) return null;
  for (const home of all)
    for (const user of textsIn(home.folder)) {
      const lines = textOf(path.join(home.folder, user)).split("\n");
      const line = lines.findIndex((text) => namedIn(text, user).includes(plain(file)));
      if (line < 0) continue;
      const where = own.prefix + file;
      const text = `${where} is gone, and ${home.prefix}${user} line ${line + 1} asks for it:\n    ${lines[line]!.trim()}\nPut it back, or correct the name there.`;
      return {where, text};
    }
  return null;
}

/**
 * The pages among these that are there no more, so that nothing can be wrong with them.
 * @param pages by their files, from the folder of pages; one of many partners is made from [id].md
 */
export const gonePages = (src: string, pages: Iterable<string>): string[] =>
  [...pages].filter(
    (page) =>
      page.endsWith(".md") &&
      ![page, path.posix.join(path.posix.dirname(page), "[id].md")].some((file) => existsSync(path.join(src, file)))
  );

/** A file may be renamed while it is looked for. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** A module by one name, however it is written. */
const plain = (file: string): string => file.replace(/\.(tsx?|jsx)$/, ".js");

/** The files that a line names by their path, in quotes or in brackets. */
const namedIn = (line: string, user: string): string[] =>
  [...line.matchAll(/["'`(](\/?[\w.][^"'`()\s?#]*\.\w+)(?=["'`)?#])/g)].map(([, name]) =>
    plain(name!.startsWith("/") ? name!.slice(1) : path.posix.join(path.posix.dirname(user), name!))
  );

const textsIn = (folder: string): string[] =>
  ["", ...rooms(folder)].flatMap((room) =>
    readdirSync(path.join(folder, room), {recursive: room !== "", encoding: "utf8"})
      .map((file) => path.posix.join(room, file.split(path.sep).join("/")))
      .filter((file) => /\.(md|[cm]?[jt]sx?)$/.test(file) && statSync(path.join(folder, file), {throwIfNoEntry: false})?.isFile())
  );

/**
 * What is below the folder of pages, but what is made there. A company's own folder also holds exports, releases and packages: to read
 * all those takes so long that a fault would be told when it is none any more.
 */
const rooms = (folder: string): string[] =>
  (existsSync(path.join(folder, projectFile)) ? ownRooms : readdirSync(folder)).filter(
    (name) => /^\w+$/.test(name) && name !== "data" && statSync(path.join(folder, name), {throwIfNoEntry: false})?.isDirectory()
  );
