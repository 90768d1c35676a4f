import type {TableMapping} from "../mappings/engine/mapping.ts";
import {scaleSaid} from "../mappings/engine/scale.ts";
import {headerIn, withFallbacks} from "../mappings/engine/walk.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import type {Warning} from "./stagedFile.ts";

/**
 * Amounts whose header says that they count in thousands, millions or cents, while the mapping takes them as they are: each sum of them would be
 * off by as much. A mapping that says what they are multiplied by, be it 1, has settled it.
 */
export function amountScales(
  {table, mapping}: {table: CanonicalTable; mapping: TableMapping | null},
  headers: readonly string[]
): Warning[] {
  if (!mapping) return [];
  const read = columnsOf(table)
    .filter((c) => c.kind === "money" && mapping.columns[c.name])
    .flatMap(({name}) =>
      withFallbacks(mapping.columns[name]!)
        .filter((r) => r.from !== undefined && r.times === undefined && r.suffixes === undefined)
        .map((r) => ({column: name, header: headerIn(r.from!, headers)}))
    )
    .filter(({header}) => headers.includes(header));
  // amounts and refunds may be parts of one column
  const each = read.filter((r, i) => read.findIndex((o) => o.header === r.header) === i);
  return each.flatMap(({column, header}) => {
    const detail = scaleSaid(header, column);
    return detail === null ? [] : [{reason: "amount_scale", detail}];
  });
}
