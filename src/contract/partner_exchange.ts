import {z} from "zod";
import {columns, count, day, partnerId, table} from "./columns.ts";

/** Referrals by partner and month, 24 months up to now, only months with any. */
export const exchangeMonths = table(
  {
    metric: "referral_months",
    dates: "none",
    where: "m.month > now.as_of - interval 24 month and m.month <= now.as_of and m.received + m.given > 0",
    order: "id, month"
  },
  {
    id: partnerId(),
    month: day("its first day"),
    received: count("referrals received"),
    given: count("referrals given")
  }
);

export const PartnerExchange = z.strictObject({months: columns(exchangeMonths.row)});
