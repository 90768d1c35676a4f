import {existsSync} from "node:fs";
import path from "node:path";
import {getModuleInfo, type ModuleInfo} from "@observablehq/framework/dist/javascript/module.js";
import {findImports} from "@observablehq/framework/dist/javascript/imports.js";
import {parseProgram, type Statement} from "@observablehq/framework/dist/javascript/parse.js";
import {getImplicitInputImports} from "@observablehq/framework/dist/libraries.js";
import {HandshakeError} from "../../errors.ts";
import {ownFolder} from "../../project/project.ts";
import {sourceName} from "../sources.ts";
import {packageOf as packageOfFile, splitSpecifier} from "./bundleModule.ts";
import {addModules} from "./moduleCache.ts";

/** What of a cell of a loaded page the check of packages reads. */
export interface CellNode {
  input: string;
  references: readonly {name: string}[];
  declarations: readonly {name: string}[] | null;
  imports: {name: string; type: string; method?: string}[];
  body?: {type: string; body?: readonly Statement[]};
  /** What it attaches, by the path that begins at the page. */
  files?: readonly {name: string}[];
}

/** A package that a cell asks for, or a module that it imports. */
interface Wanted {
  /** As the cell has it: "npm:lodash", or the name that stands for it, "_". */
  said: string;
  package: string;
  /** "npm:" imports, which are served from the cache; others Framework finds in node_modules itself. */
  specifier: string | null;
  cell: string;
  /** The module that asks for it, "components/bars.js", and what Framework knows of its imports. */
  by?: {module: string; info: ModuleInfo};
}

/** What Framework's own modules need behind a name. */
const behind: Record<string, string> = {
  "npm:@observablehq/dot": "@viz-js/viz",
  "npm:@observablehq/mermaid": "mermaid",
  "npm:@observablehq/sqlite": "sql.js",
  "npm:@observablehq/tex": "katex",
  "observablehq:stdlib/vega-lite": "vega-lite-api",
  "observablehq:stdlib/vgplot": "@uwdata/vgplot"
};
const framework = /^(npm:@observablehq\/(inputs|duckdb)$|observablehq:)/;

function wantedBy(cells: readonly CellNode[]): Wanted[] {
  const declared = new Set(cells.flatMap(({declarations, imports}) => [...(declarations ?? []), ...imports].map((d) => d.name)));
  return cells.flatMap(({input: cell, references, imports}) => {
    const named = imports
      .filter(({type, name}) => type === "global" && isPackage(name))
      .map(({name}) => ({...namedPackage(name), cell}));
    const implicit = references
      .filter(({name}) => !declared.has(name))
      .flatMap(({name}) =>
        [...getImplicitInputImports([name])]
          .filter((specifier) => specifier in behind || !framework.test(specifier))
          .map((specifier) => ({said: name, specifier, package: behind[specifier] ?? packageOf(specifier), cell}))
      );
    return [...named, ...implicit];
  });
}

const isPackage = (name: string) => !framework.test(name) && !(name in behind) && !/^(node|https?|jsr|data):/.test(name);
const namedPackage = (name: string) => ({said: name, specifier: name.startsWith("npm:") ? name : null, package: packageOf(name)});

/** What the modules of the project's own ask for that a page's cells import, and so those that these import. */
function wantedByModules(page: string, cells: readonly CellNode[], root: string): Wanted[] {
  const wanted: Wanted[] = [];
  const seen = new Set<string>();
  const visit = (cell: string, from: string, names: Iterable<string>): void => {
    for (const name of names) {
      const module = path.posix.join(name.startsWith("/") ? "/" : `/${path.posix.dirname(from)}`, name).slice(1);
      if (seen.has(module) || !/\.m?js$/.test(module)) continue;
      seen.add(module);
      const info = getModuleInfo(root, `/${module}`);
      if (!info) continue;
      for (const said of [...info.globalStaticImports, ...info.globalDynamicImports].filter(isPackage))
        wanted.push({...namedPackage(said), cell, by: {module, info}});
      visit(cell, module, [...info.localStaticImports, ...info.localDynamicImports]);
    }
  };
  for (const {input, imports} of cells)
    visit(input, page, imports.filter(({type}) => type === "local").map(({name}) => name)); // prettier-ignore
  return wanted;
}

