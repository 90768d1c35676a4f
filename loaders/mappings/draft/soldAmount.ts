import type {CanonicalTable} from "../../tables/columns.ts";
import {headersOfColumn, meaningOf} from "./lexicon/lexicon.ts";
import {plainHeader, plainWords} from "./lexicon/plain.ts";
import {areAmounts, areDays, type Profile} from "./profile.ts";

/** What the headers of a list of referrals say, and hardly any other list. */
export const referralWords =
  /(^| )(refer|lead|intro|prospect|recommend|empf|vermittl|apport|recommand|parrain|recomend|indica|segnal|aanbev|aangedragen)|紹介/u;
/** Amounts beside the one that is meant. */
export const otherAmounts =
  /\b(tax|vat|weighted|gewichtet\w*|pondere\w*|ponderad[ao]s?|ponderat[aeio]|gewogen|commission|fee|cost|probability|discount|converted|margin|count)\b|加重/;
/** A column, and the header that it is read from. */
interface Taken {
  column: {name: string};
  profile: Profile | null;
}

/** What amounts that were won or lost add. */
const sold = 0.25;
const amountWords = new Set(headersOfColumn("amount").filter((w) => !w.includes(" ")));

/**
 * What amounts add to deals where a status has words for won or lost: they are what was sold, under whatever header, and would be read by
 * nothing in a list of tickets. A list of referrals may have both; it says somewhere that it is one.
 */
export function soldAmount({name}: CanonicalTable, matches: readonly Taken[], profiles: readonly Profile[]): number {
  const of = (column: string) => matches.find((m) => m.column.name === column)?.profile ?? null;
  const status = of("status");
  if (name !== "deals" || !status || profiles.some((p) => referralWords.test(plainWords(p.header)))) return 0;
  const taken = new Set(matches.flatMap((m) => m.profile?.header ?? []));
  const isSold = status.top.some((t) => /^(won|lost)$/.test(meaningOf(t.value, ["open", "won", "lost"], status.header) ?? ""));
  const isAmount = (p: Profile) =>
    !taken.has(p.header) &&
    areAmounts(p) &&
    !areDays(p) &&
    !otherAmounts.test(plainHeader(p.header)) &&
    (p.top.some((t) => /\d[.,]\d{1,2}(?!\d)|\p{Sc}/u.test(t.value)) ||
      plainWords(p.header)
        .split(" ")
        .some((w) => amountWords.has(w)));
  return isSold && (of("amount") ?? profiles.some(isAmount)) ? sold : 0;
}
