import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {Condition, Conditions, Headers} from "../mappings/engine/rule.ts";
import {conditionSql, type Reading} from "../mappings/engine/text.ts";
import {headerIn, listOf, withFallbacks} from "../mappings/engine/walk.ts";
import type {Warning} from "./stagedFile.ts";

/** The columns whose filling says which currency an amount is in: "Amount EUR" and "Amount USD", of which each record fills one. */
const exclusive = (mapping: TableMapping | null): {column: Headers; filled: Conditions}[] => {
  const {currency} = mapping?.columns ?? {};
  const columns = currency ? withFallbacks(currency) : [];
  return columns.flatMap(({constant, when}) =>
    constant === undefined || !when
      ? []
      : listOf<Condition>(when).flatMap((w) => (w.filled && w.column ? [{column: w.column, filled: when}] : []))
  );
};

/** Whether a file may fill several columns of which a mapping takes the first. */
export const mayFillTwice = (mapping: TableMapping | null): boolean => exclusive(mapping).length > 1;

/** Records that fill more than one of the columns of which each should fill one: the first is taken, and that is told. */
export async function filledTwice(db: DuckDB, mapping: TableMapping, reading: Reading): Promise<Warning[]> {
  const columns = exclusive(mapping);
  if (columns.length < 2) return [];
  const filled = columns.map((c) => `cast(${conditionSql(c.filled, reading)} as integer)`).join(" + ");
  const [row] = await db.rows<{n: string}>(`select count(*) as n from raw where ${filled} > 1`);
  const n = Number(row!.n);
  if (!n) return [];
  const names = columns.map((c) => JSON.stringify(headerIn(c.column, reading.headers)));
  const detail = `${counted(n, "record")} ${n === 1 ? "fills" : "fill"} more than one of ${names.join(" and ")}: ${names[0]} is taken, and the other is not counted. If they are two amounts, export one amount and its currency`;
  return [{reason: "currency", detail}];
}
