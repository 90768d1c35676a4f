import {existsSync} from "node:fs";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {lockFolder} from "../run/lock.ts";
import {shown} from "./options.ts";

/** A command that takes a build folder. */
export const withBuild = (command: Command): Command => command.option("--build <dir>", "the build folder", shown("data/build"));

/** Does something with a build folder while no run is at work in it. */
export async function alone<T>(build: string, work: () => Promise<T>): Promise<T> {
  if (!existsSync(build))
    throw new HandshakeError(`There is no build folder ${build}. Name another with --build DIR.`, {exitCode: 66});
  const lock = await lockFolder(build);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
