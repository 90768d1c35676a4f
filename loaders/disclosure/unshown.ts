import type {DuckDB} from "../engines/duckdb.ts";
import {isFor} from "./written.ts";

/**
 * What is to be said of notes and events that no site shows: they name an audience that the settings don't have, or none where there are
 * audiences, or one where there are none. Empty where each is shown somewhere. No text of a note is in it.
 * @param sites the names of all sites; "" is the one for everybody
 */
export async function unshownText(db: DuckDB, sites: readonly string[]): Promise<string> {
  const sentences: string[] = [];
  for (const table of ["notes", "events"]) {
    const rows = await db.rows<{names: string | null}>(`select audience as names from facts.${table}`);
    const unshown = rows.filter((r) => !sites.some((site) => isFor(r.names, site)));
    const named = unshown.map((r) => (r.names ?? "").split(/[,;]/).flatMap((n) => n.trim() || []));
    if (unshown.length) sentences.push(sentence(table, named, sites.filter(Boolean)));
  }
  return sentences.join(" ");
}

function sentence(table: string, unshown: string[][], sites: readonly string[]): string {
  const n = unshown.length;
  const unknown = [...new Set(unshown.flat())].sort();
  const names = unknown
    .slice(0, 5)
    .map((name) => JSON.stringify(name))
    .join(", ");
  const found = unknown.length ? `found ${names}${unknown.length > 5 ? ", …" : ""}` : "found none";
  const wanted = sites.length
    ? `expected some of ${sites.slice(0, 10).join(", ")}`
    : "but the settings have no audiences, expected none";
  return `${n} ${n === 1 ? table.slice(0, -1) : table} in no site, for the audience ${n === 1 ? "it names" : "they name"} (${found}; ${wanted}). Correct the column audience in ${table}.`;
}
