import path from "node:path";
import type {Command} from "commander";
import {counted} from "../../src/shared/formats.ts";
import {placeOf} from "../project/project.ts";
import {checkBackupFolder} from "../run/folders.ts";
import {alone, withBuild} from "./alone.ts";

/** `backup`: what can't be made anew. */
export function addBackup(program: Command): void {
  withBuild(
    program
      .command("backup")
      .description("copy everything in the build folder that can't be recreated; deliveries are copied once")
      .argument("<dir>", "the backup folder; it may hold many backups")
  ).action(async (folder: string, flags: {build: string}) => {
    const build = path.resolve(flags.build);
    const [{backup}, {readLedger}] = await Promise.all([import("../keep/backup.ts"), import("../receive/ledger.ts")]);
    checkBackupFolder(path.resolve(folder), build, {drops: placeOf("data/drops"), site: placeOf("dist")});
    const name = new Date().toISOString().replace(/[:.]/g, "-");
    const {files, copied} = await alone(build, () => backup(build, path.resolve(folder), name, readLedger));
    console.log(
      `Backup ${name}: ${counted(files, "file")}, ${counted(copied, "delivery", "deliveries")} copied. To restore it: npx handshake restore ${folder}`
    );
  });
}
