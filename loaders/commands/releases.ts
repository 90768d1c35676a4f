import path from "node:path";
import type {Command} from "commander";
import {readSettings, shown, siteFolder} from "./options.ts";

/** `releases`: which are kept. */
export function addReleases(program: Command): void {
  siteFolder(program.command("releases").description("list the kept releases; an arrow marks the one that readers see"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .action(async (flags: {site: string; settings: string}) => {
      const {sitesThere} = await import("../release/pin.ts");
      const sites = await sitesThere(path.resolve(flags.site), await readSettings(path.resolve(flags.settings)));
      const names = sites.filter((name) => name);
      const {releasesText} = await import("../release/rollback.ts");
      console.log(await releasesText(path.resolve(flags.site), names));
    });
}
