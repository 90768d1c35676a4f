import {wordsOf, type Table} from "../../src/contract/columns.ts";

type Row = Record<string, unknown>;
type Compare = (a: Row, b: Row) => number;

/**
 * A table's rows in its declared order. Rows are sorted after an audience's rules are applied and not by the database, so that
 * neither the order of names nor that of amounts tells what these rules withhold.
 */
export function ordered<R extends object>(rows: readonly R[], table: Table): R[] {
  const comparisons = table.source.order.split(",").map((part) => comparison(part.trim(), table));
  return [...rows].sort((a, b) => {
    for (const compare of comparisons) {
      const order = compare(a as Row, b as Row);
      if (order) return order;
    }
    return 0;
  });
}

const grammar = /^([a-z_]+)(?: ([+-]) ([a-z_]+))?( is not null)?( desc)?( nulls first)?$/;

/** @throws Error where a declaration says what this grammar hasn't: COLUMN [+|- COLUMN] [is not null] [desc] [nulls first] */
function comparison(text: string, {row}: Table): Compare {
  const parts = grammar.exec(text);
  const [, column = "", sign, second = "", present, desc, nullsFirst] = parts ?? [];
  if (!(column in row) || (second && !(second in row)))
    throw new Error(`src/contract orders by "${text}", which is no column of its table`);
  const words = wordsOf(row[column]!);
  const value = (of: Row): string | number | null => {
    if (present) return of[column] === null ? 0 : 1;
    if (sign) return Number(of[column]) + (sign === "+" ? 1 : -1) * Number(of[second]);
    return words && of[column] !== null ? words.indexOf(of[column] as string) : (of[column] as string | number | null);
  };
  return (one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === b) return 0;
    if (a === null || b === null) return (a === null) === Boolean(nullsFirst) ? -1 : 1;
    return (a < b ? -1 : 1) * (desc ? -1 : 1);
  };
}
