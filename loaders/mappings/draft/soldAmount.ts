import type {CanonicalTable} from "../../tables/columns.ts";
import {meaningOf} from "./lexicon/lexicon.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {areAmounts, areDays, type Profile} from "./profile.ts";

/** Amounts beside the one that is meant. */
export const otherAmounts =
  /\b(tax|vat|weighted|gewichtet\w*|pondere\w*|ponderad[ao]s?|ponderat[aeio]|gewogen|commission|fee|cost|probability|discount|converted|margin|count)\b|加重/;
/** A column, and the header that it is read from. */
interface Taken {
  column: {name: string};
  profile: Profile | null;
}

/** What an amount adds that no header names. */
const unnamed = 0.25;

/**
 * What amounts under a header that says nothing add to deals: where a status has words for won or lost, they are what was sold, and would be
 * read by nothing in a list of referrals or tickets.
 */
export function soldAmount({name}: CanonicalTable, matches: readonly Taken[], profiles: readonly Profile[]): number {
  const of = (column: string) => matches.find((m) => m.column.name === column)?.profile ?? null;
  const status = of("status");
  if (name !== "deals" || of("amount") || !status) return 0;
  const taken = new Set(matches.flatMap((m) => m.profile?.header ?? []));
  const isSold = status.top.some((t) => /^(won|lost)$/.test(meaningOf(t.value, ["open", "won", "lost"], status.header) ?? ""));
  const isAmount = (p: Profile) =>
    !taken.has(p.header) &&
    areAmounts(p) &&
    !areDays(p) &&
    !otherAmounts.test(plainHeader(p.header)) &&
    p.top.some((t) => /\d[.,]\d{1,2}(?!\d)|\p{Sc}/u.test(t.value));
  return isSold && profiles.some(isAmount) ? unnamed : 0;
}
