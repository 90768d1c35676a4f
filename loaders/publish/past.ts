import {readdir, rm, writeFile} from "node:fs/promises";
import path from "node:path";
import {Past} from "../../src/contract/past.ts";
import {holds, makeFolder} from "../files.ts";
import {byColumn} from "./byColumn.ts";
import {dates} from "./derive.ts";
import {writesOnce, type LastWritten} from "./lastWritten.ts";
import type {Portfolio} from "./portfolio.ts";
import {rounded} from "./write.ts";

/** Every partner at each date, now too: what then is compared with. */
export function pastDates(p: Portfolio): Past[] {
  const groups = new Map(dates(p).map((day): [string, Portfolio["past"]] => [day, []]));
  for (const row of p.past) groups.get(row.as_of)?.push(row);
  return [...groups].map(([as_of, rows]) => ({as_of, partners: byColumn(Past.shape.partners, rows)}));
}

/** Writes a file for each date, and takes away those of other dates. */
export async function writePast(folder: string, past: readonly Past[], last: LastWritten = writesOnce): Promise<void> {
  await makeFolder(folder);
  const names = new Set(past.map(({as_of}) => `${as_of}.json`));
  for (const name of await readdir(folder)) if (!names.has(name)) await rm(path.join(folder, name));
  const round = (_: string, value: unknown): unknown => (typeof value === "number" ? rounded(value) : value);
  for (const one of past) {
    const file = path.join(folder, `${one.as_of}.json`);
    if (!last.isOther(file, one)) continue;
    const text = `${JSON.stringify(Past.parse(one), round)}\n`;
    if (!holds(file, text)) await writeFile(file, text);
    last.keep(file);
  }
}
