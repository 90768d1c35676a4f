import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import type {TestProject} from "vitest/node";

/** Named from outside, the folder is kept: what was made for one run of single tests is there for the next. */
const kept = process.env["HANDSHAKE_KEPT_FOLDER"];

/** One temporary folder for the whole run, all its projects, for what is costly enough to be made once (see site.ts). */
export function setup(project: TestProject): () => void {
  const folder = kept ?? (process.env["HANDSHAKE_RUN_FOLDER"] ??= mkdtempSync(path.join(tmpdir(), "handshake-test-")));
  project.provide("runFolder", folder);
  return () => {
    if (kept) return;
    rmSync(folder, {recursive: true, force: true});
    delete process.env["HANDSHAKE_RUN_FOLDER"];
  };
}

declare module "vitest" {
  export interface ProvidedContext {
    runFolder: string;
  }
}
