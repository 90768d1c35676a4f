import {z} from "zod";
import {category, currency, day, id, instant, money, percent, table, text} from "./columns.ts";

export const deals = table({
  name: "deals",
  about: "Sales opportunities, open and closed, with and without a partner.",
  key: ["deal_id"],
  row: z.object({
    deal_id: id("the deal's key in the source system"),
    partner_id: id("the partner on the deal, empty for a direct deal; deal_partners takes precedence").nullable(),
    customer_id: id("who buys"),
    rep_id: id("our person who sells").nullable(),
    opened_on: day("the day the opportunity was opened"),
    closed_on: day("the day it was won or lost; empty while it is open").nullable(),
    status: category(["open", "won", "lost"], "its state"),
    amount: money("gross value"),
    currency: currency("currency of amount and refunded; empty means the reporting currency").nullable(),
    refunded: money("what was refunded; net = amount - refunded").nullable(),
    found_by: category(["us", "partner"], "which side found the deal").nullable(),
    relationship_with: category(["us", "partner"], "which side knows the customer best").nullable(),
    led_by: category(["us", "partner"], "which side led it").nullable(),
    customer_prefers: category(["us", "partner", "either"], "who the customer wants to deliver").nullable(),
    fulfilled_by: category(["us", "partner"], "who delivered").nullable(),
    registered_on: day("the day the partner registered the deal").nullable(),
    decided_on: day("the day the registration was decided").nullable(),
    registration: category(["approved", "rejected", "pending"], "decision on the registration").nullable(),
    stage: text("the sales stage, in the company's own words").nullable(),
    expected_close_on: day("the day on which an open deal is expected to close").nullable(),
    probability: percent("the probability of winning, as the seller or the stage states it").nullable(),
    discount_pct: percent("discount given").nullable(),
    competitor: text("the competitor in the deal").nullable(),
    region: text("sales region of the deal").nullable(),
    industry: text("industry of the deal").nullable(),
    product: text("what was sold").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
