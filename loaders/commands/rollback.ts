import path from "node:path";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {lockFolder} from "../run/lock.ts";
import {readSettings, shown, siteFolder} from "./options.ts";

/** `rollback`: back to an earlier release. */
export function addRollback(program: Command): void {
  siteFolder(
    program
      .command("rollback")
      .description("roll back to an earlier release and pin it: rebuilds publish nothing until unpin")
      .argument("[id]", "the name of a release, or its first characters (default: the one before the current one)")
  )
    .option("--audience <name>", "only this audience (default: all of them)")
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .action(async (id: string | undefined, flags: {site: string; settings: string; audience?: string}) => {
      const settings = await readSettings(path.resolve(flags.settings));
      const assetGraceDays = settings.asset_grace_days;
      const {sitesThere} = await import("../release/pin.ts");
      const folder = path.resolve(flags.site);
      const {site, names} = siteAndAudiences(folder, await sitesThere(folder, settings), flags.audience);
      const {checkLayout} = await import("../release/layout.ts");
      for (const name of names) await checkLayout(path.join(site, name));
      const {rollbackAll} = await import("../release/rollback.ts");
      const lock = await lockFolder(site);
      try {
        const {back, kept} = await rollbackAll(site, names, id, {now: new Date(), assetGraceDays, stillOurs: lock.stillOurs});
        for (const {site: folder, release} of back)
          console.log(`Readers of ${relative(folder)} get ${release.name} now (data to ${release.as_of}).`);
        for (const {site: folder, release, reason} of kept)
          console.log(`Readers of ${relative(folder)} keep ${release.name} (data to ${release.as_of}): ${reason}.`);
        console.log("It is pinned: rebuilds publish nothing there until you run npx handshake unpin.");
      } finally {
        await lock.release();
      }
    });
}

const relative = (folder: string) => path.relative(process.cwd(), folder) || ".";

/**
 * The whole site's folder, whose lock rebuilds take, and the sites in it that are meant; the folder of one audience may be named too.
 * @param sites the names of all, "" the site for everybody
 */
function siteAndAudiences(folder: string, sites: string[], audience?: string): {site: string; names: string[]} {
  const named = sites.filter((name) => name);
  if (audience === undefined && named.includes(path.basename(folder)))
    return {site: path.dirname(folder), names: [path.basename(folder)]};
  if (audience === undefined) return {site: folder, names: sites};
  if (named.includes(audience)) return {site: folder, names: [audience]};
  throw new HandshakeError(`There is no audience "${audience}" in the settings. There are: ${named.join(", ") || "none"}.`, {
    exitCode: 64
  });
}
