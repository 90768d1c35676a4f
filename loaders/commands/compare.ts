import type {Command} from "commander";
import {shown} from "./options.ts";
import {runOptions, withRunFlags, type RunFlags} from "./runOptions.ts";

/** `compare`: what would change. */
export function addCompare(program: Command): void {
  withRunFlags(
    program
      .command("compare")
      .description("show what a rebuild would change (figures, partners, cases, files) without publishing it")
      .option("--drops <dir>", "folder of exports (default: data/drops)")
      .option("--build <dir>", "the build folder of the site to compare with", shown("data/build"))
  ).action(async (flags: RunFlags & {drops?: string}) => {
    const {compare, comparisonText} = await import("../run/compare.ts");
    const options = {...runOptions(flags, flags.drops), keep: false, style: "silent" as const};
    const {exitCode, comparison} = await compare(options);
    console.log(flags.json ? JSON.stringify(comparison, null, 1) : comparisonText(comparison));
    process.exitCode = exitCode;
  });
}
