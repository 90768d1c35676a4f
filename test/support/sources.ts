import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {root} from "./handshake.ts";

/** The project's files below some folders whose names end in one of the given ways, by path from the project's folder. */
export function sourcesIn(folders: string[], endings: string[]): Record<string, string> {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), {recursive: true, encoding: "utf8"}).map((f) => path.posix.join(folder, f))
  );
  const wanted = files.filter(
    (f) => endings.some((e) => f.endsWith(e)) && !f.startsWith("src/data/") && !f.startsWith("src/.observablehq/")
  );
  return Object.fromEntries(wanted.sort().map((f) => [f, readFileSync(path.join(root, f), "utf8")]));
}

/** The contents of a Markdown text's code blocks in some languages. */
export function codeBlocks(markdown: string, languages: string[]): string[] {
  return [...markdown.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```/gm)].flatMap(([, language = "", code = ""]) =>
    languages.includes(language) ? [code] : []
  );
}
