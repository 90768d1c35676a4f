import {literal} from "../../engines/duckdb.ts";

/*
 * Digits and marks of other scripts, full-width ones of East Asian keyboards among them: each has one ordinary character that means the
 * same.
 */

/** The zeros of Arabic, Persian, Devanagari, Bengali and Thai digits; nine more follow each. */
const zeros = ["\u0660", "\u06f0", "\u0966", "\u09e6", "\u0e50"];
const digitsOf = (zero: string) => Array.from({length: 10}, (_, i) => String.fromCodePoint(zero.codePointAt(0)! + i)).join("");
const digits = zeros.map(digitsOf).join("");

// the marks of Arabic numbers: decimals, thousands, comma
const wide = `０１２３４５６７８９／－．，：（）％＋￥＄\u3000${digits}\u066b\u066c\u060c`;
const ordinary = `0123456789/-.,:()%+¥$ ${"0123456789".repeat(zeros.length)}.,,`;
const any = new RegExp(`[${wide}]`, "gu");

/** A pattern, for the engine, of a text that has such a digit, or a full-width mark between ordinary ones. */
export const wideNumber = String.raw`[\x{FF10}-\x{FF19}${digits}]|[0-9][\x{FF0C}\x{FF0E}\x{FF0F}][0-9]`;

/** SQL of a text with its digits and marks of other scripts as ordinary ones. */
export const ordinarySql = (text: string): string => `trim(translate(${text}, ${literal(wide)}, ${literal(ordinary)}))`;

/** A text with its digits and marks of other scripts as ordinary ones. */
export const toOrdinary = (text: string): string => text.replace(any, (c) => ordinary[wide.indexOf(c)]!).trim();

const hasDigits = new RegExp(`[０-９${digits}]`, "u");

/** Whether a text is a number, a day or an amount in digits or marks of another script, with at most a unit of the language at its digits. */
export const isWideNumber = (text: string): boolean =>
  (hasDigits.test(text) || /\d[．，／]\d/u.test(text)) && !/\p{L}/u.test(text.replace(/[年月日時分秒円元万億千]/gu, ""));
