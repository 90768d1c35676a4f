import path from "node:path";
import {commandLine} from "./commands/program.ts";
import {toHandshakeError} from "./errors.ts";
import {root} from "./run/defaults.ts";
import {printable} from "./run/progress.ts";
import {isStop} from "./run/signals.ts";

// beyond a limit on the size of files, a write shall fail and say so instead of ending the process
process.on("SIGXFSZ", () => undefined);

try {
  await commandLine().parseAsync();
} catch (error) {
  const {message, exitCode} = toHandshakeError(error);
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({time: new Date().toISOString(), event: "error", exit_code: exitCode, text: printable(message)}));
  if (message) console.error(printable(message));
  if (exitCode === 64 && process.argv[2] === "rebuild") await noteWrongFlag(process.argv);
  // what a stopped run was doing ends with its process
  if (isStop(exitCode)) process.exit(exitCode);
  process.exitCode = exitCode;
}

/** A scheduler that calls rebuild with a flag that there is not must find a report too. */
async function noteWrongFlag(args: string[]): Promise<void> {
  const at = args.findIndex((arg) => arg === "--build" || arg.startsWith("--build="));
  const named = args[at]?.startsWith("--build=") ? args[at].slice("--build=".length) : args[at + 1];
  const {noteUnreadFlags} = await import("./run/run.ts");
  await noteUnreadFlags(path.resolve(at < 0 ? path.join(root, "data", "build") : (named ?? "")), args.slice(2).join(" "));
}
