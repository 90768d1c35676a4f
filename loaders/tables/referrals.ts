import {z} from "zod";
import {category, day, id, instant, money, table} from "./columns.ts";

export const referrals = table({
  name: "referrals",
  about: "Referrals between us and a partner.",
  key: ["referral_id"],
  row: z.object({
    referral_id: id("the referral's key in the source system"),
    partner_id: id("the partner that sent or received it"),
    direction: category(["received", "given"], "received = partner to us, given = us to partner"),
    from_person: id("who passed it on").nullable(),
    to_person: id("who got it").nullable(),
    customer_id: id("the customer it is about").nullable(),
    made_on: day("the day it was passed on"),
    answered_on: day("the day it was accepted or rejected").nullable(),
    outcome: category(["accepted", "rejected", "pending"], "what became of it"),
    deal_id: id("the deal it led to").nullable(),
    value: money("its value, in the reporting currency").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
