import path from "node:path";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {root} from "../run/defaults.ts";
import {printable} from "../run/progress.ts";
import {ensureFolder, ensureLocalDrops, shown} from "./options.ts";

interface Flags {
  company?: string;
  currency?: string;
  timeZone?: string;
  drops: string;
  settings: string;
  yes?: boolean;
}

/** `init`: the drops folder and the settings of a company's own, in the checkout or in a folder apart. */
export function addInit(program: Command): void {
  program
    .command("init")
    .description("set up a first rebuild: asks three questions, then creates the drops folder and your settings")
    .argument(
      "[dir]",
      "a folder of your own for settings, brand, mappings, metrics, pages and drops; the checkout then stays unchanged"
    )
    .option("--company <name>", "name of your company")
    .option("--currency <code>", "reporting currency, such as EUR (default: that of your deals)")
    .option("--time-zone <zone>", "time zone of your reports, such as Europe/Berlin (default: UTC)")
    .option("--drops <dir>", "folder of exports", shown("data/drops"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--yes", "accept the defaults instead of asking")
    .action(async (dir: string | undefined, flags: Flags, command: Command) => {
      if (dir !== undefined) ensureOwnFolder(dir, command);
      ensureLocalDrops(flags.drops);
      const {init, terminal} = await import("../run/init.ts");
      const {initProject} = await import("../run/initProject.ts");
      const asks = !flags.yes && process.stdin.isTTY && process.stdout.isTTY ? terminal() : null;
      const {company, currency, timeZone} = flags;
      const answers = {company, currency, timeZone, ...(asks ? {ask: asks.ask} : {})};
      try {
        const places = {drops: path.resolve(flags.drops), settingsFile: path.resolve(flags.settings), root};
        const text =
          dir === undefined ? await init({...places, ...answers}) : await initProject(path.resolve(dir), root, answers);
        console.log(printable(text));
      } finally {
        asks?.close();
      }
    });
}

/** A folder of one's own has its drops and settings in it: another place for them would be taken for granted, and not be used. */
function ensureOwnFolder(dir: string, command: Command): void {
  ensureFolder(dir, "Name another.");
  const flag = (["drops", "settings"] as const).find((name) => command.getOptionValueSource(name) === "cli");
  if (flag !== undefined)
    throw new HandshakeError(`--${flag} is not taken with a folder: ${dir} gets its own. Leave it out. Nothing was changed.`, {
      exitCode: 64
    });
}
