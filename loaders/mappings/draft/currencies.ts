import {codesAndWords} from "../../read/transcribe/numberFormats.ts";
import {currencyAtEnd} from "../engine/currencies.ts";
import type {Profile} from "./profile.ts";
import {quoted, type Question} from "./question.ts";
import type {Format, Setting} from "./ruleParts.ts";

const codes = new Set(Intl.supportedValuesOf("currency"));

/** Symbols of one currency that are at amounts most. */
const certain: Record<string, string> = {
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  "₽": "RUB",
  "₩": "KRW",
  円: "JPY",
  zł: "PLN",
  R$: "BRL",
  US$: "USD"
};

/** The currency that a text at an amount can only mean, or null. */
export const onlyCurrency = (affix: string): string | null =>
  certain[affix] ?? (codes.has(affix.toUpperCase()) ? affix.toUpperCase() : null);

/** Symbols of several currencies: the largest is proposed, and asked about. */
export const largest: Record<string, string> = {
  $: "USD",
  "¥": "JPY",
  "￥": "JPY",
  kr: "SEK",
  "kr.": "SEK",
  "Rs.": "INR",
  Rs: "INR"
};

/** Whether a word of a header is the code of a currency. */
export const isCurrency = (word: string): boolean => codes.has(word.toUpperCase()) && !codesAndWords.has(word.toUpperCase());

/** Other currencies that write the same symbol. */
const others: Record<string, string[]> = {
  USD: ["AUD", "CAD", "NZD", "SGD", "HKD", "MXN"],
  JPY: ["CNY"],
  SEK: ["NOK", "DKK"],
  INR: ["PKR", "LKR", "NPR"]
};

/** Asks which currency each symbol of several means; what is answered is not asked again. */
export function symbolQuestions(unclear: string[], where: string, answers: ReadonlyMap<string, string>) {
  const values = Object.fromEntries(unclear.map((a) => [a, answers.get(`currency: ${a}`) ?? largest[a]!]));
  const questions = unclear
    .filter((a) => !answers.has(`currency: ${a}`))
    .map((a): Question => ({
      id: `currency: ${a}`,
      text: `Which currency does ${quoted(a)} ${where} mean?`,
      options: [largest[a]!, ...(others[largest[a]!] ?? [])],
      proposal: largest[a]!
    }));
  return {values, questions};
}

/** A column of currencies by code, symbol or name, in any case: "eur", "€", "US Dollar", "EUR - Euro". */
export function currencyRule(name: string, {header, top}: Profile, {answers}: Setting): Format {
  const isCode = (value: string) => codes.has(value);
  const known = top.filter((t) => isCode(t.value.toUpperCase()) || currencyAtEnd(t.value) !== null);
  if (name !== "currency" || top.every((t) => isCode(t.value)) || known.length * 2 < top.length)
    return {rule: {}, questions: [], notes: []};
  const unclear = top.map((t) => t.value).filter((value) => Object.hasOwn(largest, value));
  const {values, questions} = symbolQuestions(unclear, `in ${quoted(header)}`, answers);
  return {rule: {find: "currency", ...(unclear.length ? {values} : {})}, questions, notes: []};
}
