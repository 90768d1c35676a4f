import {existsSync, readFileSync} from "node:fs";
import {tablesIn} from "../release/framework/tableNames.ts";

/** Published tables that somebody looks at, and the metrics that they are read from. */
export interface Open {
  tables: string[];
  metrics: string[];
}

/**
 * The published tables that pages read in SQL, or attach.
 * @param pages their files
 * @param catalogue of all published tables, as it is published
 */
export function openTables(pages: readonly string[], catalogue: readonly {name: string; metrics: string[]}[]): Open {
  const texts = pages.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  const attached = texts.flatMap((text) => [...text.matchAll(/\btables\/(\w+)\.\w+/g)].map(([, name]) => name!));
  const cells = texts.flatMap((text) => text.match(/^```(?:sql|js|ts)\b[\s\S]*?^```/gm) ?? []);
  const asked = tablesIn(cells, catalogue.map(({name}) => name)); // prettier-ignore
  const open = catalogue.filter(({name}) => asked.includes(name) || attached.includes(name));
  return {tables: open.map(({name}) => name), metrics: [...new Set(open.flatMap(({metrics}) => metrics))]};
}
