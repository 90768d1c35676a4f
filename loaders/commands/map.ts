import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {mappingFolders, readSettings, several, shown} from "./options.ts";

/** `map`: a mapping drafted for an unrecognised export. */
export function addMap(program: Command): void {
  program
    .command("map")
    .description(
      "draft a mapping for an unrecognised export: asks what its columns mean and shows how the first records would be read"
    )
    .argument("<file>", "the export")
    .option("--yes", "accept the proposals instead of asking")
    .option("--answers <file>", 'answers as JSON, such as {"partner_id": "Channel partner", "status: Closing": "open"}')
    .option("--sheet <name>", "the sheet of a workbook, instead of the first with records and those with the same headers")
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--mappings <dir>", "a folder of mappings, in addition to the library; repeatable", several, [])
    .option("--out <dir>", "where the mapping is written", shown("loaders/mappings"))
    .action(
      async (
        file: string,
        flags: {yes?: boolean; answers?: string; sheet?: string; settings: string; mappings: string[]; out: string}
      ) => {
        const {mapFile, readAnswers, takeProposal, terminalAsk, askNobody} = await import("../mappings/draft/map.ts");
        const terminal = process.stdin.isTTY && process.stdout.isTTY;
        const ask = flags.yes
          ? () => ({ask: takeProposal})
          : terminal
            ? (headers: string[]) => terminalAsk(headers, process.stdin, process.stdout)
            : flags.answers
              ? () => ({ask: askNobody})
              : undefined;
        const {text, exitCode} = await mapFile({
          file: path.resolve(file),
          mappings: mappingFolders(flags.mappings),
          out: path.resolve(flags.out),
          settings: await readSettings(path.resolve(flags.settings)),
          ...(flags.answers ? {answers: readAnswers(path.resolve(flags.answers))} : {}),
          ...(flags.sheet === undefined ? {} : {sheet: flags.sheet}),
          ...(ask ? {ask} : {})
        });
        console.log(printable(text));
        process.exitCode = exitCode;
      }
    );
}
