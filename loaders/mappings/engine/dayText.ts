import {literal} from "../../engines/duckdb.ts";

/* What people and systems write into days that changes nothing of them. */

const replaced = (text: string, pattern: string, by: string) => `regexp_replace(${text}, ${literal(pattern)}, ${literal(by)})`;

/** SQL of a time with its half of the day as AM or PM, however it is written: "9:30 p. m.", "9:30 p.m."; spaces as ordinary ones. */
export const halfDaySql = (text: string): string =>
  replaced(
    `translate(${text}, ${literal("\u00a0\u202f\u2009")}, '   ')`,
    String.raw`(\d)( ?) *([AaPp])\.? ?([Mm])\.?$`,
    String.raw`\1\2\3\4`
  );

/** SQL of a day without what makes an ordinal of its number: 3rd, 1er, 1º. */
export const withoutOrdinalsSql = (text: string): string =>
  replaced(text, String.raw`(^|[ ,])(\d{1,2})(?i:st|nd|rd|th|er|º|°|ª)([ ,]|$)`, String.raw`\1\2\3`);
