/*
 * How a negative amount is written: -5, (5) or 5-, in Japan also ▲5 or △5. A minus behind a decimal mark is none: 5,- is 5 without cents.
 */

const before = String.raw`[-\x{2212}\x{2013}\x{25B2}\x{25B3}]`;
const behind = String.raw`[-\x{2212}]`;

/** A pattern of an amount with a sign that makes it negative. */
export const isNegative = String.raw`^${before}.|^\(.*\)$|[^.,\x{2212}\x{2013}\x{2014}-]${behind}$`;

/** A pattern of the sign, with the spaces between it and the amount. */
export const negativeSign = String.raw`^${before}[ \x{3000}]*|^\(|\)$| *${behind}$`;

/** The same pattern for JavaScript, with the flag u. */
export const inJavaScript = (pattern: string): string => pattern.replaceAll(String.raw`\x{`, String.raw`\u{`);

/** What cells end in where they have no cents: the dash behind the decimal mark, and what follows it, as in "1.200,- EUR". */
export const noCents = /[.,][-\u2212\u2013\u2014]{1,2}(?=\D*$)\D*$/u;
