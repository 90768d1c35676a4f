import {createHash} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {pathToFileURL} from "node:url";
import type {Plugin} from "esbuild";
import {HandshakeError} from "./errors.ts";
import {writeFileAtomic} from "./files.ts";
import {cacheOf} from "./compiled.mjs";
import {writtenText} from "./written.ts";

/** What files of a company's own import by name, as package.json exports it. */
const ownModules: Readonly<Record<string, string>> = {
  mapping: "loaders/mappings/engine/mapping.ts",
  metric: "loaders/metrics/metric.ts",
  settings: "loaders/settings.ts"
};

/** What a file was translated into, and from what: each with the hash of its content. */
interface Note {
  module: string;
  hash: string;
  inputs: Record<string, string>;
}

const root = path.join(import.meta.dirname, "..");
const hashOf = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

/**
 * The JavaScript of a file that a person has written, with what it imports of other files: translated once, and again after an edit of
 * any of them.
 * @returns the file to import, or its text as a data: address where nothing can be kept
 * @throws HandshakeError (78) where it is not JavaScript or TypeScript, with its line
 */
export async function translated(file: string): Promise<string> {
  const folder = path.join(cacheOf(root), "files");
  const note = path.join(folder, `${hashOf(file).slice(0, 24)}.json`);
  const known = noted(note);
  if (known && Object.entries({...known.inputs, [known.module]: known.hash}).every(([f, hash]) => hash === hashIn(f)))
    return known.module;
  const {text, inputs} = await translate(file);
  const module = path.join(folder, `${hashOf(text).slice(0, 24)}.mjs`);
  try {
    await mkdir(folder, {recursive: true});
    await writeFileAtomic(module, text);
    await writeFileAtomic(note, JSON.stringify({module, hash: hashOf(text), inputs} satisfies Note));
    return module;
  } catch {
    return `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`;
  }
}

function noted(note: string): Note | null {
  try {
    return JSON.parse(readFileSync(note, "utf8")) as Note;
  } catch {
    return null;
  }
}

function hashIn(file: string): string | null {
  return existsSync(file) ? hashOf(readFileSync(file)) : null;
}

async function translate(file: string): Promise<{text: string; inputs: Note["inputs"]}> {
  const [{build}, {forNode, ownPlace}] = await Promise.all([import("esbuild"), import("./compile.mjs")]);
  const packages: Plugin = {
    name: "packages",
    // the module may lie anywhere: a package keeps its place, and the product's own modules are those of this program
    setup: (b) => {
      b.onResolve({filter: /^handshake\/\w+$/}, ({path: name}) => {
        const file = ownModules[name.slice("handshake/".length)];
        return file === undefined ? null : {path: path.join(root, file)};
      });
      b.onResolve({filter: /^[^./]/}, async ({path: name, pluginData, ...from}) => {
        if (pluginData === "seen" || from.kind === "entry-point") return null;
        const found = await b.resolve(name, {...from, pluginData: "seen"});
        if (found.errors.length || !path.isAbsolute(found.path)) return null;
        return {path: pathToFileURL(found.path).href, external: true, sideEffects: found.sideEffects};
      });
    }
  };
  try {
    const {outputFiles, metafile} = await build({
      ...forNode,
      entryPoints: [file],
      absWorkingDir: path.dirname(file),
      write: false,
      outdir: path.dirname(file),
      metafile: true,
      // an error that the file throws tells of its line; the module lies elsewhere
      sourcemap: "inline",
      sourcesContent: false,
      sourceRoot: pathToFileURL(`${path.dirname(file)}/`).href,
      packages: "bundle",
      plugins: [packages, ownPlace]
    });
    const inputs = Object.keys(metafile.inputs).map((f) => path.resolve(path.dirname(file), f));
    for (const input of inputs.filter((f) => existsSync(f))) writtenText(input);
    return {
      text: outputFiles[0]!.text,
      inputs: Object.fromEntries(inputs.map((f) => [f, hashIn(f) ?? ""]))
    };
  } catch (error) {
    throw error instanceof HandshakeError ? error : untranslated(file, error as Error);
  }
}

/** What the compiler finds wrong is the file's fault; that it can't run at all is the machine's. */
function untranslated(file: string, error: Error): HandshakeError {
  const found = "errors" in error;
  const message = found
    ? `${file} can't be read:\n${error.message
        .split("\n")
        .slice(1)
        .map((l) => `  ${l}`)
        .join("\n")}\nCorrect it and run this again.`
    : `${file} can't be translated, since the compiler can't be run. Check the limits of this user (processes: ulimit -u, open files: ulimit -n, memory) and run this again. Nothing was published; readers keep the last site.\n${error.message}`;
  return new HandshakeError(message, {exitCode: found ? 78 : 70, cause: error});
}
