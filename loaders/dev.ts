import {Command} from "commander";
import path from "node:path";
import {runOptions, withRunFlags, type RunFlags} from "./commands/runOptions.ts";
import {dev} from "./dev/dev.ts";
import {previewFolder, root} from "./run/defaults.ts";
import {toHandshakeError} from "./errors.ts";

type Flags = RunFlags & {drops?: string; port?: string; host: string};

/* `npm run dev`: the pages as they are edited, in data/dev, which no rebuild uses. */
const program = withRunFlags(
  new Command("npm run dev --")
    .description("show the pages while pages, components, metrics, settings, mappings and drops are edited")
    .option("--drops <dir>", "folder of exports (default: data/drops, or the sample while there are none)")
    .option("--build <dir>", "what is kept between runs; no folder that a scheduler rebuilds", "data/dev/build")
    .option("--port <number>", "where the pages are served (default: the first free port from 3000)")
    .option("--host <name>", "the address of this machine that they are served on", "127.0.0.1")
).action(async (flags: Flags) => {
  const build = path.resolve(root, flags.build);
  const usual = flags.drops === undefined && !flags.sample ? previewFolder(build) : {};
  const options = {...runOptions({...flags, build}, flags.drops), ...usual, keep: true, style: "silent" as const};
  process.exitCode = await dev(root, options, {hostname: flags.host, ...(flags.port ? {port: Number(flags.port)} : {})});
});

try {
  await program.parseAsync();
} catch (error) {
  const {message, exitCode} = toHandshakeError(error);
  console.error(message);
  process.exitCode = exitCode;
}
process.exit();
