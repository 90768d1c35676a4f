import {currencyAtEnd} from "./currencies.ts";

/**
 * What letters after an amount multiply it by, where they mean only one thing: "mil" and "mi" are a thousand or a million by language,
 * and CR is crore only beside other words of India.
 */
const units: Record<string, number> = {
  k: 1e3,
  tsd: 1e3,
  тыс: 1e3,
  千: 1e3,
  万: 1e4,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  mln: 1e6,
  млн: 1e6,
  bn: 1e9,
  mrd: 1e9,
  mld: 1e9,
  млрд: 1e9,
  億: 1e8,
  亿: 1e8,
  lakh: 1e5,
  lac: 1e5,
  cr: 1e7,
  crore: 1e7
};

/** What such letters multiply an amount by; undefined for all others. */
export const unitOf = (affix: string): number | undefined => {
  const word = affix.replace(/\.$/, "").toLowerCase();
  return Object.hasOwn(units, word) ? units[word] : undefined;
};

/** What stands at one end of an amount: "Mio. €" is a unit and a currency, "T€" thousands of euros. */
export interface AffixParts {
  unit: {word: string; factor: number} | null;
  currency: string | null;
  /** What is neither. */
  other: string | null;
}

/** Takes what stands at an amount apart; a T is a thousand only right at a currency, as in T€ and TEUR. */
export function affixParts(affix: string): AffixParts {
  const whole = unitOf(affix);
  const named = whole === undefined ? currencyAtEnd(affix) : null;
  // letters among letters are a part of a word: LAK is none in lakhs
  const inWord = named !== null && /^\p{L}+$/u.test(named.currency) && /^\p{L}+$/u.test(affix.trim());
  const currency = inWord && named.rest !== "" && unitOf(named.rest) === undefined && !/^t$/i.test(named.rest) ? null : named;
  const rest = (currency === null ? affix : currency.rest).trim();
  const word = rest.replace(/\.$/, "").toLowerCase();
  const factor = unitOf(word) ?? (word === "t" && currency ? 1e3 : undefined);
  return {
    unit: factor === undefined ? null : {word, factor},
    currency: currency?.currency ?? null,
    other: rest === "" || factor !== undefined ? null : rest
  };
}

/** Letters that stand for credit and debit as well; S and H (Soll, Haben) in German books. */
export const mayBeCredit = (affix: string): boolean => /^(cr|dr|s|h|soll|haben)\.?$/i.test(affix);
