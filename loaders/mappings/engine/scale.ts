import {codesAndWords} from "../../read/transcribe/numberFormats.ts";

/** Words of eight languages for what amounts are counted in, where that is not the currency itself. */
const large =
  /\b(thousands?|millions?|billions?|tausend|tsd|teur|mio|mill|mrd|milli(?:ers|ards)|millionen|milliarden|miles|millones|milhares|milh(?:ões|oes)|migliaia|milioni|miliardi|duizend(?:en)?|miljoen(?:en)?|miljard|mln|mld)\b|(?:千|百万|十億|万|億)(?:円|元|ドル|米ドル|ユーロ|[)\]）】]|$)/u;
const hundredths = /(?<!per )\b(cents?|centimes?|c[eé]ntimos?|centesimi|centavos?|pence|pennies|minor units?)\b/u;

const unit = String.raw`(?:k|m|mm|mn|bn|t)`;
// letters are a thousand or a million beside a currency only, or in brackets
const atSymbol = new RegExp(
  String.raw`(?:^|[^\p{L}])${unit} ?\p{Sc}|\p{Sc} ?${unit}(?![\p{L}])|(?<!\p{L})[([]${unit}[)\]]`,
  "iu"
);
const zeros = /(?:^|[^\d.,])['’]?000s?(?!\d)|(?:^|[^\d])(?:x|in|×) ?1[., ’']?000(?!\d)/iu;

/**
 * What the header of an amount says that its numbers count, where that is more or less than one of a currency: "Amount (k$)", "Revenue in
 * thousands", "Amount_cents"; null where it says nothing of it.
 */
export function scaleOf(header: string): "thousands or millions" | "hundredths" | null {
  const text = header.replace(/_/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  const lower = text.toLowerCase();
  if (hundredths.test(lower)) return "hundredths";
  return large.test(lower) || atSymbol.test(text) || zeros.test(text) || atCode(text) ? "thousands or millions" : null;
}

/** A unit at a code of a currency, before it as in kEUR and TEUR or behind it as in "USD k"; or k as the last word. */
function atCode(header: string): boolean {
  const words = header.split(/[^\p{L}]+/u).filter(Boolean);
  const isUnit = (word: string | undefined) => word !== undefined && new RegExp(`^${unit}$`, "i").test(word);
  return words.some((word, i) => {
    if (i > 0 && i === words.length - 1 && /^k$/i.test(word)) return true;
    if (isCode(word)) return isUnit(words[i - 1]) || isUnit(words[i + 1]);
    return (/^[kKtTmM]/.test(word) && isCode(word.slice(1))) || (/[kKmM]$/.test(word) && isCode(word.slice(0, -1)));
  });
}

const codes = new Set(Intl.supportedValuesOf("currency"));
const isCode = (word: string): boolean => codes.has(word) && !codesAndWords.has(word);

/** What is said of such a header, with the edits that settle it. */
export function scaleSaid(header: string, column: string): string | null {
  const scale = scaleOf(header);
  if (scale === null) return null;
  const [full, times] = scale === "hundredths" ? ["with decimals", "times: 0.01"] : ["in full", "times: 1000 (or 1000000)"];
  return `${JSON.stringify(header)} seems to count in ${scale}${scale === "hundredths" ? " of its currency" : ""}, and amounts are taken as they are: export them ${full}, or set ${times} on ${column} in the mapping; times: 1 if they are right as they are`;
}
