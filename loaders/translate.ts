import {createHash} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {pathToFileURL} from "node:url";
import type {Plugin} from "esbuild";
import {HandshakeError} from "./errors.ts";
import {writeFileAtomic} from "./files.ts";
import {cacheOf} from "./compiled.mjs";

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

/** The compiled module of a source file of loaders/, where it is one of those that are compiled by themselves. */
export function compiledIn(program: string, file: string): string | null {
  const below = path.relative(import.meta.dirname, file);
  if (below.startsWith("..") || path.isAbsolute(below)) return null;
  const target = path.join(program, below.replace(/\.ts$/, ".mjs"));
  return existsSync(target) ? target : null;
}

const root = path.join(import.meta.dirname, "..");
const hashOf = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

/**
 * The JavaScript of a file that a person has written, with what it imports of other files: translated once, and again after an edit of
 * any of them.
 * @param program the compiled program, whose own modules it then takes; without one they are translated with it
 * @returns the file to import, or its text as a data: address where nothing can be kept
 * @throws HandshakeError (78) where it is not JavaScript or TypeScript, with its line
 */
export async function translated(file: string, program: string | null = null): Promise<string> {
  const folder = path.join(cacheOf(root), "files");
  const note = path.join(folder, `${hashOf(`${file}\0${program}`).slice(0, 24)}.json`);
  const known = noted(note);
  if (known && Object.entries({...known.inputs, [known.module]: known.hash}).every(([f, hash]) => hash === hashIn(f)))
    return known.module;
  const {text, inputs} = await translate(file, program);
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

async function translate(file: string, program: string | null): Promise<{text: string; inputs: Note["inputs"]}> {
  const [{build}, {forNode, ownPlace}] = await Promise.all([import("esbuild"), import("./compile.mjs")]);
  const ofProgram = (source: string) => {
    const compiled = program === null ? null : compiledIn(program, source);
    return compiled === null ? null : {path: pathToFileURL(compiled).href, external: true};
  };
  const packages: Plugin = {
    name: "packages",
    // the module may lie anywhere: a package keeps its place, and the product's own modules are those of this program
    setup: (b) => {
      b.onResolve({filter: /^handshake\/\w+$/}, ({path: name}) => {
        const file = ownModules[name.slice("handshake/".length)];
        return file === undefined ? null : (ofProgram(path.join(root, file)) ?? {path: path.join(root, file)});
      });
      b.onResolve({filter: /^[./].*\.ts$/}, ({path: name, importer, kind}) =>
        kind === "entry-point" ? null : ofProgram(path.resolve(path.dirname(importer), name))
      );
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
      packages: "bundle",
      plugins: [packages, ownPlace]
    });
    const inputs = Object.keys(metafile.inputs).map((f) => path.resolve(path.dirname(file), f));
    return {
      text: outputFiles[0]!.text,
      inputs: Object.fromEntries(inputs.map((f) => [f, hashIn(f) ?? ""]))
    };
  } catch (error) {
    const lines = error instanceof Error ? error.message.split("\n").slice(1) : [String(error)];
    throw new HandshakeError(`${file} can't be read:\n${lines.map((l) => `  ${l}`).join("\n")}\nCorrect it and run this again.`, {
      exitCode: 78,
      cause: error
    });
  }
}
