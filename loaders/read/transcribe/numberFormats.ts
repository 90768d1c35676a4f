/** The header of the column that says which currency a workbook shows the amounts of another in, by number formats or names of sheets. */
export const currencyHeader = (header: string): string => `${header} (its currency)`;

const ofFormat = new Map<string, string | null>();

/**
 * What a number format (ECMA-376, 18.8.31) shows with a number, if a currency is in it; else null. The formats that every workbook has
 * show none: what they look like depends on the machine that opens it.
 */
export function currencyOfFormat(format: string): string | null {
  if (!ofFormat.has(format)) {
    const text = shownText(format).trim();
    ofFormat.set(format, isCurrency(text) ? text : null);
  }
  return ofFormat.get(format)!;
}

/** The currency that the name of a sheet has in it, as in "USD deals"; null where it has none. */
export function currencyOfSheet(name: string): string | null {
  const words = name.match(/\p{Sc}|(?<!\p{L})[A-Z]{3}(?!\p{L})/gu) ?? [];
  return words.find((w) => !codesAndWords.has(w) && isCurrency(w)) ?? null;
}

/** Codes that are also words of a language, or abbreviations that names and headers use otherwise: ALL deals, TOP 10. */
export const codesAndWords: ReadonlySet<string> = new Set(["ALL", "TOP", "MOP", "CUP", "ANG", "GEL", "TRY", "COP", "PEN"]);

const codes = new Set(Intl.supportedValuesOf("currency"));

const isCurrency = (text: string): boolean =>
  /\p{Sc}|(?<!\p{L})(kr|zł|Kč|Ft|Fr|Rs)(?!\p{L})/iu.test(text) ||
  (text.match(/(?<!\p{L})[A-Z]{3}(?!\p{L})/gu) ?? []).some((word) => codes.has(word));

/** What a format writes next to the digits of a positive number: texts in quotes, escaped characters, currencies in brackets. */
function shownText(format: string): string {
  const parts = format.matchAll(/"([^"]*)"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(;)|([^"\\[;_*])/gsu);
  let text = "";
  for (const [, quoted, escaped, currency, end, plain] of parts) {
    if (end) break;
    text += quoted ?? escaped ?? currency ?? (plain && /[\p{Sc}\s]/u.test(plain) ? plain : "");
  }
  return text;
}

/**
 * A number as its format shows it where that says more than the number does: 123 is 00123 under 00000, as an id or a postal code is,
 * and 0.3 is 30% under a format of percent, so that nothing takes it for 0.3 %.
 */
export function shownNumber(value: number, format: string): string {
  const first = format.split(";")[0]!;
  if (/^0+$/.test(first) && Number.isInteger(value) && value >= 0) return String(value).padStart(first.length, "0");
  // a % in quotes is a text after a number that counts in percent already; 15 digits are what a workbook keeps
  const counted = first.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/gs, "");
  return counted.includes("%") && !/e/i.test(String(value)) ? `${Number((value * 100).toPrecision(15))}%` : String(value);
}

/** The day 0 of a workbook that counts from 1900, as its reader has it for the first days. */
const dayZero = Date.UTC(1899, 11, 31);
const firstDays = 59 * 86_400_000;

/**
 * A span of time as a workbook shows it, in hours and minutes: [h]:mm always, h:mm where there is no day to it. By its value it is a day of
 * 1899 or 1900, which no record has. Null where it is a day, or counts from 1904.
 */
export function shownSpan(value: Date, format: string): string | null {
  const first = format.split(";")[0]!.replace(/"[^"]*"|\\./g, "");
  const since = value.getTime() - dayZero;
  if (since < 0 || since >= firstDays) return null;
  if (!/\[(h+|m+|s+)\]/i.test(first) && (since >= 86_400_000 || /[yd]/i.test(first))) return null;
  const minutes = Math.round(since / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
