import type {Sentence} from "../contract/index.js";
import {capital, money, percent, plural, whole} from "../shared/formats.js";
import {closesOnceClear, customer, named, tense, todoWhile, type Context, type Teller} from "./caseParts.js";
import type {CaseFacts} from "./caseFacts.js";
import {revenueName} from "./money.js";
import {nothing, paragraph, say} from "./say.js";
import {thresholdIs} from "./threshold.js";

/* The text of a case of concentration: of a dimension, or of one partner or customer. */

/** Of a dimension with few members the index is always high: a case of it needs more, and is over while the index is still high. */
const isHighOfFew = (row: CaseFacts, f: Context): boolean => !row.met && (row.seen ?? 0) > f.settings.hhi_moderate_max;

const highIndex: Teller = (row, f) => {
  const bound = whole(10_000 * f.settings.hhi_moderate_max);
  const few = isHighOfFew(row, f);
  const against = few
    ? `above ${bound}, but no longer half above that of as many equal ones`
    : `${tense(row, "above", "no longer above")} ${bound}`;
  return {
    about: say`Revenue by ${row.subject_id} ${tense(row, "is", "was")} highly concentrated${few ? " even for so few" : ""}`,
    why: paragraph(
      say`The Herfindahl index is ${whole(10_000 * (row.seen ?? 0))} points, ${against}; the largest brings ${money(row.size, f.about.currency)}.`,
      ofOneDeal(row, (without) => `the index is ${whole(10_000 * without)} points`),
      closesOnceClear(row)
    ),
    todo: todoWhile(row, f, "decide which others to build up this year")
  };
};

/** What the share or index is without the deal that alone makes it so; nothing where no deal does. */
function ofOneDeal(row: CaseFacts, left: (without: number) => string): Sentence {
  if (row.expected === null || !row.met) return nothing;
  const buyer = row.about === "partner" && row.customer !== null ? say`, with ${customer(row)},` : nothing;
  return say`One deal${buyer} makes it so: without it ${left(row.expected)}.`;
}

const ofRecord: Teller = (row, f) => {
  const limit = percent(f.settings.disclosure_share);
  const bring = plural(row.partners > 1 ? 2 : 1, "brings", "bring");
  const all = revenueName(f.about, "all revenue");
  return {
    about: row.met
      ? say`${named(row)} ${bring} ${percent(row.seen)} of ${all}`
      : say`${named(row)} no longer ${bring} ${limit} of ${all}`,
    why: row.met
      ? paragraph(
          say`${capital(thresholdIs(f.settings))}, companies under one parent counted as one.`,
          ofOneDeal(row, (without) => `the share is ${percent(without)}`)
        )
      : paragraph(say`It is ${percent(row.seen)} now; ${thresholdIs(f.settings)}.`, closesOnceClear(row)),
    // a partner may bring revenue without being the customer
    todo: todoWhile(
      row,
      f,
      row.about === "partner"
        ? `${row.expected === null ? "plan for its loss" : "find out whether such a deal can come again"}, and ask Finance to check if it is a customer of record`
        : "ask Finance to check, and plan for its loss"
    )
  };
};

/** A concentration of a dimension, or of a partner or customer in all revenue. */
export const concentration: Teller = (row, f) => (row.detail === "band" ? highIndex : ofRecord)(row, f);
