import type {DuckDB} from "../../engines/duckdb.ts";
import type {ColumnRule} from "../engine/mapping.ts";
import {withOwnFormat} from "../engine/money.ts";
import type {Condition, SimpleRule} from "../engine/rule.ts";
import {affixParts} from "../engine/units.ts";
import {amountRule} from "./amounts.ts";
import {byReporting, isCurrency, isUnclear, onlyCurrency, symbolQuestions} from "./currencies.ts";
import type {Export} from "./export.ts";
import {plainWords} from "./lexicon/plain.ts";
import {areAmounts, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

interface Setting {
  answers: ReadonlyMap<string, string>;
  reporting: string | null;
  /** The currencies that a workbook shows the amounts in, where it does. */
  shown: Profile | null;
}

/** The currency that is at the amounts, that a workbook shows them in, or in the header of the amount, where no column has it. */
export function currencyOfDeals(currency: Proposal, profile: Profile, {answers, reporting, shown}: Setting): Proposal {
  if (currency.rule || answers.has("currency")) return currency;
  const atAmounts = [...new Set(profile.affixes.flatMap((a) => affixParts(a).currency ?? []))];
  const source = atAmounts.length || !shown ? profile : shown;
  const there = atAmounts.length
    ? atAmounts
    : [...new Set((shown?.top ?? []).flatMap((t) => affixParts(t.value).currency ?? []))];
  const inHeader = currenciesIn(profile.header);
  if (!there.length) return inHeader.length === 1 ? {...currency, rule: {constant: inHeader[0]!}, header: null} : currency;
  const [only, ...more] = new Set(there.map(onlyCurrency));
  if (only && !more.length && source.filled === profile.filled) {
    const bare = atAmounts.length ? bareIn(profile) : 0;
    const notes =
      bare && only !== reporting
        ? [
            `${counted(bare, "amount")} of ${quoted(profile.header)} ${bare === 1 ? "has" : "have"} no currency, and ${bare === 1 ? "counts" : "count"} as ${only}, as the others have it: write it at each if ${bare === 1 ? "it is" : "they are"} in another`
          ]
        : [];
    return {...currency, rule: {constant: only}, header: null, notes: [...currency.notes, ...notes]};
  }
  const unclear = there.filter(isUnclear);
  const said = inHeader.length === 1 ? {code: inHeader[0]!, by: "as its header says"} : byReporting(reporting);
  const symbols = symbolQuestions(unclear, `at amounts of ${quoted(profile.header)}`, answers, said);
  const {values, questions} = symbols;
  // ¥ and 円 are one
  const codes = new Set(there.map((symbol) => onlyCurrency(symbol) ?? values[symbol] ?? symbol));
  const notes = [
    ...symbols.notes,
    ...(codes.size > 1
      ? [`${quoted(profile.header)} has ${codes.size} currencies in one column (${there.join(", ")}): each deal takes its own`]
      : [])
  ];
  const rule: ColumnRule = {
    from: source.header,
    // the next workbook may show none
    ...(source === shown ? {optional: true} : {}),
    ...(source.wide ? {wide: true} : {}),
    find: "currency",
    // what means nothing as an amount is no word for a currency
    ...(source.nulls.length ? {nulls: source.nulls} : {}),
    ...(unclear.length ? {values} : {})
  };
  return {...currency, rule, header: source.header, questions, notes};
}

/** How many amounts, of those that are looked at, are numbers alone. */
const bareIn = ({top}: Profile): number =>
  top.reduce((n, t) => n + (/^[^\p{L}\p{Sc}]*\d[^\p{L}\p{Sc}]*$/u.test(t.value) ? t.count : 0), 0);

/** The currencies that a header names by code, or by a symbol that only one currency writes. */
const currenciesIn = (header: string): string[] => [
  ...plainWords(header).toUpperCase().split(" ").filter(isCurrency),
  ...(header.match(/\p{Sc}/gu) ?? []).flatMap((s) => onlyCurrency(s) ?? [])
];

/**
 * Amounts with a column for each currency, "Amount EUR" and "Amount USD": where each deal fills one of them, all are read, each in its
 * own currency. Where deals fill several they may be one amount in two currencies, or two amounts: one is taken and the others are told.
 * @returns null where there is one column only
 */
export async function amountsByCurrency(
  {profiles, db}: Pick<Export, "profiles" | "db">,
  amount: Proposal,
  currency: Proposal
): Promise<{amount: Proposal; currency: Proposal} | null> {
  const own = profiles.find((p) => p.header === amount.header);
  if (!own || !amount.rule || currency.header) return null;
  const stem = stemOf(own.header);
  const all = profiles.filter((p) => currenciesIn(p.header).length === 1 && stemOf(p.header) === stem && areAmounts(p));
  if (!all.includes(own) || all.length < 2) return null;
  const others = all.filter((p) => p !== own);
  const code = (p: Profile) => currenciesIn(p.header)[0]!;
  const names = others.map((p) => quoted(p.header)).join(", ");
  if (await fillTwo(db, all)) {
    const note = `${names} ${others.length === 1 ? "is an amount" : "are amounts"} of the same deals: if ${others.length === 1 ? "it is" : "they are"} not the same in another currency, export one amount and its currency`;
    return {
      amount: {...amount, notes: [...amount.notes, note]},
      currency: {...currency, rule: {constant: code(own)}, header: null}
    };
  }
  const formats = others.map((p) => amountRule(p));
  const main = amount.rule;
  const rules = others.map((p, i) => withOwnFormat({from: p.header, ...asWritten(p), ...formats[i]!.rule}, main));
  const [first, ...rest] = all.map((p) => ({constant: code(p), when: isThere(p)}));
  const yetWithout =
    all.reduce((n, p) => n + p.filled, 0) < own.records ? [{constant: "0", when: {canonical: "status", not: "won"}}] : [];
  return {
    amount: {
      ...amount,
      rule: {...amount.rule, empty: [...rules, ...yetWithout]},
      notes: [
        ...amount.notes.filter((n) => !n.includes("go to quarantine (amount)")),
        ...formats.flatMap((f) => f.notes),
        `each deal has its amount in one of ${all.map((p) => quoted(p.header)).join(", ")}: all are read`
      ]
    },
    currency: {...currency, rule: {...first!, empty: rest}, header: null}
  };
}

const asWritten = ({wide, nulls}: Profile): SimpleRule => ({...(nulls.length ? {nulls} : {}), ...(wide ? {wide: true} : {})});

/** The condition that a column has an amount; a word for nothing is none. */
const isThere = ({header, nulls}: Profile): Condition | Condition[] =>
  nulls.length
    ? [
        {column: header, filled: true},
        {column: header, not: nulls}
      ]
    : {column: header, filled: true};

/** Whether any record fills two of these columns. */
async function fillTwo(db: DuckDB, columns: readonly Profile[]): Promise<boolean> {
  const filled = columns.map(({cell}) => `cast(${cell} is not null as integer)`).join(" + ");
  return (await db.rows(`select 1 from raw where ${filled} > 1 limit 1`)).length > 0;
}

/** A header without its currency. */
const stemOf = (header: string): string =>
  plainWords(header)
    .split(" ")
    .filter((word) => !isCurrency(word))
    .join(" ")
    .replace(/\p{Sc}/gu, "")
    .trim();
