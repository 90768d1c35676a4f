import type {About, Answer, Sentence} from "../contract/index.js";
import {counted, money, whole} from "../shared/formats.js";
import {aheadSentence} from "./forecast.js";
import {incomplete, type Told} from "./money.js";
import {compared} from "./revenue.js";
import type {Period} from "./revenueFacts.js";
import {answer, say} from "./say.js";
import {isUnlike, lastComplete, lastUnlike} from "./unlike.js";

/* What one partner brings. */

/** A partner's revenue, its open deals and its forecast. */
export function partnerRevenueWords(
  f: {
    quarters: readonly Period[];
    open: {deals: number; value: number; stalled: number; stalled_value: number; excluded_deals: number} | undefined;
    forecast: {expected: number; lower: number | null; upper: number | null; until: string} | undefined;
    /** Its won deals without an exchange rate, by currency. */
    excluded?: readonly unknown[];
    past?: Parameters<typeof aheadSentence>[2];
  },
  about: About
): Answer {
  const {currency} = about;
  if (!about.recorded.deals) return answer("What does it bring?", incomplete(about));
  const open = f.open?.deals
    ? f.open.excluded_deals === f.open.deals
      ? say`Open: ${counted(f.open.deals, "deal")}, none of known worth, as no exchange rate is delivered.`
      : say`Open: ${counted(f.open.deals, "deal")}${f.open.excluded_deals ? `, ${whole(f.open.excluded_deals)} of them without an exchange rate,` : ""} worth ${money(f.open.value, currency)}${f.open.stalled ? `; ${counted(f.open.stalled, "is stalled", "are stalled")}, worth ${money(f.open.stalled_value, currency)}` : "; none is stalled"}.`
    : say`No deals are open.`;
  const finding =
    !f.quarters.length && f.excluded?.length ? say`No revenue with an exchange rate recorded` : partnerQuarter(f.quarters, about);
  return answer("What does it bring?", finding, [lastUnlike(f.quarters), open, aheadSentence(f.forecast, about, f.past)]);
}

/** A partner's last complete quarter against the same one a year before. */
export function partnerQuarter(quarters: readonly Period[], about: Told): Sentence {
  const last = lastComplete(quarters);
  if (!last) return quarters.length ? say`No complete quarter of revenue yet` : say`No revenue recorded`;
  return last.net === 0 && !last.net_before && !isUnlike(last) && about.amounts !== "indexed"
    ? say`No revenue in ${last.label}`
    : say`${money(last.net, about.currency)} in ${last.label}, ${compared(last, about)}`;
}
