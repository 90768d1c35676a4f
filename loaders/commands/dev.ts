import path from "node:path";
import type {Command} from "commander";
import {previewFolder, root} from "../run/defaults.ts";
import {readPort, shown} from "./options.ts";
import {runOptions, withRunFlags, type RunFlags} from "./runOptions.ts";

type Flags = RunFlags & {drops?: string; port?: number; host: string};

/** `dev`, which `npm run dev` calls: the pages as they are edited, in a build folder that no rebuild uses. */
export function addDev(program: Command): void {
  withRunFlags(
    program
      .command("dev")
      .description("preview the site, updated as you edit pages, components, metrics, settings, mappings and drops")
      .option("--drops <dir>", "folder of exports (default: data/drops, or the sample while there are none)")
      .option(
        "--build <dir>",
        "working folder, kept between runs; never the one that a scheduler rebuilds",
        shown("data/dev/build")
      )
      .option("--port <number>", "port of the preview (default: the first free port from 3000)", readPort)
      .option("--host <name>", "address to listen on", "127.0.0.1")
  ).action(async (flags: Flags) => {
    const build = path.resolve(flags.build);
    const usual = flags.drops === undefined && !flags.sample ? previewFolder(build) : {};
    const options = {...runOptions({...flags, build}, flags.drops), ...usual, keep: true, style: "silent" as const};
    const {dev} = await import("../dev/dev.ts");
    const exitCode = await dev(root, options, {hostname: flags.host, ...(flags.port === undefined ? {} : {port: flags.port})});
    // what still listens ends with the preview
    process.exit(exitCode);
  });
}
