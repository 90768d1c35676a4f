import type {Command} from "commander";
import {shown} from "./options.ts";
import {runOptions, withRunFlags, type RunFlags} from "./runOptions.ts";

/** `check`: what a rebuild would do. */
export function addCheck(program: Command): void {
  withRunFlags(
    program
      .command("check")
      .description("show what a rebuild would do with the drops: receives and stages them, and publishes nothing")
      .argument("[drops]", "folder of exports, or s3://BUCKET/FOLDER (default: data/drops)")
      .option(
        "--build <dir>",
        `record what is received in this build folder, as rebuild does (default: read ${shown("data/build")}, record nothing)`
      )
  ).action(async (folder: string | undefined, flags: Omit<RunFlags, "build"> & {build?: string}) => {
    const build = flags.build ?? shown("data/build");
    const options = {...runOptions({...flags, build}, folder), keep: flags.build !== undefined};
    const {check, checkText} = await import("../run/check.ts");
    const {exitCode, report} = await check({...options, style: flags.json ? options.style : "silent"});
    console.log(flags.json ? JSON.stringify({event: "report", report}) : checkText(report));
    process.exitCode = exitCode;
  });
}
