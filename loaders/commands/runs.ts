import path from "node:path";
import type {Command} from "commander";
import {dropsFolder, root, today} from "../defaults.ts";
import {printable, styleFor} from "../progress.ts";
import type {Report} from "../report.ts";
import {mappingFolders, readDay, several, shown} from "./options.ts";

interface RunFlags {
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

const withRunFlags = (command: Command): Command =>
  command
    .option("--as-of <date>", "the day the figures are for, YYYY-MM-DD (default: the newest drop date)", readDay)
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--mappings <dir>", "mappings besides loaders/mappings; may be given several times", several, [])
    .option(
      "--accept-volume <file>",
      "take a drop that was held for having too few rows; may be given several times",
      several,
      []
    )
    .option("--accept-empty", "go on with earlier deliveries although the drops folder has none any more")
    .option("--accept-earlier", "go on although the clock, or the newest data, is earlier than at the last run")
    .option("--sample", "the invented company in data/sample instead of a folder of exports")
    .option("--json", "JSON lines instead of the progress display");

const runOptions = (flags: RunFlags, folder: string | undefined) => ({
  ...dropsFolder(folder, flags.sample),
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

/** `rebuild`: the drops in, the site out. */
export function addRebuild(program: Command): void {
  withRunFlags(
    program
      .command("rebuild")
      .description("receive the drops, compute the metrics, publish the site")
      .option("--drops <dir>", "folder of exports (default: data/drops)")
      .option(
        "--build <dir>",
        "what is kept between runs: store, ledger, facts, handshake.duckdb, report.json",
        shown("data/build")
      )
      .option("--site <dir>", 'the folder of releases; readers get the link "current" in it', shown("dist"))
      .option("--take-over-site", "publish into a site folder that belongs to another build folder")
      .option("--accept-size", "publish although the site is far smaller or larger than the one before")
  ).action(async (flags: RunFlags & {drops?: string; site: string; acceptSize?: boolean; takeOverSite?: boolean}) => {
    const {acceptSize = false, takeOverSite: takeOver = false} = flags;
    const options = {...runOptions(flags, flags.drops), keep: true, root, site: path.resolve(flags.site), acceptSize, takeOver};
    const {rebuild} = await import("../rebuild.ts");
    const {exitCode, report} = await rebuild(options);
    for (const f of report.files.filter((file) => file.outcome === "refuse" || file.outcome === "hold"))
      console.error(printable(`${f.outcome === "hold" ? "Held" : "Refused"} (${f.reason}): ${f.message}`));
    if (flags.json)
      console.log(JSON.stringify({time: new Date().toISOString(), event: "end", ...report.run, releases: report.releases}));
    else console.log(printable(`${outcomeText(report)} Report: ${path.join(flags.build, "report.html")}`));
    process.exitCode = exitCode;
  });
}

const outcomeText = ({as_of, releases}: Report): string =>
  releases
    .map(({site, name, published}) =>
      published
        ? `Published ${path.join(path.relative(process.cwd(), site) || ".", "current")} as of ${as_of} (release ${name}).`
        : `Nothing new: readers have this already as of ${as_of} (release ${name}).`
    )
    .join("\n");

/** `check`: what a rebuild would do. */
export function addCheck(program: Command): void {
  withRunFlags(
    program
      .command("check")
      .description("receive and stage only: what a rebuild would do with the drops")
      .argument("[drops]", "folder of exports (default: data/drops)")
      .option(
        "--build <dir>",
        `keep what is received there, as rebuild does (default: look at ${shown("data/build")}, enter nothing)`
      )
  ).action(async (folder: string | undefined, flags: Omit<RunFlags, "build"> & {build?: string}) => {
    const build = flags.build ?? shown("data/build");
    const options = {...runOptions({...flags, build}, folder), keep: flags.build !== undefined};
    const {check, checkText} = await import("../check.ts");
    const {exitCode, report} = await check({...options, style: flags.json ? options.style : "silent"});
    console.log(flags.json ? JSON.stringify({event: "report", report}) : checkText(report));
    process.exitCode = exitCode;
  });
}
