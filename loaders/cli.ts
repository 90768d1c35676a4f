import path from "node:path";
import {commandLine} from "./commands/program.ts";
import {toHandshakeError} from "./errors.ts";
import {commandNamed, enterProject, findProject, ownFolder, placeOf} from "./project/project.ts";
import {outliveOutput} from "./run/output.ts";
import {printable} from "./run/progress.ts";
import {isStop} from "./run/signals.ts";

// beyond a limit on the size of files, a write shall fail and say so instead of ending the process
process.on("SIGXFSZ", () => undefined);
outliveOutput(commandNamed(process.argv.slice(2)));

/** The commands that give readers something: what stops any other says nothing of readers. */
const publishing = ["rebuild", "release"];

try {
  // before the commands: their defaults are places of the project
  enterProject(findProject(process.argv.slice(2)));
  if (ownFolder() !== null) (await import("./project/words.ts")).useOwnWords();
  await commandLine().parseAsync();
} catch (error) {
  const command = commandNamed(process.argv.slice(2));
  const {message, exitCode} = toHandshakeError(error, publishing.includes(command ?? ""));
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({time: new Date().toISOString(), event: "error", exit_code: exitCode, text: printable(message)}));
  if (message) console.error(printable(message));
  if (exitCode === 64 && command === "rebuild") await noteWrongFlag(process.argv);
  // what a stopped run was doing ends with its process
  if (isStop(exitCode)) process.exit(exitCode);
  process.exitCode = exitCode;
}

/** A scheduler that calls rebuild with a flag that there is not must find a report too. */
async function noteWrongFlag(args: string[]): Promise<void> {
  const at = args.findIndex((arg) => arg === "--build" || arg.startsWith("--build="));
  const named = args[at]?.startsWith("--build=") ? args[at].slice("--build=".length) : at < 0 ? "" : args[at + 1];
  const {noteUnreadFlags} = await import("./run/run.ts");
  await noteUnreadFlags(path.resolve(named || placeOf("data/build")), args.slice(2).join(" "));
}
