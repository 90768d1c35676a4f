import {existsSync, readFileSync} from "node:fs";
import {tablesIn} from "../release/framework/tableNames.ts";
import {readFor} from "../run/rebuild.ts";

/** What somebody looks at, by names. */
export interface Open {
  /** Published tables. */
  tables: string[];
  /** Files that pages read, without .json. */
  files: string[];
  /** The tables that all these are made from. */
  from: string[];
  /** The metrics that these are read from. */
  metrics: string[];
}

/** What was published before is read from these metrics as they are now. */
const ofHistory = ["cases", "headlines", "trust"];

/**
 * The published tables that pages read in SQL, or attach, and the files of the product that they attach.
 * @param pages their files
 * @param catalogue of all published tables, as it is published
 * @param read the tables that each file was made from when it was last made
 */
export function openTables(
  pages: readonly string[],
  catalogue: readonly {name: string; metrics: string[]}[],
  read: ReadonlyMap<string, ReadonlySet<string>>
): Open {
  const texts = pages.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  const named = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name!));
  const attached = named(/\btables\/(\w+)\.\w+/g);
  const cells = texts.flatMap((text) => text.match(/^```(?:sql|js|ts)\b[\s\S]*?^```/gm) ?? []);
  const asked = tablesIn(cells, catalogue.map(({name}) => name)); // prettier-ignore
  const tables = catalogue.map(({name}) => name).filter((name) => asked.includes(name) || attached.includes(name));
  const files = [...new Set(named(/\bdata\/(\w+)\.json\b/g))].filter((name) => read.has(name));
  const made = [...tables, ...files.flatMap((name) => [...read.get(name)!])];
  const from = files.length || tables.includes("partners") ? readFor(made) : new Set(made);
  const metrics = catalogue.flatMap((table) => (from.has(table.name) ? table.metrics : []));
  const also = from.has("cases") ? ofHistory : [];
  return {tables, files, from: [...from], metrics: [...new Set([...metrics, ...also])]};
}
