import {statSync} from "node:fs";
import path from "node:path";
import {InvalidArgumentError, type Command} from "commander";
import {HandshakeError} from "../errors.ts";
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
  // Number takes an empty text for 0, which is any free port
  if (!/^\d{1,5}$/.test(text) || n > 65535) throw new InvalidArgumentError(`"${text}" is not a port, expected 0 to 65535.`);
  return n;
}

/** The flag that names the folder of releases. */
export const siteFolder = (command: Command): Command => command.option("--site <dir>", "the folder of releases", shown("dist"));

/** What may be said to be empty. */
const mayBeEmpty = ["--note"];

/**
 * An empty value comes from a variable of a script that is not set. As a folder it would be the current one, as a name every name.
 * @throws HandshakeError (64) that names the flag or the argument
 */
export function ensureValues(command: Command): void {
  const flags = [command, command.parent].flatMap((one) =>
    (one?.options ?? []).filter(
      (option) =>
        !mayBeEmpty.includes(option.long!) &&
        one!.getOptionValueSource(option.attributeName()) === "cli" &&
        [one!.getOptionValue(option.attributeName())].flat().includes("")
    )
  );
  const given = command.registeredArguments.filter((_, i) => command.args[i] === "");
  const empty = [...flags.map(({long}) => long!), ...given.map((argument) => `<${argument.name()}>`)];
  if (empty.length)
    throw new HandshakeError(
      `${empty.join(" and ")} ${empty.length === 1 ? "is" : "are"} empty, expected a value: is a variable not set? Nothing was changed.`,
      {exitCode: 64}
    );
}

/** What reads these says itself which folder is wanted, or takes an address too. */
const saidElsewhere = ["--drops", "--mappings"];

/** @throws HandshakeError (78) where a file is named for a flag that takes a folder */
export function ensureFolders(command: Command): void {
  for (const option of command.options.filter(({flags, long}) => flags.endsWith("<dir>") && !saidElsewhere.includes(long!))) {
    if (command.getOptionValueSource(option.attributeName()) !== "cli") continue;
    const named = command.getOptionValue(option.attributeName()) as string | string[];
    for (const folder of [named].flat()) ensureFolder(folder, `Name another with ${option.long} DIR.`);
  }
}

/** @throws HandshakeError (64) where an address of object storage is named for drops that are written: a folder would be made of it */
export function ensureLocalDrops(drops: string): void {
  if (drops.startsWith("s3://"))
    throw new HandshakeError(
      `--drops is ${drops}, expected a folder: nothing is written to object storage. Name a folder, and put what is written to it into ${drops}. Nothing was changed.`,
      {exitCode: 64}
    );
}

/** @throws HandshakeError (78) where a file is named for a folder */
export function ensureFolder(folder: string, next: string): void {
  const found = path.resolve(folder);
  if (statSync(found, {throwIfNoEntry: false})?.isFile())
    throw new HandshakeError(`${found} is a file, expected a folder. ${next} Nothing was changed.`, {exitCode: 78});
}