/** "npm:d3@7/x.js" is of the package d3. */
const packageOf = (specifier: string): string => {
  const {name} = splitSpecifier(specifier.replace(/^npm:/, ""));
  return name.replace(/(?<=.)@.*$/, "");
};

/**
 * Sees that each package that a page's cells, or the modules that they import, ask for is there: one that is installed and not yet among
 * the modules that pages are served is added to them.
 * @param page the page's file, for the message
 * @param root the folder of pages; node_modules is next to it, or in the company's own folder
 * @throws HandshakeError that names page, package, cell and remedy
 */
export async function ensurePackages(page: string, cells: readonly CellNode[], root: string): Promise<void> {
  const isThere = homeOf(path.dirname(path.resolve(root)));
  for (const wanted of [...wantedBy(cells), ...wantedByModules(page, cells, root)]) {
    const home = isThere(wanted.package);
    if (home === undefined)
      throw new HandshakeError(
        `${sourceName(page)}: the package ${wanted.package} is not installed${wanted.said === `npm:${wanted.package}` || wanted.said === wanted.package ? "" : `, which ${wanted.said} stands for`}; it is asked for in ${placeOf(wanted, root)}\nRun "npm install ${wanted.package}", or take it out.`
      );
    if (wanted.specifier && !(wanted.specifier in behind)) {
      await addModules(home, path.join(root, ".observablehq", "cache"), [wanted.specifier.slice("npm:".length)]);
      pinVersion(cells, wanted, packageOfFile(path.join(home, "node_modules", wanted.package, "package.json")).version);
    }
  }
}

/** Finds the folder beside whose node_modules a package is installed: the product's, or the company's own. */
const homeOf =
  (product: string) =>
  (name: string): string | undefined =>
    [product, ownFolder() ?? product].find((folder) => existsSync(path.join(folder, "node_modules", name, "package.json")));

/**
 * @param file a module of the project's own, as a message names it
 * @param code its JavaScript
 * @param product the folder of the program
 * @throws HandshakeError where it imports a package that is not installed, with the remedy
 */
export function refuseMissingPackages(file: string, code: string, product: string): void {
  const isThere = homeOf(product);
  for (const {name, type} of findImports(parseProgram(code), `/${file}`, code)) {
    if (type !== "global" || !isPackage(name) || isThere(packageOf(name))) continue;
    throw new HandshakeError(
      `${file} imports the package ${packageOf(name)}, which is not installed.\nRun "npm install ${packageOf(name)}", or take it out.`
    );
  }
}

const placeOf = ({cell, by}: Wanted, root: string): string => {
  const typed = by?.module.replace(/js$/, "ts") ?? "";
  const module = existsSync(path.join(root, typed)) ? typed : by?.module;
  return `${by ? `${sourceName(module!)}, which comes with ` : ""}the cell that begins\n    ${firstLines(cell)}`;
};

/** The names with a version that modules import in the place of those without. */
const pinnedNames = new Map<string, string>();

/** What a module imports under a name: the version that is installed, where it was added and the name says none. */
export const pinnedName = (specifier: string): string => pinnedNames.get(specifier) ?? specifier;

/**
 * Names the installed version where a cell or module names none: Framework looks once for the packages that are there, and asks a registry
 * for one that came later.
 */
function pinVersion(cells: readonly CellNode[], {specifier, package: name, by}: Wanted, version: string): void {
  if (specifier === null || /(?<=npm:.+)@/.test(specifier)) return;
  const pinned = specifier.replace(`npm:${name}`, `npm:${name}@${version}`);
  if (by) {
    pinnedNames.set(specifier, pinned);
    for (const names of [by.info.globalStaticImports, by.info.globalDynamicImports])
      if (names.delete(specifier)) names.add(pinned);
    return;
  }
  for (const {imports, body} of cells) {
    for (const one of imports) if (one.name === specifier && one.method !== "dynamic") one.name = pinned;
    for (const {source} of body?.type === "Program" ? (body.body ?? []) : [])
      if (source?.value === specifier) source.value = pinned;
  }
}

/** What a message shows of a cell. */
export const firstLines = (code: string) => code.trim().split("\n").slice(0, 3).join("\n    ");
