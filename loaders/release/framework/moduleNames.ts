import {existsSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {parseProgram, type Statement} from "@observablehq/framework/dist/javascript/parse.js";
import {transform} from "esbuild";
import {sourceName} from "../sources.ts";

/** What a module, or a cell, takes from another one of the project's own. */
export interface Import {
  /** As it is written, "../charts/spark.js". */
  from: string;
  names: readonly string[];
}

interface Module {
  imports: readonly Import[];
  exports: readonly string[];
  /** Modules all of whose names are exported too. */
  all: readonly string[];
}

export interface Fault {
  what: string;
  remedy: string;
}

const isOwn = (name: string) => /^[./]/.test(name);
const nameOf = (named?: {name?: string; value?: string} | null) => named?.name ?? named?.value ?? "";

/** The imports of modules of the project's own, also those that are exported again at once. */
export const importsIn = (body: readonly Statement[]): Import[] =>
  body.flatMap(({type, source, specifiers = []}) => {
    if (!source || !isOwn(source.value)) return [];
    const taken = specifiers.map(({type: kind, imported, local}) =>
      kind === "ImportDefaultSpecifier" ? "default" : nameOf(type === "ImportDeclaration" ? imported : local)
    );
    return [{from: source.value, names: taken.filter((name) => name !== "")}];
  });

function exportsIn(body: readonly Statement[]): string[] {
  return body.flatMap(({type, specifiers = [], declaration, exported}) => {
    if (type === "ExportDefaultDeclaration") return ["default"];
    if (type === "ExportAllDeclaration") return exported ? [nameOf(exported)] : [];
    if (type !== "ExportNamedDeclaration") return [];
    const declared = declaration?.declarations?.map(({id}) => id) ?? (declaration?.id ? [declaration.id] : []);
    return [...specifiers.map((one) => one.exported), ...declared].map(nameOf);
  });
}

const known = new Map<string, {written: number; module: Promise<Module | null>}>();

/** A module as it was last written; pages share most of theirs. Null for one that can't be read, which is told of elsewhere. */
function moduleAt(file: string): Promise<Module | null> {
  const written = statSync(file).mtimeMs;
  const before = known.get(file);
  if (before?.written === written) return before.module;
  const module = readModule(file).catch(() => null);
  known.set(file, {written, module});
  return module;
}

async function readModule(file: string): Promise<Module> {
  const text = readFileSync(file, "utf8");
  const loader = /\.(tsx?|jsx)$/.exec(file)?.[1] as "ts" | "tsx" | "jsx" | undefined;
  const {body} = parseProgram(loader ? (await transform(text, {loader, logLevel: "silent"})).code : text);
  const all = body.filter(({type, exported}) => type === "ExportAllDeclaration" && !exported).map(({source}) => source!.value);
  return {imports: importsIn(body), exports: exportsIn(body), all};
}

/** Finds a module as Framework does: what is written in TypeScript is imported under the name of what it becomes. */
function fileOf(from: string, importer: string, root: string): string | null {
  const place = from.startsWith("/") ? path.join(root, from) : path.resolve(path.dirname(importer), from);
  return ["$&", ".ts", ".tsx", ".jsx"].map((ending) => place.replace(/\.js$/, ending)).find((file) => existsSync(file)) ?? null;
}

/** Whether a module exports a name; one that exports all of a package may. */
async function hasName(file: string, name: string, root: string, seen = new Set<string>()): Promise<boolean> {
  const module = await moduleAt(file);
  if (!module || module.exports.includes(name)) return true;
  seen.add(file);
  for (const from of name === "default" ? [] : module.all) {
    if (!isOwn(from)) return true;
    const next = fileOf(from, file, root);
    if (next && !seen.has(next) && (await hasName(next, name, root, seen))) return true;
  }
  return false;
}

/** The line of a module on which it names another, as a message tells it. */
function lineOf(file: string, from: string): string {
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((text) => [`"${from}"`, `'${from}'`].some((named) => text.includes(named)));
  return line < 0 ? "" : ` line ${line + 1}`;
}

/**
 * The first import that can't be met, here or in what is imported.
 * @param importer the file that imports
 * @param seen modules that were looked at
 */
export async function faultIn(
  importer: string,
  imports: readonly Import[],
  {root, seen, by = () => ""}: {root: string; seen: Set<string>; by?: (from: string) => string}
): Promise<Fault | null> {
  const below = (file: string) => sourceName(path.relative(root, path.resolve(file)));
  for (const {from, names} of imports) {
    const file = fileOf(from, importer, root);
    const remedy = "Put the file there (npx handshake new component NAME writes one), or correct the path.";
    if (!file) return {what: `imports ${from}${by(from)}, and there is no such file`, remedy};
    if (!/\.([jt]sx?|mjs)$/.test(file)) continue;
    for (const name of names)
      if (!(await hasName(file, name, root)))
        return {
          what: `imports ${name}${by(from)}, which ${below(file)} does not export`,
          remedy: "Correct the name, or export it there."
        };
    if (seen.has(file)) continue;
    seen.add(file);
    const module = await moduleAt(file);
    const inner = await faultIn(file, module?.imports ?? [], {
      root,
      seen,
      by: (name) => ` in ${below(file)}${lineOf(file, name)}`
    });
    if (inner) return inner;
  }
  return null;
}
