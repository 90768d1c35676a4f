import {counted} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import {codeOfToken, currencyTokenSql, isCurrencyWord, mayMean} from "../mappings/engine/currencies.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {Headers, SimpleRule} from "../mappings/engine/rule.ts";
import {cellSql, type Reading} from "../mappings/engine/text.ts";
import {unread} from "../mappings/engine/unread.ts";
import {listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import {Refusal} from "../read/refusal.ts";
import {currencyHeader} from "../read/transcribe/numberFormats.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import type {Warning} from "./stagedFile.ts";

/** Whether a rule takes words for currencies off an amount. */
export const stripsCurrency = (rule: SimpleRule): boolean =>
  rule.strip === "currency" || (rule.strip?.some((text) => text === "currency" || isCurrencyWord(text)) ?? false);

/** Where the currency of an amount stands: at the amount itself, or in how a workbook shows it. */
interface Carrier {
  column: string;
  header: string;
  /** The header of the cells that carry it. */
  from: string;
  shown: boolean;
}

/** What a carrier's cells say, and how many amounts have no currency. */
interface Carried {
  tokens: {token: string; n: number}[];
  bare: number;
  /** Whether a cell has a word that is no currency. */
  odd: boolean;
}

interface Found {
  carrier: Carrier;
  carried: Carried;
  table: CanonicalTable;
  mapping: TableMapping | null;
  reporting: string | null;
}

/**
 * Amounts that carry a currency which nothing reads: with several in a column every sum would add one to the other; with one they count in
 * the reporting currency, and that is told unless it is the same. So are amounts that have none beside others that have one.
 * @param reading its mapping is null for canonical headers
 * @param reporting the reporting currency of the settings, null where it is the one of the deals
 * @throws Refusal (currency)
 */
export async function currencyDoubts(
  db: DuckDB,
  table: CanonicalTable,
  reading: Reading,
  reporting: string | null
): Promise<Warning[]> {
  const carriers = carriersOf(table, reading);
  if (!carriers.length) return [];
  const rules = currencyRules(table, reading.mapping);
  const read = rules.flatMap((r) => sourcesOf(r).flatMap((h) => presentIn(h, reading)));
  const elsewhere = read.some((h) => !carriers.some((c) => same(c.from, h)));
  if (elsewhere) return contradicted(db, carriers, rules, reading);
  if (rules.some((r) => r.cases ?? r.lookup)) return [];
  const warnings: Warning[] = [];
  for (const carrier of carriers) {
    const isRead = read.some((h) => same(h, carrier.from));
    if (read.length && !isRead) continue;
    const carried = await carriedIn(db, carrier, reading);
    if (!carried.tokens.length) continue;
    const found = {carrier, carried, table, mapping: reading.mapping, reporting};
    warnings.push(...(isRead ? bareOnes(found) : unreadOnes(found)));
  }
  return warnings;
}

const isCode = (text: string): boolean => /^[A-Z]{3}$/.test(text);

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export const presentIn = (candidates: Headers, {headers}: Reading): string[] =>
  listOf(candidates)
    .flatMap((c) => headers.find((h) => same(h, c)) ?? [])
    .slice(0, 1);

const hasCurrency = (table: CanonicalTable): boolean => columnsOf(table).some((c) => c.name === "currency");

/** What reads the currency; nothing where the table has no column for it. */
function currencyRules(table: CanonicalTable, mapping: TableMapping | null): SimpleRule[] {
  if (!hasCurrency(table)) return [];
  if (!mapping) return [{from: "currency"}];
  return mapping.columns.currency ? withFallbacks(mapping.columns.currency) : [];
}

function carriersOf(table: CanonicalTable, reading: Reading): Carrier[] {
  const all = columnsOf(table)
    .filter((c) => c.kind === "money")
    .flatMap(({name}): Carrier[] => {
      const rule = reading.mapping ? reading.mapping.columns[name] : {from: name};
      if (!rule) return [];
      for (const one of withFallbacks(rule))
        for (const header of one.from ? presentIn(one.from, reading) : []) {
          if (stripsCurrency(one)) return [{column: name, header, from: header, shown: false}];
          const [from] = presentIn(currencyHeader(header), reading);
          if (from) return [{column: name, header, from, shown: true}];
        }
      return [];
    });
  // amounts and refunds may be parts of one column
  return all.filter((c, i) => all.findIndex((o) => o.from === c.from) === i);
}

export async function carriedIn(db: DuckDB, {header, from}: Carrier, reading: Reading): Promise<Carried> {
  const rows = await db.rows<{token: string | null; n: string}>(
    `select case when starts_with(token, ${unread}) then ${unread} else token end as token, count(*) as n
     from (select ${currencyTokenSql(cellSql(from, reading))} as token from raw where ${cellSql(header, reading)} is not null) group by 1 order by 2 desc, 1`
  );
  const isOdd = (token: string) => token === "\u0001";
  const tokens = rows.flatMap(({token, n}) => (token === null || isOdd(token) ? [] : [{token, n: Number(n)}]));
  return {
    tokens,
    bare: Number(rows.find((r) => r.token === null)?.n ?? 0),
    odd: rows.some((r) => r.token !== null && isOdd(r.token))
  };
}

/** Amounts that carry another currency than the column which says it: one of the two is wrong. */
async function contradicted(
  db: DuckDB,
  carriers: readonly Carrier[],
  rules: readonly SimpleRule[],
  reading: Reading
): Promise<Warning[]> {
  const [rule] = rules;
  if (rules.length !== 1 || !rule?.from || (rule.values ?? rule.find ?? rule.when ?? rule.cases ?? rule.lookup)) return [];
  const [column] = presentIn(rule.from, reading);
  if (column === undefined) return [];
  const warnings: Warning[] = [];
  for (const {header, from} of carriers) {
    const rows = await db.rows<{token: string | null; code: string; n: string}>(
      `select ${currencyTokenSql(cellSql(from, reading))} as token, upper(${cellSql(column, reading)}) as code, count(*) as n from raw
       where ${cellSql(header, reading)} is not null and ${cellSql(column, reading)} is not null group by 1, 2 order by 3 desc, 1, 2`
    );
    const against = rows.filter(
      ({token, code}) => token !== null && !token.startsWith("\u0001") && isCode(code) && !mayMean(token, code)
    );
    const n = against.reduce((sum, r) => sum + Number(r.n), 0);
    const [first] = against;
    if (first)
      warnings.push({
        reason: "currency",
        detail: `${counted(n, "record")} ${n === 1 ? "says" : "say"} one currency in ${header} and another in ${column}, such as ${first.token} and ${first.code}: the column is read. Correct the export, or say which holds: to read those at the amounts, set currency: {from: ${JSON.stringify(from)}, find: "currency"}`
      });
  }
  return warnings;
}

const inWords = ({tokens, bare}: Carried): string =>
  [
    ...tokens.map((t) => `${t.token} (${counted(t.n, "record")})`),
    ...(bare ? [`${counted(bare, "amount")} without a currency`] : [])
  ].join(", ");

function bareOnes({carrier: {header}, carried, mapping}: Found): Warning[] {
  if (!carried.bare || typeof mapping?.columns.currency?.empty === "string") return [];
  const detail = `${header} carries ${inWords(carried)}: those without count in the reporting currency. Write the currency at each, or export a column that says it`;
  return [{reason: "currency", detail}];
}

function unreadOnes({carrier, carried, table, mapping, reporting}: Found): Warning[] {
  const {header, column, shown} = carrier;
  const {tokens, bare} = carried;
  const constant = mapping?.columns.currency?.constant;
  const taken = constant ?? reporting;
  const fits = taken !== null && tokens.every((t) => mayMean(t.token, taken));
  if (fits && (constant !== undefined || !bare)) return [];
  const codes = new Set(tokens.map((t) => (fits ? taken : codeOfToken(t.token))));
  const carries = shown ? `By its number formats or sheets ${header} is in` : `${header} carries`;
  if (codes.size > 1) {
    const lost = shown ? "and nothing reads which" : `and the mapping strips them for ${column}`;
    throw new Refusal(
      "currency",
      `${carries} several currencies, ${inWords(carried)}, ${lost}: every sum would add one to the other. ${remedy(carrier, carried, table, mapping)}.`
    );
  }
  const as =
    constant === undefined ? "these amounts count in the reporting currency" : `the mapping says ${constant} for all of them`;
  return [
    {
      reason: "currency",
      detail: `${carries} ${inWords(carried)}${shown ? "" : ", which the mapping strips"}; ${as}. ${remedy(carrier, carried, table, mapping)}`
    }
  ];
}

/** The edit that lets the currency be read. */
function remedy({from, shown}: Carrier, {tokens}: Carried, table: CanonicalTable, mapping: TableMapping | null): string {
  if (!hasCurrency(table)) return "Export these amounts in the reporting currency";
  if (!mapping) return "Add a column currency with the code of each";
  const ambiguous = tokens.find((t) => /^[$¥￥]$/.test(t.token))?.token;
  const values = ambiguous ? `, values: {${JSON.stringify(ambiguous)}: "${ambiguous === "$" ? "USD" : "JPY"}"}` : "";
  return `${shown ? "To read them, set" : "Read them too:"} currency: {from: ${JSON.stringify(from)}, find: "currency"${values}}`;
}
