import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {build, type BuildOptions, type Plugin} from "esbuild";
import {HandshakeError} from "../../errors.ts";

/** A package as installed. */
export interface Package {
  folder: string;
  name: string;
  version: string;
}

/** A file of a package that becomes one module, and where it goes in the cache. */
export interface Module {
  file: string;
  package: Package;
  out: string;
}

const browser: BuildOptions = {
  bundle: true,
  write: false,
  platform: "browser",
  format: "esm",
  logLevel: "silent",
  mainFields: ["browser", "module", "main"],
  conditions: ["module", "browser", "import", "default"]
};

/** The package that a file belongs to: the nearest package.json with a name and a version. */
export function packageOf(file: string): Package {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (existsSync(manifest)) {
      const {name, version} = JSON.parse(readFileSync(manifest, "utf8")) as {name?: string; version?: string};
      if (name && version) return {folder, name, version};
    }
    if (folder === path.dirname(folder)) throw new HandshakeError(`${file} belongs to no package; run npm ci.`);
  }
}

/** "@scope/name/a/b" is the package "@scope/name" and its path "a/b". */
export function splitSpecifier(specifier: string): {name: string; subpath: string} {
  const parts = specifier.split("/");
  const name = parts.splice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  return {name, subpath: parts.join("/")};
}

/** The module for a file that was imported as `name/subpath`, named as Framework names what it would download. */
export function moduleOf(file: string, subpath: string): Module {
  const found = packageOf(file);
  return {file, package: found, out: `${found.name}@${found.version}/${subpath ? `${subpath}.` : ""}_esm.js`};
}

/**
 * Where a browser finds `specifier`, seen from the folder `from`.
 * @throws HandshakeError when it isn't installed.
 */
export async function resolveEntry(specifier: string, from: string): Promise<string> {
  let found = "";
  const probe: Plugin = {
    name: "probe",
    setup(b) {
      b.onResolve({filter: /.*/}, async (args) => {
        if (args.pluginData === "inner") return undefined;
        const result = await b.resolve(specifier, {kind: "import-statement", resolveDir: from, pluginData: "inner"});
        found = result.path;
        return {path: specifier, external: true};
      });
    }
  };
  await build({...browser, stdin: {contents: `import ${JSON.stringify(specifier)}`, resolveDir: from}, plugins: [probe]});
  if (!found)
    throw new HandshakeError(
      `The package ${specifier} isn't installed in ${from}. Run npm ci, or take it out of loaders/release/framework/vendor.ts.`
    );
  return found;
}

/**
 * The text of one module. Imports of other packages stay imports, as relative paths within the cache;
 * each such module is announced to `needed`. What CommonJS requires is inlined.
 */
export async function bundleModule(
  module: Module,
  from: string,
  single: readonly string[],
  needed: (m: Module) => void
): Promise<string> {
  const others: Plugin = {
    name: "other-packages",
    setup(b) {
      b.onResolve({filter: /^[^./]/}, async (args) => {
        const {name, subpath} = splitSpecifier(args.path);
        const inlined = args.kind === "entry-point" || args.kind === "require-call" || args.kind === "require-resolve";
        if (inlined || args.pluginData === "inner" || name === module.package.name) return undefined;
        if (/^(node|data|https?):/.test(args.path)) return {path: args.path, external: true};
        const resolveDir = single.includes(name) ? from : args.resolveDir;
        const result = await b.resolve(args.path, {kind: args.kind, importer: args.importer, resolveDir, pluginData: "inner"});
        if (result.errors.length || result.namespace !== "file") return result;
        const other = moduleOf(result.path, subpath);
        needed(other);
        return {path: relativeImport(module.out, other.out), external: true};
      });
    }
  };
  const result = await build({
    ...browser,
    entryPoints: [module.file],
    target: ["es2022", "chrome96", "firefox96", "safari16"],
    minify: true,
    legalComments: "eof",
    charset: "utf8",
    define: {"process.env.NODE_ENV": '"production"'},
    plugins: [others]
  });
  return result.outputFiles?.[0]?.text ?? "";
}

function relativeImport(from: string, to: string): string {
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return relative.startsWith(".") ? relative : `./${relative}`;
}
