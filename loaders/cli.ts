import {Command} from "commander";
import {addCheck} from "./commands/check.ts";
import {addDoctor} from "./commands/doctor.ts";
import {addExplain} from "./commands/explain.ts";
import {addMap} from "./commands/map.ts";
import {addMetrics} from "./commands/metrics.ts";
import {addRebuild} from "./commands/rebuild.ts";
import {addReleases} from "./commands/releases.ts";
import {addRollback} from "./commands/rollback.ts";
import {addServe} from "./commands/serve.ts";
import {toHandshakeError, HandshakeError} from "./errors.ts";
import {printable} from "./run/progress.ts";

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
  const {message, exitCode} = toHandshakeError(error);
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({time: new Date().toISOString(), event: "error", exit_code: exitCode, text: printable(message)}));
  if (message) console.error(printable(message));
  process.exitCode = exitCode;
}
