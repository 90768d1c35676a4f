// @ts-check
import {closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync} from "node:fs";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {build} from "esbuild";
import {cacheOf, sourcesOf} from "./compiled.mjs";
import {wakeCode} from "./wakeCode.mjs";

/** Programs, and what mappings and settings import. */
const entries = [
  "cli.ts",
  "dev/pages.ts",
  "dev/tables.ts",
  "mappings/engine/mapping.ts",
  "release/framework/worker.ts",
  "sample/main.ts",
  "settings.ts",
  "stage/readerChild.ts"
];

/**
 * Lets each module keep its own place: where it asks for its folder, it gets that of its source.
 * @type {import("esbuild").Plugin}
 */
export const ownPlace = {
  name: "own-place",
  setup(build) {
    build.onLoad({filter: /\.(ts|mts|cts|js|mjs)$/}, ({path: file}) => {
      const contents = readFileSync(file, "utf8");
      if (!/\bimport\.meta\.|\brequire\.resolve\("\./.test(contents)) return null;
      return {
        contents: contents
          .replaceAll(/\brequire\.resolve\("(\.[^"]+)"\)/g, (_, /** @type {string} */ name) =>
            JSON.stringify(path.resolve(path.dirname(file), name))
          )
          .replaceAll(/\bimport\.meta\.dirname\b/g, JSON.stringify(path.dirname(file)))
          .replaceAll(/\bimport\.meta\.filename\b/g, JSON.stringify(file))
          .replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(file).href)),
        loader: /\.[mc]?ts$/.test(file) ? "ts" : "js"
      };
    });
  }
};

/** Packages of many small files that every run loads: one by one they cost a process up to half of its start. */
const within =
  /^(@duckdb\/node-api|@stdlib\/.+|apache-arrow|commander|csv-stringify|d3(-.+)?|hyparquet(-writer)?|jsdom|parse5|zod)(\/.*)?$/;

/**
 * Takes those packages, and what they import, into the program; package-lock.json, which names their versions, is among its sources. All
 * others stay where they are: they find files beside them, or few runs load them.
 * @type {import("esbuild").Plugin}
 */
export const packagesWithin = {
  name: "packages",
  setup(build) {
    const root = build.initialOptions.absWorkingDir ?? process.cwd();
    build.onResolve({filter: /^[^./]/}, ({path: name, importer, kind}) => {
      if (kind === "entry-point" || path.isAbsolute(name)) return null;
      // what is loaded when it is asked for would have no named exports in a program of several files
      if (kind === "dynamic-import") return {path: name, external: true};
      const ours = !path.relative(root, importer).split(path.sep).includes("node_modules");
      const taken = ours ? within.test(name) : !name.startsWith("@duckdb/node-bindings");
      return taken ? null : {path: name, external: true};
    });
  }
};

/**
 * zod brings its messages in fifty languages, half of what a run without news loads; the program takes the English ones.
 * @type {import("esbuild").Plugin}
 */
export const oneLanguage = {
  name: "one-language",
  setup(build) {
    build.onLoad({filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/}, () => ({
      contents: 'export {default as en} from "./en.js";'
    }));
  }
};

/** @type {import("esbuild").BuildOptions} */
export const withPackages = {
  packages: "bundle",
  legalComments: "none",
  // what these packages require of Node and of the engine's own library
  banner: {js: 'import {createRequire as requireOf} from "node:module"; const require = requireOf(import.meta.url);'}
};

/** @type {import("esbuild").BuildOptions} */
export const forNode = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  outExtension: {".js": ".mjs"},
  logLevel: "silent"
};

/**
 * Compiles the program into a folder beside the one that is meant, and gives it its name when it is whole.
 * @param {string} root
 * @param {string} folder as folderFor names it
 */
async function compile(root, folder) {
  const loaders = path.join(root, "loaders");
  const mappings = readdirSync(path.join(loaders, "mappings")).filter((f) => f.endsWith(".ts"));
  const beside = `${folder}.${process.pid}`;
  mkdirSync(beside, {recursive: true});
  try {
    const {metafile} = await build({
      ...forNode,
      entryPoints: [...entries, ...mappings.map((f) => `mappings/${f}`)].map((f) => path.join(loaders, f)),
      outbase: loaders,
      outdir: beside,
      splitting: true,
      ...withPackages,
      absWorkingDir: root,
      define: {HANDSHAKE_COMPILED: JSON.stringify(folder), HANDSHAKE_WAKE: JSON.stringify(wakeCode())},
      plugins: [packagesWithin, oneLanguage, ownPlace],
      metafile: true
    });
    // the folder's name has to tell of everything that is in it
    const known = new Set(sourcesOf(root));
    const unknown = Object.keys(metafile.inputs).filter((file) => !known.has(file) && !file.includes("node_modules/"));
    if (unknown.length)
      throw new Error(`${unknown.join(", ")} is compiled into the program, which knows only ${known.size} files`);
    for (const file of readdirSync(beside, {recursive: true, encoding: "utf8"})) flush(path.join(beside, file));
    renameSync(beside, folder);
  } finally {
    rmSync(beside, {recursive: true, force: true});
  }
  forget(cacheOf(root));
}

/**
 * What has a name is on the disk, also after the power has failed.
 * @param {string} file
 */
function flush(file) {
  const open = openSync(file, "r");
  fsyncSync(open);
  closeSync(open);
}

/** The number of programs of earlier sources that are kept, besides all that a process may have begun with a day ago. */
const kept = 8;
const day = 24 * 60 * 60 * 1000;

/** @param {string} cache */
function forget(cache) {
  const folders = readdirSync(cache).map((name) => path.join(cache, name));
  const aged = folders.map((folder) => ({folder, at: statSync(folder).mtimeMs})).sort((a, b) => b.at - a.at);
  for (const {folder, at} of aged.slice(kept)) if (at < Date.now() - day) rmSync(folder, {recursive: true, force: true});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root = "", folder = ""] = process.argv.slice(2);
  await compile(root, folder);
}
