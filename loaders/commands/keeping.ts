import {existsSync} from "node:fs";
import path from "node:path";
import type {Command} from "commander";
import {dropsFolder, today} from "../run/defaults.ts";
import {makeFolder} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {lockFolder} from "../run/lock.ts";
import {printable} from "../run/progress.ts";
import {several, shown} from "./options.ts";

const withBuild = (command: Command): Command => command.option("--build <dir>", "the build folder", shown("data/build"));

/** Does something with a build folder while no run is at work in it. */
async function alone<T>(build: string, work: () => Promise<T>): Promise<T> {
  if (!existsSync(build))
    throw new HandshakeError(`There is no build folder ${build}. Name another with --build DIR.`, {exitCode: 66});
  const lock = await lockFolder(build);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** `verify`: is everything that is kept as it was written? */
export function addVerify(program: Command): void {
  withBuild(
    program
      .command("verify")
      .description("check that everything in the build folder is as it was written; changes nothing")
      .option("--read-data", "read every byte, not only sizes and small files")
  ).action(async (flags: {build: string; readData?: boolean}) => {
    const build = path.resolve(flags.build);
    const [{verify, verifiedText}, {readLedger}] = await Promise.all([
      import("../keep/verify.ts"),
      import("../receive/ledger.ts")
    ]);
    const readData = flags.readData ?? false;
    const found = await alone(build, () => verify(build, readLedger, readData));
    console.log(printable(verifiedText(found, readData)));
    process.exitCode = found.damage.length ? 70 : 0;
  });
}

/** `repair`: heals what can be healed. */
export function addRepair(program: Command): void {
  withBuild(
    program
      .command("repair")
      .description(
        "repair what is damaged in the build folder, from the store and the drops; deletes nothing that can't be made anew"
      )
      .option("--drops <dir>", "where deliveries may still lie (default: data/drops)")
      .option(
        "--give-up <path>",
        "go on without this delivery or kept file: it is moved to set-aside; may be repeated",
        several,
        []
      )
  ).action(async (flags: {build: string; drops?: string; giveUp: string[]}) => {
    const build = path.resolve(flags.build);
    const {repair} = await import("../receive/repair.ts");
    const {drops} = dropsFolder(flags.drops);
    const {said, left} = await alone(build, () => repair({build, drops, giveUp: flags.giveUp, today: today()}));
    for (const text of said) console.log(printable(text));
    for (const {file, how} of left) console.error(printable(`fail  ${file}: ${how}`));
    if (left.length)
      console.error(
        "Restore these from a backup (npx handshake restore DIR), put the deliveries into the drops again, or go on without them: npx handshake repair --give-up PATH"
      );
    else console.log(said.length ? "Repaired. Run npx handshake rebuild." : "Nothing is damaged.");
    process.exitCode = left.length ? 70 : 0;
  });
}

/** `backup`: what can't be made anew. */
export function addBackup(program: Command): void {
  withBuild(
    program
      .command("backup")
      .description("copy everything that can't be made anew from the build folder; deliveries are copied once")
      .argument("<dir>", "the backup folder; it may hold many backups")
  ).action(async (folder: string, flags: {build: string}) => {
    const build = path.resolve(flags.build);
    const {backup} = await import("../keep/backup.ts");
    const name = new Date().toISOString().replace(/[:.]/g, "-");
    const {files, copied} = await alone(build, () => backup(build, path.resolve(folder), name));
    console.log(`Backup ${name}: ${files} files, ${copied} deliveries copied. Back: npx handshake restore ${folder}`);
  });
}

/** `restore`: the build folder from a backup. */
export function addRestore(program: Command): void {
  withBuild(
    program
      .command("restore")
      .description("make the build folder from a backup; one that is there is moved aside")
      .argument("<dir>", "the backup folder")
      .option("--name <name>", "which backup (default: the newest)")
  ).action(async (folder: string, flags: {build: string; name?: string}) => {
    const build = path.resolve(flags.build);
    const {restore} = await import("../keep/backup.ts");
    const aside = `${build}.before-restore-${new Date().toISOString().replace(/[:.]/g, "-")}`;
    await makeFolder(build);
    const {name, files, moved} = await alone(build, () => restore(path.resolve(folder), build, flags.name, aside));
    console.log(
      `Restored ${name}: ${files} files.${moved ? ` The build folder of before is ${moved}.` : ""} Run npx handshake rebuild.`
    );
  });
}
