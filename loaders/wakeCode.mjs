// @ts-check
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

/**
 * release/framework/wake.ts as a browser takes it. In a module of its own so that the compiled program has the text (compile.mjs) and starts no compiler.
 * @returns {string}
 */
export function wakeCode() {
  /** @type {typeof import("esbuild")} */
  const {transformSync} = createRequire(import.meta.url)("esbuild");
  const source = readFileSync(new URL("release/framework/wake.ts", import.meta.url), "utf8");
  return transformSync(source, {loader: "ts", minify: true, target: "es2022", charset: "utf8"}).code.trim();
}
