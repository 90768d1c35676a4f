import {Command} from "commander";
import {addDoctor, addExplain, addMap, addMetrics} from "./commands/looks.ts";
import {addCheck, addRebuild} from "./commands/runs.ts";
import {addReleases, addRollback, addServe} from "./commands/sites.ts";
import {explained, HandshakeError} from "./errors.ts";
import {printable} from "./progress.ts";

// each command loads its parts when it is called, so that the quick ones are quick
const program = new Command("handshake")
  .description("Partnership health analytics: a folder of exports in, a static site for leadership out.")
  .exitOverride((error) => {
    throw new HandshakeError("", {exitCode: error.exitCode === 0 ? 0 : 64});
  });

// in the order of --help
for (const add of [addRebuild, addCheck, addMap, addExplain, addMetrics, addServe, addDoctor, addReleases, addRollback])
  add(program);

// beyond a limit on the size of files, a write shall fail and say so instead of ending the process
process.on("SIGXFSZ", () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  const {message, exitCode} = explained(error);
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({time: new Date().toISOString(), event: "error", exit_code: exitCode, text: printable(message)}));
  if (message) console.error(printable(message));
  process.exitCode = exitCode;
}
