import path from "node:path";
import {Command, InvalidArgumentError} from "commander";
import {dropsFolder, root, today} from "./defaults.ts";
import {examine, findingsText} from "./doctor.ts";
import {explained, HandshakeError} from "./errors.ts";
import {printable, styleFor} from "./progress.ts";
import {lockFolder} from "./lock.ts";
import {isDay} from "./receive/names.ts";
import {checkLayout} from "./release/layout.ts";
import {readSettings} from "./settings.ts";
import type {Report} from "./report.ts";

const shown = (folder: string) => path.relative(process.cwd(), path.resolve(root, folder)) || ".";

interface RunFlags {
  build: string;
  asOf?: string;
  settings: string;
  mappings: string[];
  acceptVolume: string[];
  json?: boolean;
}

// each command loads its parts when it is called, so that the quick ones are quick
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
    .option("--site <dir>", 'the folder of releases; readers get the link "current" in it', shown("dist"))
    .option("--accept-size", "publish although the site is far smaller or larger than the one before")
).action(async (flags: RunFlags & {drops?: string; site: string; acceptSize?: boolean}) => {
  const acceptSize = flags.acceptSize ?? false;
  const options = {...runOptions(flags, flags.drops), keep: true, root, site: path.resolve(flags.site), acceptSize};
  const {rebuild} = await import("./rebuild.ts");
  const {exitCode, report} = await rebuild(options);
  for (const f of report.files.filter((file) => file.outcome === "refuse" || file.outcome === "hold"))
    console.error(printable(`${f.outcome === "hold" ? "Held" : "Refused"} (${f.reason}): ${f.message}`));
  if (flags.json)
    console.log(JSON.stringify({time: new Date().toISOString(), event: "end", ...report.run, releases: report.releases}));
  else console.log(printable(`${outcomeText(report)} Report: ${path.join(flags.build, "report.html")}`));
  process.exitCode = exitCode;
});

const outcomeText = ({as_of, releases}: Report): string =>
  releases
    .map(({site, name, published}) =>
      published
        ? `Published ${path.join(path.relative(process.cwd(), site) || ".", "current")} as of ${as_of} (release ${name}).`
        : `Nothing new: readers have this already as of ${as_of} (release ${name}).`
    )
    .join("\n");

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
  const {check, checkText} = await import("./check.ts");
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
    const {mapFile} = await import("./map.ts");
    const {text} = await mapFile({file: path.resolve(file), mappings, out: path.resolve(flags.out)});
    console.log(printable(text));
  });

program
  .command("explain")
  .description("how a figure came about: formula with its numbers, what it is made of, the records and their lines in the drops")
  .argument("<metric>", 'a name that "handshake metrics" lists')
  .argument("[key...]", "what its row is told by: an id or a name, such as a partner's")
  .option("--as-of <date>", "a date that metrics are computed for, YYYY-MM-DD (default: the newest with such a row)", day)
  .option("--build <dir>", "the build folder that a rebuild left", shown("data/build"))
  .option("--settings <file>", "settings", shown("handshake.config.ts"))
  .option("--all", "every record, not the newest few")
  .action(async (metric: string, keys: string[], flags: {asOf?: string; build: string; settings: string; all?: boolean}) => {
    const [{explain}, {explainText}] = await Promise.all([import("./explain/explain.ts"), import("./explain/text.ts")]);
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

program
  .command("metrics")
  .description("the catalogue: every metric with its question, or one with all that its file says of itself")
  .argument("[name]", "a metric")
  .action(async (name: string | undefined) => {
    const {metricsText} = await import("./explain/metrics.ts");
    console.log(printable(await metricsText(name)));
  });

program
  .command("serve")
  .description("show the current site on this machine; to others only with a password in HANDSHAKE_PASSWORD")
  .option("--site <dir>", "the folder of releases, or a built site", shown("dist"))
  .option("--host <name>", "the address to listen on", "127.0.0.1")
  .option("--port <n>", "port; another free one when it is taken", port, 3000)
  .action(async (flags: {site: string; host: string; port: number}) => {
    const {host, port} = flags;
    const {serve} = await import("./serve.ts");
    const {url, close} = await serve({folder: path.resolve(flags.site), host, port, password: process.env.HANDSHAKE_PASSWORD});
    console.log(`Handshake is at ${url} (Ctrl-C stops it)`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close().then(() => process.exit(0)));
  });

program
  .command("doctor")
  .description("look at everything that a rebuild needs, and say what to do; changes nothing")
  .option("--drops <dir>", "folder of exports (default: data/drops, or data/sample when that is empty)")
  .option("--build <dir>", "what is kept between runs", shown("data/build"))
  .option("--site <dir>", "the folder of releases", shown("dist"))
  .option("--settings <file>", "settings", shown("handshake.config.ts"))
  .option("--mappings <dir>", "mappings besides loaders/mappings; may be given several times", several, [])
  .action(async (flags: {drops?: string; build: string; site: string; settings: string; mappings: string[]}) => {
    const findings = await examine({
      ...dropsFolder(flags.drops),
      build: path.resolve(flags.build),
      site: path.resolve(flags.site),
      settingsFile: path.resolve(flags.settings),
      mappings: [path.join(root, "loaders", "mappings"), ...flags.mappings],
      today: today()
    });
    console.log(printable(findingsText(findings)));
    process.exitCode = findings.some((f) => f.state === "ill") ? 70 : 0;
  });

const siteFolder = (command: Command): Command => command.option("--site <dir>", "the folder of releases", shown("dist"));

siteFolder(program.command("releases").description("list the releases that are kept; the arrow marks what readers get")).action(
  async (flags: {site: string}) => {
    const {releasesText} = await import("./release/rollback.ts");
    console.log(await releasesText(path.resolve(flags.site)));
  }
);

siteFolder(
  program
    .command("rollback")
    .description("give readers an earlier release again, at once")
    .argument("[id]", "its name or the beginning of it (default: the one before)")
)
  .option("--settings <file>", "settings", shown("handshake.config.ts"))
  .action(async (id: string | undefined, flags: {site: string; settings: string}) => {
    const {open_tab_days: openTabDays} = await readSettings(path.resolve(flags.settings));
    const site = path.resolve(flags.site);
    await checkLayout(site);
    const {rollback} = await import("./release/rollback.ts");
    const lock = await lockFolder(site);
    try {
      const {release, before} = await rollback(site, id, {now: new Date(), openTabDays, stillOurs: lock.stillOurs});
      const undo = before && before.name !== release.name ? ` Back: npx handshake rollback ${before.name}.` : "";
      console.log(
        `Readers get ${release.name} now (data to ${release.as_of}).${undo} The next rebuild publishes what the drops say then, so mend what was wrong, or stop the schedule.`
      );
    } finally {
      await lock.release();
    }
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

// beyond a limit on the size of files, a write shall fail and say so instead of ending the process
process.on("SIGXFSZ", () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  const {message, exitCode} = explained(error);
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({time: new Date().toISOString(), event: "error", exit_code: exitCode, text: printable(message)}));
  if (message) console.error(printable(message));
  process.exitCode = exitCode;
}
