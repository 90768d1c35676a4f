import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {mappingFolders, several, shown} from "./options.ts";

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
      const {mapFile} = await import("../mappings/draft/draft.ts");
      const {text} = await mapFile({file: path.resolve(file), mappings, out: path.resolve(flags.out)});
      console.log(printable(text));
    });
}
