import path from "node:path";
import {inject} from "vitest";
import {handshake} from "./handshake.ts";
import {once} from "./once.ts";

/** The folder of the sample company's built site, made by the first test that asks and shared by the whole run: read it only. */
export async function siteOfSample(): Promise<string> {
  const folder = path.join(inject("runFolder"), "sample");
  await once(folder, build);
  return path.join(folder, "site", "current");
}

/** The build folder that the same rebuild left. */
export const buildOfSample = async (): Promise<string> => path.join(await siteOfSample(), "..", "..", "build");

async function build(folder: string): Promise<void> {
  const folders = ["--build", path.join(folder, "build"), "--site", path.join(folder, "site")];
  const {exitCode, stdout, stderr} = await handshake(["rebuild", "--drops", "data/sample", ...folders]);
  if (exitCode !== 0) throw new Error(`The sample site could not be built (exit code ${exitCode}):\n${stdout}\n${stderr}`);
}
