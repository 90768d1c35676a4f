import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {SimpleRule} from "../mappings/engine/rule.ts";
import {textSql, type Reading} from "../mappings/engine/text.ts";
import {listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import type {Warning} from "./stagedFile.ts";

interface GivenBack {
  /** Rules that take a negative amount as 0, and that refunded doesn't read. */
  lost: SimpleRule[];
  /** Rules that take a negative amount as refunded … */
  negative: SimpleRule[];
  /** … and those of columns of refunds, which count where the amount isn't negative. */
  beside: SimpleRule[];
}

const sameSource = (a: SimpleRule, b: SimpleRule): boolean =>
  sourcesOf(a)
    .flatMap(listOf)
    .some((h) => sourcesOf(b).flatMap(listOf).includes(h));

function givenBack(mapping: TableMapping): GivenBack {
  const of = (name: string) => (mapping.columns[name] ? withFallbacks(mapping.columns[name]) : []);
  const positive = of("amount").filter((r) => r.from !== undefined && r.sign === "positive");
  const refunds = of("refunded");
  const negative = refunds.filter((r) => r.sign === "negative" && positive.some((p) => sameSource(p, r)));
  return {
    lost: positive.filter((p) => !p.when && !negative.some((n) => sameSource(n, p))),
    negative,
    beside: negative.length ? refunds.filter((r) => r.from !== undefined && !positive.some((p) => sameSource(p, r))) : []
  };
}

/** Whether a mapping may leave out what was given back. */
export function mayLoseRefunds(mapping: TableMapping | null): boolean {
  if (!mapping) return false;
  const {lost, beside} = givenBack(mapping);
  return lost.length > 0 || beside.length > 0;
}

/** Money that was given back and is in no figure: a negative amount that refunded doesn't read, or a refund in a record of such an amount. */
export async function refundsLost(
  db: DuckDB,
  {table, mapping}: {table: CanonicalTable; mapping: TableMapping},
  reading: Reading
): Promise<Warning[]> {
  const refunded = columnsOf(table).find((c) => c.name === "refunded");
  if (!refunded) return [];
  const {lost, negative, beside} = givenBack(mapping);
  const anyOf = (rules: SimpleRule[]) => rules.map((r) => isThere(r, reading, refunded)).join(" or ");
  const count = async (condition: string) =>
    Number((await db.rows<{n: string}>(`select count(*) as n from raw where ${condition}`))[0]!.n);
  const n = lost.length ? await count(anyOf(lost.map((r) => ({...r, sign: "negative"})))) : 0;
  const both = beside.length ? await count(`(${anyOf(negative)}) and (${anyOf(beside)})`) : 0;
  const names = (rules: SimpleRule[]) => [...new Set(rules.map((r) => listOf(r.from!)[0]!))].join(", ");
  const vanished = `${counted(n, "negative amount")} of ${names(lost)} ${n === 1 ? "counts" : "count"} as 0, and refunded doesn't read ${n === 1 ? "it" : "them"}: it is in no figure that ${n === 1 ? "this amount was" : "these amounts were"} given back. Set refunded: {from: ${JSON.stringify(names(lost.slice(0, 1)))}, sign: "negative"} too`;
  const twice = `${counted(both, "record")} ${both === 1 ? "has" : "have"} a negative amount and a refund in ${names(beside)}: the negative amount counts, and the refund doesn't. If both were given back, export their sum`;
  return [
    ...(n ? [{reason: "negative_amounts", detail: vanished}] : []),
    ...(both ? [{reason: "negative_amounts", detail: twice}] : [])
  ];
}

/** SQL of whether a rule of refunds gives more than nothing in a record. */
const isThere = (rule: SimpleRule, reading: Reading, refunded: Column): string =>
  `coalesce(regexp_matches(${textSql(rule, reading, refunded)}, '[1-9]'), false)`;
