import {amountRule} from "./amounts.ts";
import {plainWords} from "./lexicon/plain.ts";
import {areAmounts, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";

const saysConverted =
  /\b(converted|base|company currency|home currency|reporting currency|corporate currency|local currency|umgerechnet|converti|convertido)\b/;

/**
 * Where deals have several currencies and the source has turned their amounts into one, those are taken: they need no exchange rates.
 * @returns the amount and the currency as they are proposed then, null where there is nothing to take
 */
export function convertedAmount(
  profiles: readonly Profile[],
  amount: Proposal,
  currency: Proposal
): {amount: Proposal; currency: Proposal} | null {
  const codes = profiles.find((p) => p.header === currency.header);
  const own = profiles.find((p) => p.header === amount.header);
  if (!codes || !own || codes.distinct < 2) return null;
  const converted = profiles.find(
    (p) => p !== own && saysConverted.test(plainWords(p.header)) && areAmounts(p) && p.filled >= own.filled
  );
  if (!converted) return null;
  const format = amountRule(converted);
  const note = `${quoted(converted.header)} is the amount that the source has converted into one currency, the reporting currency: it is taken, and ${quoted(own.header)} is not`;
  return {
    amount: {
      ...amount,
      header: converted.header,
      rule: {from: converted.header, ...(converted.wide ? {wide: true} : {}), ...format.rule},
      notes: [note, ...format.notes]
    },
    currency: {...currency, header: null, rule: null, questions: [], notes: []}
  };
}
