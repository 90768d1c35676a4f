import type {DuckDB} from "../engines/duckdb.ts";
import {currenciesOf, mayMean} from "../mappings/engine/currencies.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {SimpleRule} from "../mappings/engine/rule.ts";
import type {Reading} from "../mappings/engine/text.ts";
import {sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {currencyHeader} from "../read/transcribe/numberFormats.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {carriedIn, presentIn} from "./currencyDoubts.ts";

/**
 * A mapping whose currency no column of the file gives, made to read the one that a workbook shows the amounts in. A symbol of several
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
    (r.from ? presentIn(r.from, reading) : []).flatMap((header) =>
      presentIn(currencyHeader(header), reading).map((from) => ({column: "amount", header, from, shown: true}))
    )
  );
  const tokens = new Set<string>();
  for (const carrier of shown) for (const t of (await carriedIn(db, carrier, reading)).tokens) tokens.add(t.token);
  const symbols = [...tokens].filter((t) => currenciesOf(t).length);
  if (!tokens.size || symbols.some((t) => reporting === null || !mayMean(t, reporting))) return mapping;
  const values = symbols.length ? {values: Object.fromEntries(symbols.map((t) => [t, reporting!]))} : {};
  const [first, ...rest] = shown.map(({from}): SimpleRule => ({from, find: "currency", ...values}));
  return {...mapping, columns: {...mapping.columns, currency: {...first!, ...(rest.length ? {empty: rest} : {})}}};
}

/** Whether a rule gives a currency out of this file. */
const isGiven = (rule: SimpleRule, reading: Reading): boolean =>
  rule.constant !== undefined ||
  rule.cases !== undefined ||
  rule.lookup !== undefined ||
  sourcesOf(rule).some((h) => presentIn(h, reading).length > 0);
