import {existsSync} from "node:fs";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {shown} from "./options.ts";
import {runOptions, withRunFlags, type RunFlags} from "./runOptions.ts";

/** `compare`: what would change. */
export function addCompare(program: Command): void {
  withRunFlags(
    program
      .command("compare")
      .description("show what a rebuild would change (figures, partners, cases, files) without publishing it")
      .option("--drops <dir>", "folder of exports, or s3://BUCKET/FOLDER (default: data/drops)")
      .option("--build <dir>", "the build folder of the site to compare with", shown("data/build"))
  ).action(async (flags: RunFlags & {drops?: string}, command: Command) => {
    refuseUnknownBuild(flags.build, command);
    const {compare, comparisonText} = await import("../run/compare.ts");
    const options = {...runOptions(flags, flags.drops), keep: false, style: "silent" as const};
    const {exitCode, comparison} = await compare(options);
    console.log(flags.json ? JSON.stringify(comparison, null, 1) : comparisonText(comparison));
    process.exitCode = exitCode;
  });
}

/** @throws HandshakeError (66) where the folder that is named isn't there: with nothing to compare with, all would seem new */
function refuseUnknownBuild(build: string, command: Command): void {
  if (command.getOptionValueSource("build") !== "cli" || existsSync(build)) return;
  throw new HandshakeError(
    `There is no folder ${build}. Name the build folder of the site to compare with, or leave --build out. Nothing was changed.`,
    {exitCode: 66}
  );
}
