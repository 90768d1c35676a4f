import {counted, either} from "../shared/formats.js";

/** The most further good outcomes that are tried. */
export const nextMax = 100;

/** How many more good outcomes of each kind reach the next grade; null where no number up to 100 does. */
export interface ToNextGrade {
  next_grade: string | null;
  to_next_deals: number | null;
  to_next_referrals: number | null;
  to_next_tickets: number | null;
}

/** "2 more won deals, 4 accepted referrals or 6 tickets resolved well"; null where nothing up to 100 is enough. */
export function toNextGrade(row: ToNextGrade): string | null {
  const ways = [
    row.to_next_deals === null ? null : counted(row.to_next_deals, "more won deal"),
    row.to_next_referrals === null ? null : counted(row.to_next_referrals, "more accepted referral"),
    row.to_next_tickets === null ? null : counted(row.to_next_tickets, "more ticket resolved well", "more tickets resolved well")
  ].filter((way) => way !== null);
  if ([row.to_next_deals, row.to_next_referrals, row.to_next_tickets].includes(0))
    return "nothing more, if outcomes stay as good as they are now";
  return ways.length ? either(ways) : null;
}
