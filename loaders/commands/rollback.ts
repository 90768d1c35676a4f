import path from "node:path";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {lockFolder} from "../run/lock.ts";
import {readSettings, shown, siteFolder} from "./options.ts";

/** `rollback`: an earlier one, at once. */
export function addRollback(program: Command): void {
  siteFolder(
    program
      .command("rollback")
      .description("roll back to an earlier release and pin it: rebuilds publish nothing until unpin")
      .argument("[id]", "its name or the beginning of it (default: the release before the current one)")
  )
    .option("--audience <name>", "only this audience (default: all of them)")
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .action(async (id: string | undefined, flags: {site: string; settings: string; audience?: string}) => {
      const {asset_grace_days: assetGraceDays, audiences} = await readSettings(path.resolve(flags.settings));
      const {site, names} = siteAndAudiences(path.resolve(flags.site), Object.keys(audiences), flags.audience);
      const {checkLayout} = await import("../release/layout.ts");
      for (const name of names) await checkLayout(path.join(site, name));
      const {rollbackAll} = await import("../release/rollback.ts");
      const lock = await lockFolder(site);
      try {
        const returns = await rollbackAll(site, names, id, {now: new Date(), assetGraceDays, stillOurs: lock.stillOurs});
        for (const {site: folder, release} of returns)
          console.log(
            `Readers of ${path.relative(process.cwd(), folder) || "."} get ${release.name} now (data to ${release.as_of}).`
          );
        console.log("It is pinned: rebuilds publish nothing there until you run npx handshake unpin.");
      } finally {
        await lock.release();
      }
    });
}

/** The whole site's folder, whose lock rebuilds take, and the audiences meant; the folder of one audience may be named too. */
function siteAndAudiences(folder: string, audiences: string[], audience?: string): {site: string; names: string[]} {
  if (audience === undefined && audiences.includes(path.basename(folder)))
    return {site: path.dirname(folder), names: [path.basename(folder)]};
  if (audience === undefined) return {site: folder, names: audiences.length ? audiences : [""]};
  if (audiences.includes(audience)) return {site: folder, names: [audience]};
  throw new HandshakeError(`There is no audience "${audience}" in the settings. There are: ${audiences.join(", ") || "none"}.`, {
    exitCode: 64
  });
}
