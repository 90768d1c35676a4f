import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {readSettings, shown} from "./options.ts";

/** `disclosure`: what an insider could infer from an audience's edition. */
export function addDisclosure(program: Command): void {
  program
    .command("disclosure")
    .description("what an insider could infer from an audience's edition, as the last rebuild published it")
    .argument("<audience>", "a name of the setting audiences")
    .option("--build <dir>", "the build folder that a rebuild left", shown("data/build"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .action(async (audience: string, flags: {build: string; settings: string}) => {
      const {allAudiences} = await import("../disclosure/audience.ts");
      const audiences = allAudiences(await readSettings(path.resolve(flags.settings)));
      const {examineEdition} = await import("../disclosure/examine.ts");
      console.log(printable(await examineEdition(path.resolve(flags.build), audience, Object.keys(audiences))));
    });
}
