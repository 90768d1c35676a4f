import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {readDay, readSettings, shown} from "./options.ts";

/** `explain`: where a figure comes from. */
export function addExplain(program: Command): void {
  program
    .command("explain")
    .description(
      "trace a figure to its source records: formula with its numbers, its parts, the records and their lines in the drops"
    )
    .argument("<metric>", 'a name that "handshake metrics" lists')
    .argument("[key...]", "which row: an id or a name, such as a partner's")
    .option("--as-of <date>", "a date that metrics are computed for, YYYY-MM-DD (default: the latest with such a row)", readDay)
    .option("--build <dir>", "build folder of a rebuild", shown("data/build"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--all", "show every record instead of the newest few")
    .action(async (metric: string, keys: string[], flags: {asOf?: string; build: string; settings: string; all?: boolean}) => {
      const [{explain}, {explainText}] = await Promise.all([import("../explain/explain.ts"), import("../explain/text.ts")]);
      const settings = await readSettings(path.resolve(flags.settings));
      const most = flags.all ? Infinity : 8;
      const {explained, rows} = await explain({
        metric,
        keys,
        asOf: flags.asOf ?? null,
        build: path.resolve(flags.build),
        settings,
        most
      });
      console.log(printable(explainText(explained, rows, settings, most)));
    });
}
