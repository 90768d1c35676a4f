import {z} from "zod";
import {day, id, table, text} from "./columns.ts";

export const dealPartners = table({
  name: "deal_partners",
  about: "The partners on a deal, if there are several; otherwise deals.partner_id is enough.",
  key: ["deal_id", "partner_id"],
  several: "role",
  row: z.object({
    deal_id: id("the deal"),
    partner_id: id("a partner on it"),
    role: text("the partner's role; where there are several, a row each").nullable(),
    joined_on: day("the day the partner joined the deal").nullable()
  })
});
