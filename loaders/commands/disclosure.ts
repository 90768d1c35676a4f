import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {readSettings, shown, siteFolder} from "./options.ts";

/** `disclosure`: what an insider could infer from an audience's edition. */
export function addDisclosure(program: Command): void {
  siteFolder(
    program
      .command("disclosure")
      .description("show what an insider could infer from an audience's edition in the last rebuild")
      .argument("<audience>", "the name of an audience, or of an edition for a partner")
  )
    .option("--build <dir>", "build folder of a rebuild", shown("data/build"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .action(async (audience: string, flags: {build: string; site: string; settings: string}) => {
      const {allAudiences} = await import("../disclosure/audience.ts");
      const audiences = allAudiences(await readSettings(path.resolve(flags.settings)));
      const {examineEdition} = await import("../disclosure/examine.ts");
      const [build, site] = [path.resolve(flags.build), path.resolve(flags.site)];
      console.log(printable(await examineEdition({build, site, name: audience, audiences})));
    });
}
