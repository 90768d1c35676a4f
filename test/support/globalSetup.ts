import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import type {TestProject} from "vitest/node";

/** One temporary folder for the whole run, for what is costly enough to be made once (see site.ts). */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-test-"));
  project.provide("runFolder", folder);
  return () => rmSync(folder, {recursive: true, force: true});
}

declare module "vitest" {
  export interface ProvidedContext {
    runFolder: string;
  }
}
