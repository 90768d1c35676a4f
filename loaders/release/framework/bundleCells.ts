import {existsSync, readFileSync, readdirSync} from "node:fs";
import {createRequire} from "node:module";
import path from "node:path";
import type {Plugin} from "esbuild";

/** Where the bundles of a site's pages go, and what they are made from. */
export interface CellBundles {
  /** The built site, from which pages import components and packages. */
  site: string;
  /** The folder that gets client.mjs and a module for each page. */
  out: string;
  /** The code of each page's script, by the page's name ("notebooks/example"). */
  pages: Record<string, string>;
}

const manifest = createRequire(import.meta.url).resolve("@observablehq/framework/package.json");
const client = path.join(path.dirname(manifest), "dist", "client");

/** The version of Framework whose client runs the cells. */
export const clientVersion = (): string => (JSON.parse(readFileSync(manifest, "utf8")) as {version: string}).version;

/** Stands in for observablehq:stdlib/duckdb: what this process has instead (duckdbInNode.ts). */
const duckdb = `export const {sql, getDefaultClient, DuckDBClient} = globalThis.duckdbInNode;
export const registerTable = () => undefined;`;

/**
 * Bundles the pages' scripts and Framework's own client for Node. A page's script runs word for word; only what it calls "client" is a
 * list that its cells are put into. What the bundles hold follows from code alone: after new data they are as they were.
 */
export async function bundleCells({site, out, pages}: CellBundles): Promise<void> {
  const names = Object.keys(pages);
  const plugin: Plugin = {
    name: "framework-in-node",
    setup(b) {
      b.onResolve({filter: /^(page|client):/}, ({path: name}) => ({path: name, namespace: "made"}));
      b.onLoad({filter: /^client:$/, namespace: "made"}, () => ({
        resolveDir: client,
        contents: `export {define, undefine, registerRoot, runtime} from "./main.js"; export {registerFile} from "./stdlib.js";`
      }));
      b.onLoad({filter: /^page:/, namespace: "made"}, ({path: name}) => {
        const page = names[Number(name.slice("page:".length))]!;
        const contents = `${pages[page]!}\nexport {takeCells} from "collect:";`;
        return {resolveDir: path.join(site, path.dirname(page)), contents};
      });
      b.onResolve({filter: /^collect:$/}, () => ({path: "collect", namespace: "collect"}));
      b.onResolve({filter: /_observablehq\/client(\.[0-9a-f]{8})?\.js$/}, () => ({path: "collect", namespace: "collect"}));
      b.onLoad({filter: /.*/, namespace: "collect"}, () => ({contents: collecting}));
      b.onResolve({filter: /stdlib\/duckdb(\.[0-9a-f]{8})?(\.js)?$|^npm:@observablehq\/duckdb$/}, () => ({
        path: "duckdb",
        namespace: "duckdb"
      }));
      b.onLoad({filter: /.*/, namespace: "duckdb"}, () => ({contents: duckdb}));
      b.onResolve({filter: /^observablehq:|\/_observablehq\//}, ({path: p}) => ({path: inClient(p)}));
      b.onResolve({filter: /^npm:/}, ({path: p}) => {
        const file = inSite(site, p.slice("npm:".length)) ?? installed(p.slice("npm:".length));
        return file ? {path: file} : {path: p, external: true};
      });
    }
  };
  const {build} = await import("esbuild");
  await build({
    entryPoints: Object.fromEntries([["client", "client:"], ...names.map((name, i) => [name, `page:${i}`])]),
    outdir: out,
    outExtension: {".js": ".mjs"},
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    logLevel: "silent",
    external: ["*.wasm"],
    plugins: [plugin]
  });
}

/** Stands in for Framework's client while a page's script is read: cells are listed, not run. */
const collecting = `
const cells = [];
export const define = (cell) => void cells.push(cell);
export const takeCells = () => cells.splice(0);
`;

/** The file of Framework's client for "observablehq:stdlib" or "./_observablehq/stdlib/inputs.0a1b2c3d.js". */
function inClient(specifier: string): string {
  const name = specifier.replace(/^.*(?:observablehq:|_observablehq\/)/, "").replace(/(\.[0-9a-f]{8})?(\.js)?$/, "");
  return path.join(client, `${name}.js`);
}

/** A package as the site serves it. */
function inSite(site: string, name: string): string | null {
  const scope = path.join(site, "_npm", path.dirname(name));
  const folder = existsSync(scope) ? readdirSync(scope).find((f) => f.startsWith(`${path.basename(name)}@`)) : undefined;
  const file = folder && readdirSync(path.join(scope, folder)).find((f) => /^[0-9a-f]{8}\.js$/.test(f));
  return file ? path.join(scope, folder, file) : null;
}

function installed(name: string): string | null {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return null;
  }
}
