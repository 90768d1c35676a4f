import {tables} from "../../tables/index.ts";
import {columnsOf} from "../../tables/columns.ts";
import type {SimpleRule} from "../engine/rule.ts";
import {amountRule} from "./amounts.ts";
import {isPlanned} from "./lexicon/lexicon.ts";
import {plainWords} from "./lexicon/plain.ts";
import {likeness} from "./match.ts";
import {areAmounts, type Profile} from "./profile.ts";

/** What eight languages call an amount that has come, where another column has the one that was expected. */
const saysActual =
  /(^| )(actual|real|reales|reais|reel|reels|reelle|effettiv[aeio]|tatsachlich\w*|tats|werkelijke?)( |$)|^(実際|実績)/;

/**
 * What a deal that is not won yet is expected to bring, where the actual amount is empty until it is won and a column of its own has the
 * estimated one: "Est. Revenue" beside "Actual Revenue". A weighted amount is none.
 * @returns the rule of the estimated amount with its header; null where there is none
 */
export function estimatedAmount(own: Profile, profiles: readonly Profile[]): {header: string; rule: SimpleRule} | null {
  if (!saysActual.test(plainWords(own.header))) return null;
  const deals = tables.find((t) => t.name === "deals")!;
  const amount = columnsOf(deals).find((c) => c.name === "amount")!;
  const [best] = profiles
    .filter((p) => p !== own && isPlanned(p.header) && areAmounts(p))
    .map((p) => ({p, likeness: likeness(deals, amount, p)}))
    .filter((found) => found.likeness > 0.6)
    .sort((a, b) => b.likeness - a.likeness);
  if (!best) return null;
  const {header, wide} = best.p;
  const rule: SimpleRule = {from: header, ...(wide ? {wide: true} : {}), ...amountRule(best.p).rule};
  return {header, rule: {...rule, when: {canonical: "status", not: "won"}}};
}
