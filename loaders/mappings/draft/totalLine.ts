import type {DuckDB} from "../../engines/duckdb.ts";
import {rawColumn, type Raw} from "../../read/rawTable.ts";
import {plainWords} from "./lexicon/plain.ts";

const saysTotal =
  /^(grand )?(total|totals|sum|subtotal|summe|gesamt|gesamtsumme|total general|totale|totaal|somme|suma|soma|合計|総計)\b/;

/** Takes the line of totals out of table `raw` that some exports have below their records; its first cell, null where there is none. */
export async function withoutTotals(db: DuckDB, raw: Raw): Promise<{raw: Raw; total: string | null}> {
  const cells = raw.headers.map((_, i) => rawColumn(i));
  const [last] = await db.rows<Record<string, string | null>>(
    `select ordinal, ${cells.join(", ")} from raw order by ordinal desc limit 1`
  );
  const [first, ...others] = cells.map((c) => last?.[c] ?? null);
  if (!first || !saysTotal.test(plainWords(first)) || others.filter((c) => c !== null).length > others.length / 2)
    return {raw, total: null};
  await db.run(`delete from raw where ordinal = ${last!.ordinal}`);
  return {raw: {...raw, records: raw.records - 1}, total: first};
}
