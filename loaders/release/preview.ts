import {spawn} from "node:child_process";
import {createRequire} from "node:module";
import path from "node:path";
import {fillModuleCache} from "./hermetic.ts";

// npm run dev: Framework's preview, with every module served from here and nothing reported to anybody
const root = process.cwd();
await fillModuleCache(root);
const command = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@observablehq/framework/package.json")),
  "dist/bin/observable.js"
);
const child = spawn(process.execPath, [command, "preview", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1"}
});
child.on("exit", (code) => process.exit(code ?? 0));
