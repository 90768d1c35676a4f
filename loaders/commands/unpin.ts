import {existsSync} from "node:fs";
import path from "node:path";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {lockFolder} from "../run/lock.ts";
import {readSettings, shown, siteFolder} from "./options.ts";

/** `unpin`: rebuilds publish again. */
export function addUnpin(program: Command): void {
  siteFolder(program.command("unpin").description("let rebuilds publish again after a rollback"))
    .option("--audience <name>", "only this audience (default: all of them)")
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .action(async (flags: {site: string; settings: string; audience?: string}) => {
      const site = path.resolve(flags.site);
      // "Nothing is pinned" would be believed, and the pin stay
      if (!existsSync(site))
        throw new HandshakeError(`There is no site folder ${site}. Name another with --site DIR. Nothing was changed.`, {
          exitCode: 66
        });
      const {pinnedNames, sitesThere, unpin} = await import("../release/pin.ts");
      if (flags.audience !== undefined) {
        const pinned = Object.keys(await pinnedNames(site));
        const names = [...new Set([...(await sitesThere(site, await readSettings(path.resolve(flags.settings)))), ...pinned])];
        if (!names.includes(flags.audience))
          throw new HandshakeError(
            `There is no audience "${flags.audience}" in the settings. There are: ${names.filter(Boolean).join(", ") || "none"}.`,
            {exitCode: 64}
          );
      }
      const lock = await lockFolder(site);
      try {
        const pinned = await unpin(site, flags.audience);
        const names = Object.values(pinned ?? {"": "what could not be told any more: pin.json was damaged and is removed"});
        console.log(names.length ? `Unpinned ${names.join(", ")}. The next rebuild publishes again.` : "Nothing is pinned.");
      } finally {
        await lock.release();
      }
    });
}
