import {existsSync} from "node:fs";
import path from "node:path";
import {Command, InvalidArgumentError} from "commander";
import {check, checkText} from "./check.ts";
import {dropsFolder, root, today} from "./defaults.ts";
import {HandshakeError} from "./errors.ts";
import {mapFile} from "./map.ts";
import {printable, styleFor} from "./progress.ts";
import {rebuild} from "./rebuild.ts";
import {isDay} from "./receive/names.ts";
import {serve} from "./serve.ts";

const shown = (folder: string) => path.relative(process.cwd(), path.resolve(root, folder)) || ".";

interface RunFlags {
  build: string;
  asOf?: string;
  settings: string;
  mappings: string[];
  acceptVolume: string[];
  json?: boolean;
}

const program = new Command("handshake")
  .description("Partnership health analytics: a folder of exports in, a static site for leadership out.")
  .exitOverride((error) => {
    throw new HandshakeError("", {exitCode: error.exitCode === 0 ? 0 : 64});
  });

const several = (value: string, all: string[]) => [...all, value];

const withRunFlags = (command: Command): Command =>
  command
    .option("--as-of <date>", "the day the figures are for, YYYY-MM-DD (default: the newest drop date)", day)
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--mappings <dir>", "mappings besides loaders/mappings; may be given several times", several, [])
    .option(
      "--accept-volume <file>",
      "take a drop that was held for having too few rows; may be given several times",
      several,
      []
    )
    .option("--json", "JSON lines instead of the progress display");

const runOptions = (flags: RunFlags, folder: string | undefined) => ({
  ...dropsFolder(folder),
  build: path.resolve(flags.build),
  settingsFile: path.resolve(flags.settings),
  mappings: [path.join(root, "loaders", "mappings"), ...flags.mappings],
  acceptVolume: flags.acceptVolume,
  asOf: flags.asOf,
  today: today(),
  style: styleFor(flags.json ?? false)
});

withRunFlags(
  program
    .command("rebuild")
    .description("receive the drops, compute the metrics, publish the site")
    .option("--drops <dir>", "folder of exports (default: data/drops, or data/sample when that is empty)")
    .option(
      "--build <dir>",
      "what is kept between runs: store, ledger, facts, handshake.duckdb, report.json",
      shown("data/build")
    )
    .option("--site <dir>", "the static site", shown("dist"))
).action(async (flags: RunFlags & {drops?: string; site: string}) => {
  const options = {...runOptions(flags, flags.drops), keep: true, root, site: path.resolve(flags.site)};
  const {exitCode, report} = await rebuild(options);
  for (const f of report.files.filter((file) => file.outcome === "refuse" || file.outcome === "hold"))
    console.error(printable(`${f.outcome === "hold" ? "Held" : "Refused"} (${f.reason}): ${f.message}`));
  if (!flags.json)
    console.log(printable(`Published ${flags.site} as of ${report.as_of}. Report: ${path.join(flags.build, "report.json")}`));
  process.exitCode = exitCode;
});

withRunFlags(
  program
    .command("check")
    .description("receive and stage only: what a rebuild would do with the drops")
    .argument("[drops]", "folder of exports (default: data/drops, or data/sample when that is empty)")
    .option(
      "--build <dir>",
      `keep what is received there, as rebuild does (default: look at ${shown("data/build")}, enter nothing)`
    )
).action(async (folder: string | undefined, flags: Omit<RunFlags, "build"> & {build?: string}) => {
  const build = flags.build ?? shown("data/build");
  const options = {...runOptions({...flags, build}, folder), keep: flags.build !== undefined};
  const {exitCode, report} = await check({...options, style: flags.json ? options.style : "silent"});
  console.log(flags.json ? JSON.stringify({event: "report", report}) : checkText(report));
  process.exitCode = exitCode;
});

program
  .command("map")
  .description("propose a mapping for an export that no mapping knows, and write it for a person to finish")
  .argument("<file>", "the export")
  .option("--mappings <dir>", "mappings besides loaders/mappings; may be given several times", several, [])
  .option("--out <dir>", "where the proposal is written", shown("loaders/mappings"))
  .action(async (file: string, flags: {mappings: string[]; out: string}) => {
    const mappings = [path.join(root, "loaders", "mappings"), ...flags.mappings];
    const {text} = await mapFile({file: path.resolve(file), mappings, out: path.resolve(flags.out)});
    console.log(printable(text));
  });

program
  .command("serve")
  .description("show a built site on this machine")
  .option("--site <dir>", "the static site", shown("dist"))
  .option("--port <n>", "port; another free one when it is taken", port, 3000)
  .action(async (flags: {site: string; port: number}) => {
    if (!existsSync(path.join(flags.site, "index.html")))
      throw new HandshakeError(`There is no site in ${flags.site}. Make one with "npx handshake rebuild".`, {exitCode: 66});
    const {url, close} = await serve({folder: path.resolve(flags.site), port: flags.port});
    console.log(`Handshake is at ${url} (Ctrl-C stops it)`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close().then(() => process.exit(0)));
  });

function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError(`"${text}" is not a day, expected YYYY-MM-DD.`);
  return text;
}

function port(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0 || n > 65535) throw new InvalidArgumentError(`"${text}" is not a port, expected 0 to 65535.`);
  return n;
}

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof HandshakeError;
  const text = known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (text) console.error(printable(text));
  process.exitCode = known ? error.exitCode : 70;
}
