import path from "node:path";
import type {Command} from "commander";
import {lockFolders} from "../run/lock.ts";
import {readSettings, shown} from "./options.ts";

interface ReleaseFlags {
  build: string;
  site: string;
  settings: string;
  acceptEarlier?: boolean;
}

/** `release`: publish what a rebuild held. */
export function addRelease(program: Command): void {
  program
    .command("release")
    .description("publish a site that was built with rebuild --hold")
    .argument("<id>", "the id that the rebuild printed, or its first characters")
    .option("--build <dir>", "the build folder", shown("data/build"))
    .option("--site <dir>", "the folder of releases", shown("dist"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option(
      "--accept-earlier",
      "publish although its figures are for an earlier day than what readers have, or were made before it"
    )
    .action(async (id: string, flags: ReleaseFlags) => {
      const [build, site] = [path.resolve(flags.build), path.resolve(flags.site)];
      const settings = await readSettings(path.resolve(flags.settings));
      const {readBuildNote} = await import("../keep/build.ts");
      const {checkOwner, claimSite} = await import("../release/owner.ts");
      const {releaseHeld} = await import("../release/held.ts");
      const lock = await lockFolders([build, site]);
      try {
        const note = await readBuildNote(build);
        const publisher = {id: note?.id ?? null, build, sample: false, takeOver: false};
        await checkOwner(site, publisher);
        const done = await releaseHeld(site, id, {
          ...{now: new Date(), assetGraceDays: settings.asset_grace_days, stillOurs: lock.stillOurs},
          settings,
          journalIn: build,
          mayBeEarlier: flags.acceptEarlier ?? false
        });
        if (note && !done.sample) await claimSite(site, {...publisher, id: note.id});
        for (const {site: own, name} of done.released)
          console.log(`Published ${path.join(path.relative(process.cwd(), own) || ".", "current")} (release ${name}).`);
      } finally {
        await lock.release();
      }
    });
}
