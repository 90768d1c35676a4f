import {z} from "zod";
import {day, id, table, text} from "./columns.ts";

export const dealPartners = table({
  name: "deal_partners",
  about: "Who took part in a deal when it was more than one partner; without it deals.partner_id is the one.",
  key: ["deal_id", "partner_id"],
  row: z.object({
    deal_id: id("the deal"),
    partner_id: id("a partner on it"),
    role: text("part that the partner played").nullable(),
    joined_on: day("the day the partner joined the deal").nullable()
  })
});
