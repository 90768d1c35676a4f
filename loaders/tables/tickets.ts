import {z} from "zod";
import {category, count, day, id, instant, number, table, text} from "./columns.ts";

export const tickets = table({
  name: "tickets",
  about: "Support tickets and who is to resolve them.",
  key: ["ticket_id"],
  row: z.object({
    ticket_id: id("the ticket's key in the source system"),
    partner_id: id("the partner concerned").nullable(),
    customer_id: id("the customer concerned").nullable(),
    deal_id: id("the deal that led to it").nullable(),
    owner: category(["partner", "us", "both"], "who has to resolve it"),
    opened_on: day("the day it was opened"),
    due_on: day("the day it is due").nullable(),
    resolved_on: day("the day it was resolved").nullable(),
    reopened: count("how often it was reopened; true and false count as 1 and 0").nullable(),
    hours: number("our hours spent on it").nullable(),
    severity: text("severity in the company's own words").nullable(),
    topic: text("what it is about; installation is used for trouble-free delivery").nullable(),
    csat: number("customer satisfaction, on the company's own scale").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
