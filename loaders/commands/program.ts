import {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {addBackup} from "./backup.ts";
import {addCheck} from "./check.ts";
import {addCompare} from "./compare.ts";
import {addDecide} from "./decide.ts";
import {addDev} from "./dev.ts";
import {addDisclosure} from "./disclosure.ts";
import {addDoctor} from "./doctor.ts";
import {addExplain} from "./explain.ts";
import {addInit} from "./init.ts";
import {addMap} from "./map.ts";
import {addMatch} from "./match.ts";
import {addMetrics} from "./metrics.ts";
import {addNew} from "./new.ts";
import {addPack} from "./pack.ts";
import {addRebuild} from "./rebuild.ts";
import {addRepair} from "./repair.ts";
import {addRelease} from "./release.ts";
import {addReleases} from "./releases.ts";
import {addRestore} from "./restore.ts";
import {addRollback} from "./rollback.ts";
import {addServe} from "./serve.ts";
import {addSql} from "./sql.ts";
import {addStage} from "./stage.ts";
import {addUnpin} from "./unpin.ts";
import {addVerify} from "./verify.ts";
import {ensureFolders, ensureValues} from "./options.ts";

/** In the order of --help. Each command loads its parts when it is called, so that the quick ones are quick. */
const commands = [
  addInit,
  addRebuild,
  addDev,
  addCheck,
  addCompare,
  addMap,
  addMatch,
  addStage,
  addDecide,
  addExplain,
  addMetrics,
  addSql,
  addNew,
  addServe,
  addPack,
  addDoctor,
  addDisclosure,
  addRelease,
  addReleases,
  addRollback,
  addUnpin,
  addVerify,
  addRepair,
  addBackup,
  addRestore
];

/** The command line: every command with its flags; a flag that can't be used is a HandshakeError (64). */
export function commandLine(): Command {
  const program = new Command("handshake")
    .description("Partnership health analytics: a folder of exports in, a static site for leadership out.")
    .option("--project <dir>", "the company's own folder (default: the current folder if it is one, else the checkout)")
    .configureHelp({showGlobalOptions: true})
    // what is wrong is told once, by cli.ts, which also has to tell it to programs
    .configureOutput({outputError: () => undefined})
    .exitOverride(({code, exitCode, message}) => {
      throw new HandshakeError(code.startsWith("commander.help") ? "" : message, {exitCode: exitCode === 0 ? 0 : 64});
    });
  for (const add of commands) add(program);
  program.hook("preAction", (_, command) => {
    ensureValues(command);
    ensureFolders(command);
  });
  return program;
}
