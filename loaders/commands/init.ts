import path from "node:path";
import type {Command} from "commander";
import {root} from "../run/defaults.ts";
import {printable} from "../run/progress.ts";
import {shown} from "./options.ts";

/** `init`: the drops folder and the settings of a company's own. */
export function addInit(program: Command): void {
  program
    .command("init")
    .description("prepare a first rebuild: the drops folder and your settings, by three questions")
    .option("--company <name>", "name of your company")
    .option("--currency <code>", "reporting currency, such as EUR (default: the one of your deals)")
    .option("--time-zone <zone>", "time zone of your reports, such as Europe/Berlin (default: UTC)")
    .option("--drops <dir>", "folder of exports", shown("data/drops"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--yes", "take the defaults instead of asking")
    .action(
      async (flags: {company?: string; currency?: string; timeZone?: string; drops: string; settings: string; yes?: boolean}) => {
        const {init, terminal} = await import("../run/init.ts");
        const asks = !flags.yes && process.stdin.isTTY && process.stdout.isTTY ? terminal() : null;
        const {company, currency, timeZone} = flags;
        const [drops, settingsFile] = [path.resolve(flags.drops), path.resolve(flags.settings)];
        try {
          const text = await init({drops, settingsFile, root, company, currency, timeZone, ...(asks ? {ask: asks.ask} : {})});
          console.log(printable(text));
        } finally {
          asks?.close();
        }
      }
    );
}
