import {codesAndWords} from "../../read/transcribe/numberFormats.ts";
import {currenciesOf, currencyAtEnd, mayMean} from "../engine/currencies.ts";
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

/** Whether a word of a header is the code of a currency. */
export const isCurrency = (word: string): boolean => codes.has(word.toUpperCase()) && !codesAndWords.has(word.toUpperCase());

/** Whether a word at an amount is a symbol of several currencies. */
export const isUnclear = (affix: string): boolean => currenciesOf(affix).length > 0;

/**
 * Asks which currency each symbol of several means; what is answered is not asked again, nor where the header or the settings answer it.
 * @param said the currency of the header, or the reporting currency, with what says it
 */
export function symbolQuestions(
  unclear: string[],
  where: string,
  answers: ReadonlyMap<string, string>,
  said: {code: string; by: string} | null
) {
  const open = unclear.filter((a) => !answers.has(`currency: ${a}`));
  const known = said ? open.filter((a) => mayMean(a, said.code)) : [];
  const values = Object.fromEntries(
    unclear.map((a) => [a, answers.get(`currency: ${a}`) ?? (known.includes(a) ? said!.code : currenciesOf(a)[0]!)])
  );
  const questions = open
    .filter((a) => !known.includes(a))
    .map((a): Question => ({
      id: `currency: ${a}`,
      text: `Which currency does ${quoted(a)} ${where} mean?`,
      options: [...currenciesOf(a)],
      proposal: currenciesOf(a)[0]!
    }));
  const notes = known.map((a) => `${quoted(a)} ${where} is read as ${said!.code}, ${said!.by}`);
  return {values, questions, notes};
}

/** The reporting currency as what says which currency a symbol means. */
export const byReporting = (code: string | null): {code: string; by: string} | null =>
  code === null ? null : {code, by: "the reporting currency"};

/** A column of currencies by code, symbol or name, in any case: "eur", "€", "US Dollar", "EUR - Euro". */
export function currencyRule(name: string, {header, top}: Profile, {answers, reporting}: Setting): Format {
  const isCode = (value: string) => codes.has(value);
  const known = top.filter((t) => isCode(t.value.toUpperCase()) || currencyAtEnd(t.value) !== null);
  if (name !== "currency" || top.every((t) => isCode(t.value)) || known.length * 2 < top.length)
    return {rule: {}, questions: [], notes: []};
  const unclear = top.map((t) => t.value).filter((value) => isUnclear(value));
  const {values, questions, notes} = symbolQuestions(unclear, `in ${quoted(header)}`, answers, byReporting(reporting));
  return {rule: {find: "currency", ...(unclear.length ? {values} : {})}, questions, notes};
}
