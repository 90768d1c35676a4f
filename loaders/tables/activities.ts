import {z} from "zod";
import {category, day, id, number, table} from "./columns.ts";

export const activities = table({
  name: "activities",
  about: "What we do for partners and customers: calls, visits, training, reviews.",
  key: ["activity_id"],
  row: z.object({
    activity_id: id("the activity's key in the source system"),
    partner_id: id("the partner concerned").nullable(),
    customer_id: id("the customer concerned").nullable(),
    person_id: id("our person").nullable(),
    kind: category(["call", "visit", "training", "event", "plan_review", "email"], "what was done"),
    happened_on: day("the day"),
    hours: number("hours spent").nullable()
  })
});
