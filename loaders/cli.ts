import {commandLine} from "./commands/program.ts";
import {toHandshakeError} from "./errors.ts";
import {printable} from "./run/progress.ts";

// beyond a limit on the size of files, a write shall fail and say so instead of ending the process
process.on("SIGXFSZ", () => undefined);

try {
  await commandLine().parseAsync();
} catch (error) {
  const {message, exitCode} = toHandshakeError(error);
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({time: new Date().toISOString(), event: "error", exit_code: exitCode, text: printable(message)}));
  if (message) console.error(printable(message));
  process.exitCode = exitCode;
}
