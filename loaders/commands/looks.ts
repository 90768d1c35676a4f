import path from "node:path";
import type {Command} from "commander";
import {dropsFolder, today} from "../defaults.ts";
import {printable} from "../progress.ts";
import {readSettings} from "../settings.ts";
import {mappingFolders, readDay, several, shown} from "./options.ts";

/** `map`: a mapping proposed for an unknown export. */
export function addMap(program: Command): void {
  program
    .command("map")
    .description("propose a mapping for an export that no mapping knows, and write it for a person to finish")
    .argument("<file>", "the export")
    .option("--mappings <dir>", "mappings besides loaders/mappings; may be given several times", several, [])
    .option("--out <dir>", "where the proposal is written", shown("loaders/mappings"))
    .action(async (file: string, flags: {mappings: string[]; out: string}) => {
      const mappings = mappingFolders(flags.mappings);
      const {mapFile} = await import("../map.ts");
      const {text} = await mapFile({file: path.resolve(file), mappings, out: path.resolve(flags.out)});
      console.log(printable(text));
    });
}

/** `explain`: where a figure comes from. */
export function addExplain(program: Command): void {
  program
    .command("explain")
    .description(
      "how a figure came about: formula with its numbers, what it is made of, the records and their lines in the drops"
    )
    .argument("<metric>", 'a name that "handshake metrics" lists')
    .argument("[key...]", "what its row is told by: an id or a name, such as a partner's")
    .option("--as-of <date>", "a date that metrics are computed for, YYYY-MM-DD (default: the newest with such a row)", readDay)
    .option("--build <dir>", "the build folder that a rebuild left", shown("data/build"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--all", "every record, not the newest few")
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

/** `metrics`: the catalogue. */
export function addMetrics(program: Command): void {
  program
    .command("metrics")
    .description("the catalogue: every metric with its question, or one with all that its file says of itself")
    .argument("[name]", "a metric")
    .action(async (name: string | undefined) => {
      const {metricsText} = await import("../explain/metrics.ts");
      console.log(printable(await metricsText(name)));
    });
}

/** `doctor`: is everything there that a rebuild needs? */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("look at everything that a rebuild needs, and say what to do; changes nothing")
    .option("--drops <dir>", "folder of exports (default: data/drops)")
    .option("--build <dir>", "what is kept between runs", shown("data/build"))
    .option("--site <dir>", "the folder of releases", shown("dist"))
    .option("--sample", "the invented company in data/sample instead of a folder of exports")
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--mappings <dir>", "mappings besides loaders/mappings; may be given several times", several, [])
    .action(
      async (flags: {drops?: string; sample?: boolean; build: string; site: string; settings: string; mappings: string[]}) => {
        const {examine, findingsText} = await import("../doctor.ts");
        const findings = await examine({
          ...dropsFolder(flags.drops, flags.sample),
          build: path.resolve(flags.build),
          site: path.resolve(flags.site),
          settingsFile: path.resolve(flags.settings),
          mappings: mappingFolders(flags.mappings),
          today: today()
        });
        console.log(printable(findingsText(findings)));
        process.exitCode = findings.some((f) => f.state === "ill") ? 70 : 0;
      }
    );
}
