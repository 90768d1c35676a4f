import path from "node:path";
import {build} from "esbuild";
import {expect, test} from "vitest";
import {forNode} from "../../loaders/compile.mjs";
import {readingSources} from "../../loaders/stage/readingVersion.ts";
import {root} from "../support/handshake.ts";

/** How an error is told, how a file is put on the disk and how much memory a run's database takes say nothing of what is read. */
const besides = ["engines/memoryLimit.ts", "errors.ts", "files.ts", "keep/hash.ts", "keep/versioned.ts"];

test("the version of the reading is that of every module of the process that reads, so that no edit of one leaves rows staged as before", async () => {
  const {metafile} = await build({
    ...forNode,
    entryPoints: ["loaders/stage/readerChild.ts"],
    absWorkingDir: root,
    outdir: "unwritten",
    write: false,
    metafile: true
  });
  const loaded = Object.keys(metafile.inputs).map((file) => path.posix.relative("loaders", file));
  const hashed = (file: string) => readingSources.some((place) => file === place || file.startsWith(`${place}/`));
  expect(loaded).toContain("receive/content.ts");
  expect(loaded.filter((file) => !hashed(file) && !besides.includes(file))).toEqual([]);
});
