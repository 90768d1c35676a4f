import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";

/*
 * Whose folder a command works in: the checkout itself, or a folder that a company keeps apart (`npx handshake init DIR`). The processes
 * that a run starts learn of it by the environment.
 */

const checkout = path.resolve(import.meta.dirname, "../..");
const variable = "HANDSHAKE_PROJECT";

/** The file that makes a folder a project, and says which version made it. */
export const projectFile = "handshake.project.json";

/** The layout of project folders that this version knows. */
export const projectFormat = 1;

/** Where a folder of one's own has what the checkout has elsewhere. */
const places = {
  "data/drops": "drops",
  "data/build": "build",
  "data/dev/build": "dev",
  dist: "dist",
  packs: "packs",
  "handshake.config.ts": "handshake.config.ts",
  "loaders/mappings": "mappings"
} as const;
export type Place = keyof typeof places;

/** The company's own folder; null where the checkout is the project. */
export const ownFolder = (): string | null => process.env[variable] || null;

/** A place of the project, as an absolute path. */
export function placeOf(place: Place): string {
  const own = ownFolder();
  return own === null ? path.join(checkout, place) : path.join(own, places[place]);
}

/** The folders of one kind in the order in which they are read: the product's, and the company's own where it has one. */
export function foldersOf(product: string, name: "mappings" | "metrics"): string[] {
  const own = ownFolder();
  const folder = own === null ? null : path.join(own, name);
  return folder !== null && existsSync(folder) ? [product, folder] : [product];
}

/** What of a company's folder decides what a run makes, besides settings and drops. */
export const ownInputs: readonly string[] = [
  ...[projectFile, "brand.json", "copy.json", "brand"],
  ...["components", "mappings", "metrics", "notebooks", "pages"]
];

/**
 * The project that a command is called for: the one that --project or the environment names, else that of the folder it is called in.
 * @param args of the command line
 * @returns its folder, null for the checkout
 * @throws HandshakeError (78) where the named folder is no project, or a later version made it
 */
export function findProject(args: readonly string[], cwd = process.cwd()): string | null {
  const at = args.findIndex((arg) => arg === "--project" || arg.startsWith("--project="));
  const asked = at < 0 ? process.env[variable] : args[at]!.includes("=") ? args[at]!.slice("--project=".length) : args[at + 1];
  if (asked) {
    const folder = path.resolve(cwd, asked);
    return folder === checkout ? null : checkedProject(folder);
  }
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, projectFile))) return checkedProject(folder);
    if (folder === path.dirname(folder)) return null;
  }
}

/** The command among what the command line was given: the first that is neither a flag nor the folder after --project. */
export const commandNamed = (args: readonly string[]): string | undefined =>
  args.find((arg, i) => !arg.startsWith("-") && args[i - 1] !== "--project");

function checkedProject(folder: string): string {
  const file = path.join(folder, projectFile);
  if (!existsSync(file))
    throw new HandshakeError(`${folder} is no project: it has no ${projectFile}. Make one: npx handshake init ${folder}`, {
      exitCode: 78
    });
  const text = readFileSync(file, "utf8");
  let found: {format?: unknown; written_by?: unknown};
  try {
    found = JSON.parse(text) as typeof found;
  } catch {
    throw new HandshakeError(`${file} is not JSON. Restore it, or write it again: npx handshake init ${folder}`, {exitCode: 78});
  }
  if (typeof found.format === "number" && found.format <= projectFormat) return folder;
  throw new HandshakeError(
    `${file} has format ${JSON.stringify(found.format ?? null)}, written by version ${JSON.stringify(found.written_by ?? null)}; this version knows ${projectFormat} or less. Install that version or a later one.`,
    {exitCode: 78}
  );
}

/** From here on this process, and those that it starts, work in the project. */
export function enterProject(folder: string | null): void {
  process.env[variable] = folder ?? "";
}
