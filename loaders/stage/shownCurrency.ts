import type {DuckDB} from "../engines/duckdb.ts";
import {currenciesOf, mayMean} from "../mappings/engine/currencies.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {SimpleRule} from "../mappings/engine/rule.ts";
import type {Reading} from "../mappings/engine/text.ts";
import {sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {currencyHeader} from "../read/transcribe/numberFormats.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {carriedIn, presentIn, stripsCurrency} from "./currencyDoubts.ts";

/**
 * A mapping whose currency no column of the file gives, made to read the one that is at the amounts, or that a workbook shows them in. A symbol of several
 * currencies is read only as the reporting currency; where it can't be that, the mapping stays as it is, and the doubt is told.
 */
export async function withShownCurrency(
  db: DuckDB,
  {table, mapping}: {table: CanonicalTable; mapping: TableMapping},
  reading: Reading,
  reporting: string | null
): Promise<TableMapping> {
  const {amount, currency} = mapping.columns;
  if (!amount || !columnsOf(table).some((c) => c.name === "currency")) return mapping;
  const own = currency ? withFallbacks(currency) : [];
  if (typeof currency?.empty === "string" || own.some((r) => isGiven(r, reading))) return mapping;
  const shown = withFallbacks(amount).flatMap((r) =>
    (r.from ? presentIn(r.from, reading) : []).flatMap((header) => {
      const shown = presentIn(currencyHeader(header), reading)[0];
      const places = [
        ...(stripsCurrency(r) ? [{from: header, shown: false}] : []),
        ...(shown ? [{from: shown, shown: true}] : [])
      ];
      return places.map((place) => ({column: "amount", header, ...place, nulls: r.nulls, wide: r.wide}));
    })
  );
  const tokens = new Set<string>();
  for (const carrier of shown) {
    const carried = await carriedIn(db, carrier, reading);
    // a word that is no currency would reject its record, which the amount may not
    if (carried.odd) return mapping;
    for (const {token} of carried.tokens) tokens.add(token);
  }
  const symbols = [...tokens].filter((t) => currenciesOf(t).length);
  if (!tokens.size || symbols.some((t) => reporting === null || !mayMean(t, reporting))) return mapping;
  const values = symbols.length ? {values: Object.fromEntries(symbols.map((t) => [t, reporting!]))} : {};
  const [first, ...rest] = shown.map(({from, nulls, wide}): SimpleRule => ({
    from,
    find: "currency",
    ...(nulls ? {nulls} : {}),
    ...(wide ? {wide} : {}),
    ...values
  }));
  return {...mapping, columns: {...mapping.columns, currency: {...first!, ...(rest.length ? {empty: rest} : {})}}};
}

/** Whether a rule gives a currency out of this file. */
const isGiven = (rule: SimpleRule, reading: Reading): boolean =>
  rule.constant !== undefined ||
  rule.cases !== undefined ||
  rule.lookup !== undefined ||
  sourcesOf(rule).some((h) => presentIn(h, reading).length > 0);
