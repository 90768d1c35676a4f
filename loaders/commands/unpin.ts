import path from "node:path";
import type {Command} from "commander";
import {lockFolder} from "../run/lock.ts";
import {siteFolder} from "./options.ts";

/** `unpin`: rebuilds publish again. */
export function addUnpin(program: Command): void {
  siteFolder(program.command("unpin").description("let rebuilds publish again after a rollback")).action(
    async (flags: {site: string}) => {
      const site = path.resolve(flags.site);
      const {unpin} = await import("../release/pin.ts");
      const lock = await lockFolder(site);
      try {
        const names = Object.values(await unpin(site));
        console.log(
          names.length
            ? `Unpinned ${names.join(", ")}. The next rebuild publishes what the drops say then.`
            : "Nothing is pinned."
        );
      } finally {
        await lock.release();
      }
    }
  );
}
