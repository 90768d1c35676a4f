import path from "node:path";
import {InvalidArgumentError, type Command} from "commander";
import {foldersOf, placeOf, type Place} from "../project/project.ts";
import {root} from "../run/defaults.ts";
import type {Settings} from "../settings.ts";
import {isDay} from "../receive/day.ts";

/** What the commands' options have in common: how a folder is shown, how a value is read. */

/** A place of the project as seen from where the command is called. */
export const shown = (place: Place): string => path.relative(process.cwd(), placeOf(place)) || ".";

/** The settings of a file; what reads them is loaded when it is needed, so that --help waits for nothing. */
export const readSettings = async (file: string): Promise<Settings> => (await import("../settingsFile.ts")).readSettings(file);

/** Collects an option that may be given several times. */
export const several = (value: string, all: string[]): string[] => [...all, value];

/** The library, the mappings of the company's own folder, and those besides. */
export const mappingFolders = (besides: readonly string[]): string[] => [
  ...foldersOf(path.join(root, "loaders", "mappings"), "mappings"),
  ...besides
];

/** @throws InvalidArgumentError unless the text is a day, YYYY-MM-DD */
export function readDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError(`"${text}" is not a day, expected YYYY-MM-DD.`);
  return text;
}

/** @throws InvalidArgumentError unless the text is a port, 0 to 65535 */
export function readPort(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0 || n > 65535) throw new InvalidArgumentError(`"${text}" is not a port, expected 0 to 65535.`);
  return n;
}

/** The flag that names the folder of releases. */
export const siteFolder = (command: Command): Command => command.option("--site <dir>", "the folder of releases", shown("dist"));
