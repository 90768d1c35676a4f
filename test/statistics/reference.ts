import {existsSync, readFileSync} from "node:fs";
import path from "node:path";

const folder = path.join(import.meta.dirname, "..", "..", "..", "shared", "reference");

/** Whether tests over the larger published data sets run: where the data are, and always in CI, where a missing folder is a failure. */
export const withReference = existsSync(folder) || Boolean(process.env.CI);

/** The rows of a published data set, by column. */
export function referenceRows(name: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(path.join(folder, name, "input.csv"), "utf8")
    .trim()
    .split("\n");
  const columns = header!.split(",");
  return lines.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(columns.map((column, i) => [column, values[i]!]));
  });
}
