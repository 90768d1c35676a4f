import path from "node:path";
import type {Command} from "commander";
import {counted} from "../../src/shared/formats.ts";
import {makeFolder} from "../files.ts";
import {checkRestoredFolder} from "../run/folders.ts";
import {alone, withBuild} from "./alone.ts";
import {ensureFolder} from "./options.ts";

/** `restore`: the build folder from a backup. */
export function addRestore(program: Command): void {
  withBuild(
    program
      .command("restore")
      .description("restore the build folder from a backup; an existing one is moved aside")
      .argument("<dir>", "the backup folder")
      .option("--name <name>", "which backup (default: the newest)")
  ).action(async (folder: string, flags: {build: string; name?: string}) => {
    ensureFolder(folder, "Name the folder that the backups are in.");
    const build = path.resolve(flags.build);
    checkRestoredFolder(path.resolve(folder), build);
    const {restore} = await import("../keep/backup.ts");
    const aside = `${build}.before-restore-${new Date().toISOString().replace(/[:.]/g, "-")}`;
    await makeFolder(build);
    const {name, files, moved} = await alone(build, () => restore(path.resolve(folder), build, flags.name, aside));
    console.log(
      `Restored ${name}: ${counted(files, "file")}.${moved ? ` The previous build folder is now ${moved}.` : ""} Run npx handshake rebuild.`
    );
  });
}
