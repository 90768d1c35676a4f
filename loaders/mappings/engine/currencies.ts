import {escaped} from "./plainPattern.ts";
import {literal} from "../../engines/duckdb.ts";
import {letters} from "./letters.ts";
import {unread} from "./unread.ts";
import {codesAndWords} from "../../read/transcribe/numberFormats.ts";

const codes = Intl.supportedValuesOf("currency");

/** Symbols that mean one currency. */
const certain: Record<string, string> = {
  US$: "USD",
  CA$: "CAD",
  C$: "CAD",
  AU$: "AUD",
  A$: "AUD",
  NZ$: "NZD",
  HK$: "HKD",
  S$: "SGD",
  R$: "BRL",
  MX$: "MXN",
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  "₽": "RUB",
  "₺": "TRY",
  "₪": "ILS",
  "₩": "KRW",
  "₫": "VND",
  "₴": "UAH",
  "₱": "PHP",
  "₦": "NGN",
  "฿": "THB",
  円: "JPY",
  zł: "PLN",
  Kč: "CZK",
  Ft: "HUF",
  "Fr.": "CHF"
};

const crowns = ["SEK", "NOK", "DKK", "ISK"];
const rupees = ["INR", "PKR", "LKR", "NPR", "MUR", "SCR"];

/** Symbols of several currencies, the largest first: only a mapping or the settings can know which. */
const ambiguous: Record<string, string[]> = {
  $: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU"],
  "¥": ["JPY", "CNY"],
  "￥": ["JPY", "CNY"],
  "kr.": crowns,
  kr: crowns,
  "Rs.": rupees,
  Rs: rupees
};

const symbols = [...Object.keys(certain), ...Object.keys(ambiguous)].sort((a, b) => b.length - a.length);

/** Names of currencies in English, in lower case, and the code of each. */
const names = new Map(
  codes.flatMap((code): [string, string][] => {
    const name = new Intl.DisplayNames("en", {type: "currency"}).of(code)?.toLowerCase();
    return name && /^[a-z ]+$/.test(name) ? [[name, code]] : [];
  })
);
// as they are written in amounts, too
for (const [name, code] of [
  ["euros", "EUR"],
  ["us dollars", "USD"],
  ["dollars", "$"],
  ["pounds", "GBP"],
  ["pounds sterling", "GBP"],
  ["swiss francs", "CHF"],
  ["yen", "JPY"]
] as const)
  names.set(name, code);

const anySymbol = symbols.map(escaped).join("|");
const anyCode = codes.join("|");
const anyName = [...names.keys()]
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join("|");

/** A pattern of any symbol, ISO code or name of a currency, for one end of an amount. */
export const anyCurrency = `(?:${anySymbol}|(?i:${anyCode}|${anyName}))`;

/**
 * SQL of the word for its currency that an amount carries: an ISO code, a symbol as it is written, or the code of a name; null where it carries
 * none, or only a unit, and marked unread where it carries another word. Units are written right at codes, too: kEUR, TEUR.
 */
export function currencyTokenSql(text: string): string {
  const code = `regexp_extract(upper(${text}), ${literal(`(?:^|[^${letters}]|[KMT])(${anyCode})(?:$|[^${letters}])`)}, 1)`;
  const symbol = `regexp_extract(${text}, ${literal(`(${anySymbol})`)}, 1)`;
  const word = `lower(regexp_extract(${text}, ${literal(`(?i)(${anyName})`)}, 1))`;
  const listed = (texts: Iterable<string>) => `[${[...texts].map(literal).join(", ")}]`;
  // a case of 300 names would look for the word 300 times
  const named = `${listed(names.values())}[list_position(${listed(names.keys())}, ${word})]`;
  return `case when ${text} is null then null when ${code} <> '' then ${code} when ${word} <> '' then ${named} when ${symbol} <> '' then ${symbol}
    when regexp_matches(${text}, ${literal(String.raw`^[\d.,'\x{2019}\s\x{A0}\x{202F}\x{2007}\x{2009}()\x{2212}\x{2013}\x{25B2}\x{25B3}+-]*(?i:k|tsd|m|mm|mn|mio|mln|mrd|bn|lakh|lac|cr|crore)?\.?$`)}) then null else ${unread} || ${text} end`;
}

/**
 * SQL of the ISO code of the currency that an amount carries.
 * @param values what a symbol means here, such as {"$": "USD"}; one of several currencies is left as it is without it, and is no code
 */
export function findCurrencySql(text: string, values: Record<string, string> = {}): string {
  const meant = Object.entries({...certain, ...values}).map(([s, code]) => `when ${literal(s)} then ${literal(code)}`);
  return `(select case token ${meant.join(" ")} else token end from (select ${currencyTokenSql(text)} as token))`;
}

/** The ISO code that a word for a currency can only mean; one of several currencies as it is. */
export const codeOfToken = (token: string): string => certain[token] ?? token;

/** Whether a word for a currency may mean the one of this code: "$" may be USD or CAD, and is no EUR. */
export const mayMean = (token: string, code: string): boolean =>
  codeOfToken(token) === code || (Object.hasOwn(ambiguous, token) && ambiguous[token]!.includes(code));

/** The currencies that write a symbol, the largest first; none where it is no symbol of several. */
export const currenciesOf = (symbol: string): readonly string[] => (Object.hasOwn(ambiguous, symbol) ? ambiguous[symbol]! : []);

/** Finds a word for a currency in a text, for messages. */
export const currencyPattern = new RegExp(`${anySymbol}|\\b(?:${anyCode})\\b|${anyName}`, "u");

const whole = new RegExp(`^(?:${anySymbol}|${anyCode}|${anyName})$`, "iu");

const atEnd = new RegExp(`^(.*?)[\\s\\u00a0\\u202f]*(${anySymbol}|${anyCode}|${anyName})$`, "iu");
const atStart = new RegExp(`^(${anySymbol}|${anyCode}|${anyName})[\\s\\u00a0\\u202f]*(.*)$`, "iu");

/** The word for a currency at either end of what stands at an amount, such as "Mio. €", and the rest; null where there is none. */
export function currencyAtEnd(affix: string): {currency: string; rest: string} | null {
  if (isCurrencyWord(affix)) return {currency: affix.trim(), rest: ""};
  const [, before, last] = atEnd.exec(affix) ?? [];
  if (last !== undefined) return {currency: last, rest: before!};
  const [, first, after] = atStart.exec(affix) ?? [];
  return first === undefined ? null : {currency: first, rest: after!};
}

/** Whether a text that a mapping strips is a word for a currency. */
export const isCurrencyWord = (text: string): boolean => whole.test(text.trim());

/** The ISO codes among the words of a header: USD of "Deal value (USD)". */
export const codesIn = (header: string): string[] =>
  (header.match(/(?<!\p{L})[A-Z]{3}(?!\p{L})/gu) ?? []).filter((word) => codes.includes(word) && !codesAndWords.has(word));
