import path from "node:path";
import type {Command} from "commander";
import {checkLayout} from "../release/layout.ts";
import {lockFolder} from "../run/lock.ts";
import {readSettings} from "../settings.ts";
import {shown, siteFolder} from "./options.ts";

/** `rollback`: an earlier one, at once. */
export function addRollback(program: Command): void {
  siteFolder(
    program
      .command("rollback")
      .description("give readers an earlier release again, at once")
      .argument("[id]", "its name or the beginning of it (default: the one before)")
  )
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .action(async (id: string | undefined, flags: {site: string; settings: string}) => {
      const {open_tab_days: openTabDays} = await readSettings(path.resolve(flags.settings));
      const site = path.resolve(flags.site);
      await checkLayout(site);
      const {rollback} = await import("../release/rollback.ts");
      const lock = await lockFolder(site);
      try {
        const {release, before} = await rollback(site, id, {now: new Date(), openTabDays, stillOurs: lock.stillOurs});
        const undo = before && before.name !== release.name ? ` Back: npx handshake rollback ${before.name}.` : "";
        console.log(
          `Readers get ${release.name} now (data to ${release.as_of}).${undo} The next rebuild publishes what the drops say then, so mend what was wrong, or stop the schedule.`
        );
      } finally {
        await lock.release();
      }
    });
}
