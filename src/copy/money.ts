import type {Sentence} from "../contract/index.js";
import {counted, plural} from "../shared/formats.js";
import type {Facts} from "./facts.js";
import {nothing, say} from "./say.js";

/** Won deals of the window that no money figure holds, for want of an exchange rate. */
export const excludedDeals = (f: Pick<Facts, "revenue">): number => f.revenue.reduce((sum, row) => sum + row.held_out_deals, 0);

/** Beside every sum of money: what it leaves out. Nothing where it leaves out nothing. */
export function excludedSentence(f: Pick<Facts, "revenue">): Sentence {
  const left = excludedDeals(f);
  const counts = f.revenue.reduce((sum, row) => sum + row.deals, 0);
  return left
    ? say`Excluded: ${counted(left, "won deal")} of ${counts}, whose currency has no exchange rate. Deliver rates to include ${plural(left, "it", "them")}.`
    : nothing;
}

/** Whether so much is excluded that a share of what is left would mislead. */
export const mostlyExcluded = (f: Pick<Facts, "revenue">): boolean =>
  2 * excludedDeals(f) > f.revenue.reduce((sum, row) => sum + row.deals, 0);
