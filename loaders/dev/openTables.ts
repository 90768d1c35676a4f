import {existsSync, readFileSync} from "node:fs";
import {tablesIn} from "../release/framework/tableNames.ts";

/** The published tables that pages read in SQL, or attach. @param pages their files @param names of all published tables */
export function openTables(pages: readonly string[], names: readonly string[]): string[] {
  const texts = pages.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  const attached = texts.flatMap((text) => [...text.matchAll(/\btables\/(\w+)\.\w+/g)].map(([, name]) => name!));
  const asked = texts.flatMap((text) => text.match(/^```(?:sql|js|ts)\b[\s\S]*?^```/gm) ?? []);
  return [...new Set([...tablesIn(asked, names), ...attached.filter((name) => names.includes(name))])];
}
