import {codesIn} from "../mappings/engine/currencies.ts";
import {headerIn, listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {amountScales} from "./amountScale.ts";
import type {Warning} from "./stagedFile.ts";

/** What a column is called that says the currency of others, in eight languages. */
export const saysCurrency =
  /^(?:[\p{L}]+[ _-])?(?:currency|währung|devise|moneda|moeda|valuta|通貨)(?:[ _-]?(?:iso)?[ _-]?code)?$/iu;

interface Read {
  table: CanonicalTable;
  mapping: TableMapping | null;
  /** The headers whose cells are read. */
  read: readonly string[];
}

/**
 * Amounts that count in the reporting currency although a header says another one: their own, or that of a column beside them which nothing
 * reads. Amounts of referrals have no currency of their own at all.
 * @param reporting null where it is the currency of the deals
 */
function otherCurrency(source: Read, headers: readonly string[], reporting: string | null): Warning[] {
  const {table, mapping, read} = source;
  if (!mapping || isGiven(mapping, headers)) return [];
  const amounts = columnsOf(table)
    .filter((c) => c.kind === "money" && mapping.columns[c.name])
    .flatMap(({name}) =>
      withFallbacks(mapping.columns[name]!).flatMap((r) => (r.from ? [{name, header: headerIn(r.from, headers)}] : []))
    )
    .filter(({header}) => headers.includes(header));
  if (!amounts.length) return [];
  const taken = reporting === null ? "the reporting currency" : `the reporting currency, ${reporting}`;
  const instead = mapping.table === "referrals" ? "export it in that" : "read the currency too";
  const other = ({header}: {header: string}) => codesIn(header).length > 0 && !codesIn(header).includes(reporting ?? "");
  const named = reporting === null ? undefined : amounts.find(other);
  const isRead = new Set(read.map((h) => h.toLowerCase()));
  const beside = headers.find((h) => saysCurrency.test(h) && !isRead.has(h.toLowerCase()));
  const detail = named
    ? `${JSON.stringify(named.header)} is in ${codesIn(named.header)[0]!} by its header, and ${named.name} counts in ${taken}: ${instead}`
    : beside === undefined
      ? null
      : `${amounts[0]!.name} counts in ${taken}; ${JSON.stringify(beside)}, which may say another, is not read: if it does, ${instead}${onlyThose(source, amounts[0]!.name, beside, reporting)}`;
  return detail === null ? [] : [{reason: "currency", detail}];
}

/** The edit that leaves values in other currencies empty: a referral has no currency of its own. */
const onlyThose = ({table}: Read, column: string, header: string, reporting: string | null): string =>
  table.name === "referrals" && reporting !== null
    ? `, or leave those in others empty: when: {column: ${JSON.stringify(header)}, is: ${JSON.stringify(reporting)}} on ${column}`
    : "";

/** Whether the mapping gives a currency out of this file. */
function isGiven({columns}: TableMapping, headers: readonly string[]): boolean {
  const present = new Set(headers.map((h) => h.toLowerCase()));
  const rules = columns.currency ? withFallbacks(columns.currency) : [];
  return rules.some(
    (r) =>
      (r.constant ?? r.lookup ?? r.cases) !== undefined ||
      sourcesOf(r).some((s) => listOf(s).some((h) => present.has(h.toLowerCase())))
  );
}

/** What the headers of amounts say that the mapping does not heed: another currency, and thousands or cents. */
export const amountHeaders = (source: Read, headers: readonly string[], reporting: string | null): Warning[] => [
  ...otherCurrency(source, headers, reporting),
  ...amountScales(source, headers)
];
