import {readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import type {z} from "zod";
import {metaOf} from "../../../src/contract/columns.ts";
import {files, type FileName} from "../../../src/contract/index.ts";
import {metricTables} from "../../../src/contract/metricTables.ts";
import {tables as declared} from "../../../src/contract/tables.ts";
import type {Portfolio} from "../../disclosure/portfolio.ts";
import {readCatalogue} from "../../metrics/catalogue.ts";

/** Which tables each published file was made from, as the making itself touched them. */
export type TablesRead = Map<string, Set<string>>;

/** A file needs a table that nobody has read yet. */
export class NotKnown extends Error {}

/**
 * A portfolio that notes which of its tables are read for a file.
 * @param read where it is noted
 * @param known the tables that it has; all of them where they are not named
 * @throws NotKnown from the portfolio, where another table is asked for
 */
export function noted(p: Portfolio, file: string, read: TablesRead, known?: ReadonlySet<string>): Portfolio {
  const touched = new Set<string>();
  read.set(file, touched);
  const touch = (table: string) => {
    touched.add(table);
    if (known && !known.has(table)) throw new NotKnown(`${file} is made from ${table} too`);
  };
  return new Proxy(p, {
    get(of, name, receiver) {
      if (typeof name === "string" && name in declared) touch(name);
      // cases are read with what was published before
      if (name === "history") touch("cases");
      return Reflect.get(of, name, receiver) as unknown;
    }
  });
}

const src = path.resolve(import.meta.dirname, "../../../src");

/** The published files that each page of the product reads, by the page's address. */
function filesOfPages(): [page: string, files: string[]][] {
  const pages = readdirSync(src)
    .filter((name) => name.endsWith(".md"))
    .map((name) => [name.slice(0, -".md".length), name] as const);
  return [...pages, ["partner", path.join("partner", "[id].md")] as const].map(([page, file]) => [
    page,
    [...readFileSync(path.join(src, file), "utf8").matchAll(/FileAttachment\("[./]*data\/([a-z_]+)\.json"\)/g)].map(
      ([, name]) => name!
    )
  ]);
}

/** The metrics whose columns a published file declares, found in its shape. */
function metricsIn(schema: unknown, found = new Set<string>()): Set<string> {
  const {def} = schema as {def?: {innerType?: unknown; element?: unknown; valueType?: unknown; shape?: object}};
  const {from = ""} = metaOf(schema as z.ZodType) ?? {};
  for (const [, metric] of from.matchAll(/\b([a-z_]+)\.[a-z_0-9]+/g)) found.add(metric!);
  const {innerType, element, valueType, shape = {}} = def ?? {};
  for (const inner of [innerType, element, valueType, ...(Object.values(shape) as unknown[])]) if (inner) metricsIn(inner, found);
  return found;
}

/**
 * The pages that show a table, by the table's name: those of the product, and those that a metric's own header asks for. Notebooks are not
 * among them: their names are told only to the readers of each.
 */
export function pagesShowing(read: TablesRead): Map<string, string[]> {
  const shown = new Map<string, Set<string>>();
  const note = (table: string, page: string) => void shown.set(table, (shown.get(table) ?? new Set()).add(page));
  for (const [page, names] of filesOfPages())
    for (const name of names) {
      for (const table of read.get(name) ?? []) note(table, page);
      const ofMetrics = name in files ? metricsIn(files[name as FileName]) : [];
      for (const metric of ofMetrics) if (metric in metricTables && !(metric in declared)) note(metric, page);
    }
  for (const {name, shown: where} of readCatalogue()) {
    if (where?.page) note(name, `pages/${name}`);
    if (where?.card) note(name, "partner");
    if (where?.column) note(name, "partners");
  }
  return new Map([...shown].map(([table, pages]) => [table, [...pages].sort()]));
}
