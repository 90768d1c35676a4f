import {literal} from "../engines/duckdb.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {idFormSql} from "../mappings/engine/ids.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import {cellSql, conditionSql, type Reading} from "../mappings/engine/text.ts";
import {listOf} from "../mappings/engine/walk.ts";

/** What the source says of records that are gone: columns beside the canonical ones. */
export type Mark = "_deleted" | "_merged" | "_into";

/** The marks that a mapping gives its records. */
export const marksOf = (mapping: TableMapping | null): Mark[] => [
  ...(mapping?.deleted ? (["_deleted"] as const) : []),
  ...(mapping?.merged ? (["_merged"] as const) : []),
  ...(mapping?.mergedInto ? (["_into"] as const) : [])
];

/** SQL of each mark of a record of table `raw`: whether it was deleted, the keys that were merged into it, the key that it was merged into. */
export function markSql(mark: Mark, mapping: TableMapping, table: CanonicalTable, reading: Reading): string {
  if (mark === "_deleted") return conditionSql(mapping.deleted!, reading);
  const key = mapping.columns[table.key[0]!];
  const written = (id: string) => {
    const formed = key?.idForm ? idFormSql(id) : id;
    return key?.prefix ? `${literal(key.prefix)} || ${formed}` : formed;
  };
  if (mark === "_into") return written(`nullif(trim(${cellSql(mapping.mergedInto!.from, reading)}), '')`);
  const {from, split = ";"} = mapping.merged!;
  const [separator, ...others] = listOf(split) as [string, ...string[]];
  const cell = others.reduce((text, o) => `replace(${text}, ${literal(o)}, ${literal(separator)})`, cellSql(from, reading));
  return `list_transform(list_filter(string_split(${cell}, ${literal(separator)}), lambda part: trim(part) <> ''), lambda part: ${written("trim(part)")})`;
}
