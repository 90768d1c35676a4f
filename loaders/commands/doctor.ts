import path from "node:path";
import type {Command} from "commander";
import {dropsFolder, today} from "../run/defaults.ts";
import {printable} from "../run/progress.ts";
import {mappingFolders, several, shown} from "./options.ts";

/** `doctor`: is everything there that a rebuild needs? */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check everything that a rebuild needs and say what to fix; changes nothing")
    .option("--drops <dir>", "folder of exports, or s3://BUCKET/FOLDER (default: data/drops)")
    .option("--build <dir>", "what is kept between runs", shown("data/build"))
    .option("--site <dir>", "the folder of releases", shown("dist"))
    .option("--sample", "use the invented company in data/sample instead of a folder of exports")
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--mappings <dir>", "a folder of mappings, in addition to the library; repeatable", several, [])
    .action(
      async (flags: {drops?: string; sample?: boolean; build: string; site: string; settings: string; mappings: string[]}) => {
        const {examine, findingsText} = await import("../run/doctor.ts");
        const findings = await examine({
          ...dropsFolder(flags.drops, flags),
          build: path.resolve(flags.build),
          site: path.resolve(flags.site),
          settingsFile: path.resolve(flags.settings),
          mappings: mappingFolders(flags.mappings),
          today: today()
        });
        console.log(printable(findingsText(findings)));
        process.exitCode = findings.some((f) => f.state === "fail") ? 70 : 0;
      }
    );
}
