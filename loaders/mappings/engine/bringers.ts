import {partsOf} from "./mapping.ts";
import type {NamedMapping} from "./mappings.ts";
import {listOf, sourcesOf, withFallbacks} from "./walk.ts";

/** What an export of a known system brings into a canonical table. */
export interface Bringer {
  mapping: string;
  /** What the export is, in a few words: "Salesforce Lead by API names". */
  system: string;
  table: string;
  /** By canonical column the headers that fill it; none for a constant. */
  headers: Record<string, string[]>;
}

/** The exports that mappings can read, table by table. */
export const bringersOf = (mappings: readonly NamedMapping[]): Bringer[] =>
  mappings.flatMap(({name, mapping}) =>
    partsOf(mapping).map((part) => ({
      mapping: name,
      system: part.about.split(/[,:;(]| by /)[0]!.trim(),
      table: part.table,
      headers: Object.fromEntries(
        Object.entries(part.columns).map(([column, rule]) => [
          column,
          [...new Set(withFallbacks(rule).flatMap((r) => sourcesOf(r).flatMap(listOf)))]
        ])
      )
    }))
  );
