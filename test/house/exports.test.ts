import {readFileSync} from "node:fs";
import path from "node:path";
import ts from "typescript";
import {expect, test} from "vitest";
import {root} from "../support/handshake.ts";
import {sourcesIn} from "../support/sources.ts";

/** What a file exports that runs; types may be exported for what they are a part of. */
function exportedBy(file: string, text: string): string[] {
  const isExported = (s: ts.Statement) =>
    ts.canHaveModifiers(s) && ts.getModifiers(s)?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword);
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements.flatMap((s) => {
    if (!isExported(s)) return [];
    if (ts.isFunctionDeclaration(s) || ts.isClassDeclaration(s)) return s.name ? [s.name.text] : [];
    if (!ts.isVariableStatement(s)) return [];
    return s.declarationList.declarations.flatMap(({name}) => (ts.isIdentifier(name) ? [name.text] : []));
  });
}

/** Exports whose name no other text has, as "file: name". */
function unused(sources: Record<string, string>): string[] {
  const users = new Map<string, Set<string>>();
  for (const [file, text] of Object.entries(sources))
    for (const word of text.match(/[A-Za-z_$][\w$]*/g) ?? []) users.set(word, (users.get(word) ?? new Set()).add(file));
  return Object.entries(sources)
    .filter(([file]) => /\.m?ts$/.test(file))
    .flatMap(([file, text]) => exportedBy(file, text).map((name) => ({file, name})))
    .filter(({file, name}) => [...users.get(name)!].every((user) => user === file))
    .map(({file, name}) => `${file}: ${name}`);
}

test("what only its own file uses is not exported", () => {
  const configs = ["handshake.config.ts", "observablehq.config.ts"];
  const sources = sourcesIn(["loaders", "setup", "src", "test"], [".ts", ".mjs", ".js", ".md", ".txt"]);
  expect(Object.keys(sources).length).toBeGreaterThan(1000);
  for (const file of configs) sources[file] = readFileSync(path.join(root, file), "utf8");
  expect(unused(sources)).toEqual([]);
});

test("an export that nobody imports is found, and one that a page imports is not", () => {
  const code = "export const shown = 1;\nexport function alone() { return shown; }\nexport interface Shape { a: number }";
  expect(unused({"src/a.ts": code, "src/page.md": 'import {shown} from "./a.js";'})).toEqual(["src/a.ts: alone"]);
});
