import path from "node:path";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {otherKind} from "../files.ts";
import {isObjectUrl} from "../receive/objects.ts";
import {printable} from "../run/progress.ts";
import {shown} from "./options.ts";
import {runOptions, withRunFlags, type RunFlags} from "./runOptions.ts";

/** `match`: ids that seem to be the same partner, customer or person. */
export function addMatch(program: Command): void {
  withRunFlags(
    program
      .command("match")
      .description(
        "propose which partners, customers and people are the same, across sources or twice in one, for you to review in aliases.csv"
      )
      .argument("[drops]", "folder of exports, or s3://BUCKET/FOLDER with --out (default: data/drops)")
      .option("--out <file>", "where the proposals are written (default: aliases.csv in the drops)")
  ).action(async (folder: string | undefined, flags: Omit<RunFlags, "build"> & {out?: string}) => {
    if (flags.out === undefined && folder !== undefined && isObjectUrl(folder))
      throw new HandshakeError(
        `The drops are ${folder}, where nothing is written. Name a file for the proposals with --out FILE; once they are reviewed, put it into ${folder} as aliases.csv. Nothing was changed.`,
        {exitCode: 64}
      );
    const options = {...runOptions({...flags, build: shown("data/build")}, folder), keep: false};
    const {match} = await import("../run/match.ts");
    const file = path.resolve(flags.out ?? path.join(options.drops, "aliases.csv"));
    const other = otherKind(file, "file");
    if (other !== null) throw new HandshakeError(`${other} Name another with --out FILE. Nothing was changed.`, {exitCode: 66});
    const {proposed, text} = await match({...options, style: "silent"}, file);
    console.log(flags.json ? JSON.stringify({event: "match", file, proposed}) : printable(text));
  });
}
