import path from "node:path";
import type {Command} from "commander";
import {dropsFolder, today} from "../run/defaults.ts";
import {printable} from "../run/progress.ts";
import {alone, withBuild} from "./alone.ts";
import {several} from "./options.ts";

/** `repair`: heals what can be healed. */
export function addRepair(program: Command): void {
  withBuild(
    program
      .command("repair")
      .description(
        "repair what is damaged in the build folder, from the store and the drops; deletes nothing that can't be recreated"
      )
      .option("--drops <dir>", "folder that may still have the deliveries, or s3://BUCKET/FOLDER (default: data/drops)")
      .option(
        "--give-up <path>",
        "continue without this delivery or kept file, which is moved to set-aside; repeatable",
        several,
        []
      )
  ).action(async (flags: {build: string; drops?: string; giveUp: string[]}) => {
    const build = path.resolve(flags.build);
    const {mirrorObjects} = await import("../receive/objects.ts");
    const {repair} = await import("../receive/repair.ts");
    const {drops, objects} = dropsFolder(flags.drops, {build});
    const {said, left} = await alone(build, async () => {
      const options = {build, drops, today: today()};
      const done = await repair({...options, giveUp: flags.giveUp});
      if (objects === undefined || !done.left.length) return done;
      // only then: the mirror of before may hold what has been taken out of the bucket since
      await mirrorObjects(objects, drops);
      const more = await repair({...options, giveUp: []});
      return {said: [...done.said, ...more.said], left: more.left};
    });
    for (const text of said) console.log(printable(text));
    for (const {file, how} of left) console.error(printable(`fail  ${file}: ${how}`));
    if (left.length)
      console.error(
        "Restore these from a backup (npx handshake restore DIR), put the deliveries into the drops again, or continue without them: npx handshake repair --give-up PATH"
      );
    else console.log(said.length ? "Repaired. Run npx handshake rebuild." : "Nothing is damaged.");
    process.exitCode = left.length ? 70 : 0;
  });
}
