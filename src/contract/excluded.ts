import {columns, count, flag, number, partnerId, pick, table, text} from "./columns.ts";

/** Won deals of the window that no money figure holds, for want of an exchange rate, by currency; rows without id are of all. */
export const excluded = table(
  {metric: "excluded_money", order: "id nulls first, currency"},
  {
    id: partnerId().nullable(),
    currency: text("their currency", "trait"),
    deals: count("deals without an exchange rate", {unit: "deals"}),
    amount: number("amount less refunds", "currency of the row", "money")
  }
);

/** The same by partner, on its page. */
export const PartnerExcluded = columns({...pick(excluded, "currency", "deals", "amount"), id: excluded.row.id.unwrap()});

/** Whether too much is excluded for shares of the rest to describe the whole. */
export const incompleteRevenue = table(
  {metric: "incomplete_revenue", order: "won_deals"},
  {
    won_deals: count("won deals of the window", {unit: "deals", tells: "open"}),
    excluded_deals: count("of them without an exchange rate", {unit: "deals", tells: "open"}),
    incomplete: flag("whether they are half or more, of the deals or at face value of the money"),
    material: flag("whether they are more than one in 20, of the deals or at face value of the money")
  }
);
