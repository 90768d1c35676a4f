import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {findAssets} from "@observablehq/framework/dist/html.js";
import {HandshakeError} from "../../errors.ts";
import {isNotebook} from "../notebooks/heads.ts";
import {sourceName} from "../sources.ts";
import {faultIn, importsIn} from "./moduleNames.ts";
import {firstLines, type CellNode} from "./pagePackages.ts";

/** A page that Framework has loaded. */
export interface PageAt {
  /** Its address, "/notebooks/renewals". */
  at: string;
  /** Its file, seen from the folder of pages. */
  file: string;
  /** The folder of pages. */
  root: string;
}

/** Whether there is a file at a path below the folder of pages, or a loader that makes it. */
type IsThere = (place: string) => boolean;

/** The path of what a page names, below the folder of pages. */
const placeOf = (at: string, name: string) =>
  path.posix.join(name.startsWith("/") ? "/" : path.posix.dirname(at), name.replace(/[?#].*$/, ""));

const inCell = (input: string) => `it is asked for in the cell that begins\n    ${firstLines(input)}\n`;

/** @throws HandshakeError where a cell of a notebook attaches a file that is not there; what is published comes by itself */
export function refuseMissingFiles({at, file}: PageAt, cells: readonly CellNode[], isThere: IsThere): void {
  if (!isNotebook(file)) return;
  for (const {input, files = []} of cells)
    for (const {name} of files) {
      const place = placeOf(at, name);
      if (place.startsWith("/data/") || isThere(place)) continue;
      throw new HandshakeError(
        `${sourceName(file)}: attaches ${name}, and there is no such file; ${inCell(input)}Put the file there (the path begins at the page), or correct the name.`
      );
    }
}

/** @throws HandshakeError where a page shows a picture, or links to a file, that is not there: with its line */
export function refuseMissingPictures({at, file, root}: PageAt, body: string, isThere: IsThere): void {
  // most pages show none, and to read a page's HTML takes a while
  if (!/<(img|audio|video|source|link|a\s[^>]*\bdownload)\b/.test(body)) return;
  for (const name of findAssets(body, at).files) {
    const place = placeOf(at, name);
    if (place.startsWith("/data/") || isThere(place)) continue;
    const source = path.join(root, file);
    const shown = name.replace(/^\.\//, "");
    const lines = existsSync(source) ? readFileSync(source, "utf8").split("\n") : [];
    const line = lines.findIndex((text) => text.includes(shown));
    const where = line < 0 ? "" : ` on line ${line + 1}:\n    ${lines[line]!.trim()}`;
    throw new HandshakeError(
      `${sourceName(file)}: shows ${shown}, and there is no such file; it is asked for${where || " in the page"}\nPut the file there (the path begins at the page), or correct the name.`
    );
  }
}

/**
 * Sees that each module of the project's own that a page's cells import is there, with the names that they take from it, and so all that
 * it imports itself.
 * @throws HandshakeError that names page, cell and remedy
 */
export async function refuseMissingImports({at, file, root}: PageAt, cells: readonly CellNode[]): Promise<void> {
  const page = path.join(root, at);
  for (const {input, body, imports} of cells) {
    const statements = body?.type === "Program" ? (body.body ?? []) : [];
    const later = imports.filter(({type, method}) => type === "local" && method === "dynamic");
    const wanted = [...importsIn(statements), ...later.map(({name}) => ({from: name, names: []}))];
    const fault = await faultIn(page, wanted, {root: path.resolve(root), seen: new Set()});
    if (fault) throw new HandshakeError(`${sourceName(file)}: ${fault.what}; ${inCell(input)}${fault.remedy}`);
  }
}
