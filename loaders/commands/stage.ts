import path from "node:path";
import {InvalidArgumentError, type Command} from "commander";
import {counted} from "../../src/shared/formats.ts";
import {dropsFolder, today} from "../run/defaults.ts";
import {printable} from "../run/progress.ts";
import {mappingFolders, several, shown} from "./options.ts";

interface StageFlags {
  build: string;
  settings: string;
  mappings: string[];
  shard: {index: number; of: number};
}

/** `stage`: one part of the deliveries made ready on this machine, for a rebuild that finds them staged. */
export function addStage(program: Command): void {
  program
    .command("stage")
    .description("stage one part of the deliveries, so that several machines can share the work (docs/scale.md)")
    .argument("[drops]", "folder of exports, or s3://BUCKET/FOLDER (default: data/drops)")
    .requiredOption("--shard <i/n>", "the i-th of n parts, from 1", readShard)
    .option("--build <dir>", "the build folder that the machines share", shown("data/build"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--mappings <dir>", "a folder of mappings, in addition to the library; repeatable", several, [])
    .action(async (folder: string | undefined, flags: StageFlags) => {
      const build = path.resolve(flags.build);
      const {stageShard} = await import("../run/shard.ts");
      const {files, own, refused} = await stageShard({
        ...dropsFolder(folder, {build}),
        build,
        settingsFile: path.resolve(flags.settings),
        mappings: mappingFolders(flags.mappings),
        today: today(),
        shard: flags.shard
      });
      for (const message of refused) console.error(printable(`Refused: ${message}`));
      const {index, of} = flags.shard;
      console.log(
        `Part ${index} of ${of}: ${own} of ${counted(files, "file")}. When all parts are staged: npx handshake rebuild`
      );
      process.exitCode = refused.length ? 65 : 0;
    });
}

/** @throws InvalidArgumentError unless the text is i/n with 1 <= i <= n */
function readShard(text: string): {index: number; of: number} {
  const [, index, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new InvalidArgumentError(`"${text}" is no part, expected i/n such as 2/8, i from 1 to n.`);
  return {index, of};
}
