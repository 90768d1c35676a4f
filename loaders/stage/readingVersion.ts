import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";

const loaders = path.join(import.meta.dirname, "..");

/**
 * Everything that decides how the same bytes are read and what is said of them; what a mapping or a setting says is in the key of a staged
 * file by itself.
 */
export const readingSources = [
  ...["stage", "read", "mappings/engine", "tables"],
  ...["receive/content.ts", "receive/day.ts", "receive/names.ts"],
  ...["engines/client.ts", "engines/duckdb.ts", "../src/shared/formats.ts"]
];

/** Text files below a folder, or the file itself, in an order that no file system changes. */
function sourcesIn(place: string): string[] {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, {recursive: true, encoding: "utf8"})
    .filter((f) => f.endsWith(".ts"))
    .sort()
    .map((f) => path.join(place, f));
}

/**
 * A hash of the code that reads what was delivered and of the packages that it uses: rows that other code has staged are not taken for
 * what this one would stage.
 */
export function versionOf(folder: string, packages: string): string {
  const hash = createHash("sha256").update(packages);
  for (const file of readingSources.flatMap((place) => sourcesIn(path.join(folder, place))))
    hash.update(`${path.relative(folder, file)}\n${readFileSync(file, "utf8")}`);
  return hash.digest("hex");
}

let known: string | undefined;

/** That of this program. */
export const readingVersion = (): string => (known ??= versionOf(loaders, dependencies()));

function dependencies(): string {
  const read = JSON.parse(readFileSync(path.join(loaders, "../package.json"), "utf8")) as {dependencies: unknown};
  return JSON.stringify(read.dependencies);
}
