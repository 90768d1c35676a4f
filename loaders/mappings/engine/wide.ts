import {literal} from "../../engines/duckdb.ts";

/* Full-width digits and marks, as East Asian keyboards write them: each has one ordinary character that means the same. */

const wide = "０１２３４５６７８９／－．，：（）％＋￥＄\u3000";
const ordinary = "0123456789/-.,:()%+¥$ ";

/** SQL of a text with its full-width digits and marks as ordinary ones. */
export const ordinarySql = (text: string): string => `trim(translate(${text}, ${literal(wide)}, ${literal(ordinary)}))`;

/** A text with its full-width digits and marks as ordinary ones. */
export const toOrdinary = (text: string): string =>
  text.replace(/[０-９／－．，：（）％＋￥＄\u3000]/gu, (c) => ordinary[wide.indexOf(c)]!).trim();

/** Whether a text is a number, a day or an amount in full-width digits or marks, with at most a unit of the language at its digits. */
export const isWideNumber = (text: string): boolean =>
  (/[０-９]/u.test(text) || /\d[．，／]\d/u.test(text)) && !/\p{L}/u.test(text.replace(/[年月日時分秒円元万億千]/gu, ""));
