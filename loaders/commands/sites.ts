import path from "node:path";
import type {Command} from "commander";
import {lockFolder} from "../lock.ts";
import {checkLayout} from "../release/layout.ts";
import {readSettings} from "../settings.ts";
import {readPort, shown} from "./options.ts";

const siteFolder = (command: Command): Command => command.option("--site <dir>", "the folder of releases", shown("dist"));

/** `serve`: a quick look. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .description("show the current site on this machine; to others only with a password in HANDSHAKE_PASSWORD")
    .option("--site <dir>", "the folder of releases, or a built site", shown("dist"))
    .option("--host <name>", "the address to listen on", "127.0.0.1")
    .option("--port <n>", "port; another free one when it is taken", readPort, 3000)
    .action(async (flags: {site: string; host: string; port: number}) => {
      const {host, port} = flags;
      const {serve} = await import("../serve.ts");
      const {url, close} = await serve({folder: path.resolve(flags.site), host, port, password: process.env.HANDSHAKE_PASSWORD});
      console.log(`Handshake is at ${url} (Ctrl-C stops it)`);
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close().then(() => process.exit(0)));
    });
}

/** `releases`: which are kept. */
export function addReleases(program: Command): void {
  siteFolder(program.command("releases").description("list the releases that are kept; the arrow marks what readers get")).action(
    async (flags: {site: string}) => {
      const {releasesText} = await import("../release/rollback.ts");
      console.log(await releasesText(path.resolve(flags.site)));
    }
  );
}

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
