import {existsSync, readdirSync} from "node:fs";
import path from "node:path";
import {transform} from "esbuild";
import {publishedTables} from "../../src/contract/publishedTables.ts";
import {DuckDB} from "../engines/duckdb.ts";
import {models} from "../facts/contract.ts";
import {tableNamed} from "../tables/index.ts";

/**
 * Why a new file can't have a name that a file may have: the product has one of that name, or a language has the word for itself.
 * @param product the folder that has src and loaders
 * @returns what is in the way and what to do; null where nothing is
 */
export async function whyNotNamed(kind: string, name: string, product: string): Promise<string | null> {
  if (kind === "metric") return whyNoMetric(name, path.join(product, "loaders", "metrics"));
  if (kind === "component" && !(await isName(name)))
    return `"${name}" is a word of TypeScript itself and can't name a component. Take another name.`;
  const known = {page: `src/${name}.md`, notebook: `src/notebooks/${name}.md`, mapping: `loaders/mappings/${name}.ts`}[kind];
  if (known === undefined || !existsSync(path.join(product, known))) return null;
  const how = kind === "mapping" ? `replaces: "${name}" in it` : `"replaces: ${known.slice(4, -3)}" in its front matter`;
  return `The product has a ${kind} called ${name} (${known}). Take another name; to put your own in its place, copy that file and say ${how}.`;
}

async function whyNoMetric(name: string, folder: string): Promise<string | null> {
  const known = existsSync(folder) && readdirSync(folder, {recursive: true, encoding: "utf8"}).find((f) => path.basename(f) === `${name}.sql`); // prettier-ignore
  if (known)
    return `The product has a metric called ${name} (loaders/metrics/${known}). Take another name; to compute your own in its place, copy that file and add "-- replaces: ${name}" to its header.`;
  if (tableNamed(name) || name in models || name in publishedTables)
    return `"${name}" is the name of a table already, and a query could mean only one of them. Take another name.`;
  const db = await DuckDB.open();
  try {
    await db.run(`with dates as (select 1), ${name} as (select 1 as n) select ${name}.n from ${name}`);
    return null;
  } catch {
    return `"${name}" is a word of SQL itself, or of the template, and can't name a metric. Take another name.`;
  } finally {
    db.close();
  }
}

const isName = (name: string): Promise<boolean> =>
  transform(`export const ${name} = 0;`, {loader: "ts", format: "esm", logLevel: "silent"}).then(
    () => true,
    () => false
  );
