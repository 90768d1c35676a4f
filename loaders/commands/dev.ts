import path from "node:path";
import {Option, type Command} from "commander";
import {HandshakeError, toHandshakeError} from "../errors.ts";
import {printable} from "../run/progress.ts";
import {previewFolder, root} from "../run/defaults.ts";
import {readPort, shown} from "./options.ts";
import {runOptions, withRunFlags, type RunFlags} from "./runOptions.ts";

type Flags = RunFlags & {drops?: string; port?: number; host: string};

const noRelease = "the preview makes no release";
/** Flags of rebuild that mean nothing here, and why. */
const refused: Record<string, string> = {
  "--site <dir>": `${noRelease}; npx handshake rebuild --site DIR publishes one`,
  "--hold": `${noRelease} that could be held; npx handshake rebuild --hold makes one`,
  "--take-over-site": `${noRelease}, so it takes over no site`,
  "--accept-size": `${noRelease}, so there is no size to compare`,
  "--json": "the preview prints for a person; check and rebuild print lines for programs"
};

/** The flags of rebuild that are refused, which --help leaves out and the documentation has. */
function refuseFlags(command: Command): void {
  const known = command.options as Option[];
  for (const [flag, why] of Object.entries(refused)) {
    const option = known.find(({long}) => long === flag.split(" ")[0]) ?? new Option(flag);
    option.description = `not taken: ${why}`;
    if (!known.includes(option)) command.addOption(option);
    option.hideHelp();
    command.on(`option:${option.name()}`, () => {
      throw new HandshakeError(`dev does not take --${option.name()}: ${why}.`, {exitCode: 64});
    });
  }
}

/** `dev`, which `npm run dev` calls: the pages as they are edited, in a build folder that no rebuild uses. */
export function addDev(program: Command): void {
  const command = withRunFlags(
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
  );
  refuseFlags(command);
  command.action(async (flags: Flags) => {
    const build = path.resolve(flags.build);
    const usual = flags.drops === undefined && !flags.sample ? previewFolder(build) : {};
    const options = {...runOptions({...flags, build}, flags.drops), ...usual, keep: true, style: "silent" as const};
    const {dev} = await import("../dev/dev.ts");
    const address = {hostname: flags.host, ...(flags.port === undefined ? {} : {port: flags.port})};
    const ended = dev(root, options, address).catch((error: unknown) => {
      const {message, exitCode} = toHandshakeError(error, false);
      console.error(printable(message));
      return exitCode;
    });
    // what still listens ends with the preview
    process.exit(await ended);
  });
}
