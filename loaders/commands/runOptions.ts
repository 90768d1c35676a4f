import path from "node:path";
import type {Command} from "commander";
import {dropsFolder, today} from "../run/defaults.ts";
import {styleFor} from "../run/progress.ts";
import {mappingFolders, readDay, several, shown} from "./options.ts";

/** What rebuild and check have in common. */
export interface RunFlags {
  build: string;
  asOf?: string;
  settings: string;
  mappings: string[];
  acceptVolume: string[];
  acceptEmpty?: boolean;
  acceptEarlier?: boolean;
  sample?: boolean;
  json?: boolean;
}

export const withRunFlags = (command: Command): Command =>
  command
    .option(
      "--as-of <date>",
      "date of the figures, YYYY-MM-DD (default: the newest date in the name of a drop, else in its records)",
      readDay
    )
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--mappings <dir>", "a folder of mappings, in addition to the library; repeatable", several, [])
    .option(
      "--accept-volume <file>",
      "accept a drop that was held because it has too few rows, or because most of them lost their partner or count in another unit; repeatable",
      several,
      []
    )
    .option("--accept-empty", "continue with earlier deliveries when the drops folder is empty")
    .option("--accept-earlier", "continue although the clock, or the newest data, is earlier than at the last run")
    .option("--sample", "use the invented company in data/sample instead of a folder of exports")
    .option("--json", "print JSON lines instead of the progress display");

export const runOptions = (flags: RunFlags, folder: string | undefined) => ({
  ...dropsFolder(folder, flags),
  build: path.resolve(flags.build),
  settingsFile: path.resolve(flags.settings),
  mappings: mappingFolders(flags.mappings),
  acceptVolume: flags.acceptVolume,
  acceptEmpty: flags.acceptEmpty ?? false,
  acceptEarlier: flags.acceptEarlier ?? false,
  asOf: flags.asOf,
  today: today(),
  style: styleFor(flags.json ?? false)
});
