/** Codes that are also words of a language, or abbreviations that headers use otherwise. */
const words = new Set(["ALL", "TOP", "MOP", "CUP", "ANG", "GEL", "TRY", "COP", "PEN"]);
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
export const isCurrency = (word: string): boolean => codes.has(word.toUpperCase()) && !words.has(word.toUpperCase());
