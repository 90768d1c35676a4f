import type {Answer, Sentence} from "../contract/index.js";
import {firstCounted, money, percent} from "../shared/formats.js";
import {sum} from "../shared/rows.js";
import {inBands, incomplete, moneyUnknown} from "./money.js";
import type {Period, RevenueFacts} from "./revenueFacts.js";
import {answer, nothing, say} from "./say.js";
import {lastComplete, yearBefore} from "./unlike.js";

/* Revenue with partners and without, by quarter. */

/** Revenue of one quarter with partners and direct; share = the part with partners, null without revenue. */
export interface BothWays {
  label: string;
  starts_on: string;
  is_complete: boolean;
  partner: number;
  direct: number;
  share: number | null;
}

/**
 * The quarters that there are both kinds of, the newest last; refunds above what was won leave no share.
 * @param bands whether amounts are bands, of which no part of a sum can be told
 */
export function bothWays(quarters: readonly Period[], direct: readonly Period[], bands = false): BothWays[] {
  const without = new Map(direct.map((row) => [row.starts_on, row.net]));
  return quarters.flatMap(({label, starts_on, is_complete, net}) => {
    const rest = without.get(starts_on);
    if (rest === undefined) return [];
    const share = !bands && net >= 0 && rest >= 0 && net + rest > 0 ? net / (net + rest) : null;
    return [{label, starts_on, is_complete, partner: net, direct: rest, share}];
  });
}

/** Whether there is revenue of both kinds, so that one can be compared with the other. */
export const isCompared = (rows: readonly BothWays[]): boolean =>
  rows.some((row) => row.partner > 0) && rows.some((row) => row.direct > 0);

/** Why there is no direct revenue to compare with: no such deal was won, or those won have no amounts, or are refunded in full. */
function nothingDirect({about, direct}: Pick<RevenueFacts, "about" | "direct">): Sentence {
  const won = sum(direct, (row) => row.deals);
  const rated = about.excluded ? " with an exchange rate" : "";
  return won
    ? say`${firstCounted(won, "direct deal")}${rated} won, without net revenue to compare with`
    : say`No direct deal${rated} was won to compare with`;
}

/** Why a quarter has no share with partners: more was refunded than won, with partners or without, or there was no revenue. */
const noShare = ({label, partner, direct}: BothWays): Sentence =>
  partner < 0 || direct < 0 ? say`Refunds leave no share to tell in ${label}` : say`No revenue in ${label}`;

/** How much of all revenue is with partners, in the last complete quarter and a year before. */
export function directAnswer(f: Pick<RevenueFacts, "about" | "quarters" | "direct">): Answer {
  const question = "How much of our revenue is with partners?";
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  const rows = bothWays(f.quarters, f.direct, inBands(f.about));
  if (!rows.some((row) => row.direct > 0)) return answer(question, nothingDirect(f));
  const last = lastComplete(f.quarters);
  const now = rows.find((row) => row.starts_on === last?.starts_on);
  if (!now) return answer(question, say`No complete quarter of revenue in the data yet`);
  const {currency} = f.about;
  const both = say`With partners ${money(now.partner, currency)}, direct ${money(now.direct, currency)}.`;
  if (inBands(f.about))
    return answer(
      question,
      say`In ${now.label} with partners ${money(now.partner, currency)}, direct ${money(now.direct, currency)}`
    );
  if (now.share === null) return answer(question, noShare(now), [both]);
  const before = rows.find((row) => row.is_complete && row.label === yearBefore(now.label));
  return answer(question, say`${percent(now.share)} of revenue in ${now.label} is with partners`, [
    both,
    before && before.share !== null ? say`In ${before.label} it was ${percent(before.share)}.` : nothing
  ]);
}

export function directTitle(rows: readonly BothWays[]): string {
  const last = rows.findLast((row) => row.is_complete && row.share !== null);
  return last ? `With partners in ${last.label}: ${percent(last.share)} of revenue` : "Revenue with partners and direct";
}

export const directCaption = (rows: readonly BothWays[]): string =>
  `Net revenue of won deals by quarter, with partners and direct${rows.some((row) => row.share !== null) ? "; above each the part with partners" : ""}.${rows.every((row) => row.is_complete) ? "" : " Dashed: a quarter of which not all days are in the data."}`;
