import {existsSync, readFileSync} from "node:fs";
import path from "node:path";

/** The folder of published tables, seen from the folder of pages. */
export const tablesFolder = "data/tables";

/** The names of the published tables of a folder of pages. */
export function tableNames(root: string): string[] {
  const file = path.join(root, tablesFolder, "catalogue.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as {name: string}[]).map(({name}) => name) : [];
}

/** The published tables that SQL in these cells may mean, by the words in it. A page brings along no others. */
export function tablesIn(cells: readonly string[], names: readonly string[]): string[] {
  const words = new Set(cells.filter((code) => /\bsql\b/.test(code)).flatMap((code) => code.match(/\w+/g) ?? []));
  return names.filter((name) => words.has(name));
}
