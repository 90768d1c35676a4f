import path from "node:path";
import {Argument, Option, type Command} from "commander";
import {today} from "../run/defaults.ts";
import {printable} from "../run/progress.ts";
import {ensureLocalDrops, readDay, shown} from "./options.ts";

interface DecideFlags {
  until?: string;
  note?: string;
  by?: string;
  on?: string;
  drops: string;
  build: string;
}

/** `decide`: what was decided about a case, as a drop of its own. */
export function addDecide(program: Command): void {
  program
    .command("decide")
    .description("record a decision about a case that needs attention; the next rebuild applies it")
    .argument("<case>", "the case's id as the site shows it, or its first characters")
    .addArgument(
      new Argument("<decision>", "acknowledged keeps the case on the list; the others take it off").choices([
        "acknowledged",
        "snoozed",
        "done",
        "wont_do"
      ])
    )
    .option("--until <date>", "the day on which the case returns, YYYY-MM-DD; required for snoozed", readDay)
    .option("--note <text>", "why, or what was done")
    .option("--by <name>", "who decided (default: the name of the account that runs it)")
    .option("--on <date>", "the day it was decided, YYYY-MM-DD (default: today)", readDay)
    .addOption(new Option("--drops <dir>", "the folder to which the record is written").default(shown("data/drops")))
    .option("--build <dir>", "the build folder of the last rebuild, which knows the cases", shown("data/build"))
    .action(async (id: string, decision: string, flags: DecideFlags) => {
      ensureLocalDrops(flags.drops);
      const {decide} = await import("../run/decide.ts");
      const {file, about} = await decide({
        id,
        decision,
        by: flags.by ?? null,
        on: flags.on ?? today(),
        today: today(),
        until: flags.until ?? null,
        note: flags.note ?? null,
        drops: path.resolve(flags.drops),
        build: path.resolve(flags.build)
      });
      console.log(printable(`${about}: ${decision}. Written to ${file}; the next rebuild applies it.`));
    });
}
