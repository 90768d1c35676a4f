import {spawn} from "node:child_process";
import {createRequire} from "node:module";
import path from "node:path";
import {fillModuleCache} from "./hermetic.ts";

/**
 * Framework's preview of src/ with what is in src/data: an edit of a page, a component or a published file shows when it is saved.
 * Every module is served from here, and nothing is reported to anybody.
 * @param root the project's folder
 * @param args of `observable preview`, such as --port and --no-open
 * @returns the exit code, when the preview ends
 */
export async function preview(root: string, args: readonly string[] = []): Promise<number> {
  await fillModuleCache(root);
  const framework = path.dirname(createRequire(import.meta.url).resolve("@observablehq/framework/package.json"));
  const child = spawn(process.execPath, [path.join(framework, "dist/bin/observable.js"), "preview", ...args], {
    cwd: root,
    stdio: "inherit",
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1"}
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 0));
  });
}
