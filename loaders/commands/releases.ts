import path from "node:path";
import type {Command} from "commander";
import {siteFolder} from "./options.ts";

/** `releases`: which are kept. */
export function addReleases(program: Command): void {
  siteFolder(program.command("releases").description("list the releases that are kept; the arrow marks what readers get")).action(
    async (flags: {site: string}) => {
      const {releasesText} = await import("../release/rollback.ts");
      console.log(await releasesText(path.resolve(flags.site)));
    }
  );
}
