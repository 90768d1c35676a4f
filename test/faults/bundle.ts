import {readFile} from "node:fs/promises";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {build, type Plugin} from "esbuild";
import {forNode, packagesWithin, withPackages} from "../../loaders/compile.mjs";
import {root} from "../support/handshake.ts";

/** Source files find their SQL, and the compiled program, by their own folder, which bundling would take from them. */
const ownFolder: Plugin = {
  name: "own-folder",
  setup(b) {
    b.onLoad({filter: /\.ts$/}, async ({path: file}) => ({
      contents: (await readFile(file, "utf8")).replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file))),
      loader: "ts"
    }));
    b.onLoad({filter: /loaders\/compiled\.mjs$/}, async ({path: file}) => ({
      contents: (await readFile(file, "utf8")).replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file).href)),
      loader: "js"
    }));
  }
};

/** The program that is stopped at its system calls, as one file that Node starts fast, with the packages that every run loads. */
export async function bundledProgram(): Promise<string> {
  const outfile = path.join(root, "node_modules", ".cache", `handshake-faults-${process.pid}`, "program.mjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "program.ts")],
    outfile,
    ...forNode,
    ...withPackages,
    logLevel: "error",
    plugins: [packagesWithin, ownFolder]
  });
  return outfile;
}
