import {z} from "zod";
import {columns, count, money, partnerId, pick, table} from "./columns.ts";
import {openReferrals, openRegistrations} from "./edition.ts";
import {openDeals} from "./pipeline.ts";
import {joint_tickets, reviews, troubleFree} from "./service.ts";

/** What was open with each partner a year before, by the records of now. */
export const pipelineBefore = table(
  {metric: null, order: "id"},
  {
    id: partnerId(),
    deals: count("open deals then"),
    value: money("its share of what they are worth"),
    excluded_deals: count("open deals without an exchange rate")
  }
);

/** Tickets that concern a partner, by who had to resolve them. */
export const partnerTickets = table(
  {metric: "joint_tickets", where: "m.partner_id is not null and m.tickets > 0", order: "id, owner"},
  {
    id: partnerId(),
    ...pick(joint_tickets, "owner"),
    tickets: count("tickets", {unit: "tickets"}),
    resolved: count("resolved", {unit: "tickets"}),
    with_due: count("with a due day", {unit: "tickets"}),
    in_time: count("resolved by it", {unit: "tickets"})
  }
);

/** What the meeting with a partner has on its table beside the partner's page. */
export const Review = z.strictObject({
  deals: columns(openDeals.row),
  before: columns(pipelineBefore.row),
  tickets: columns(partnerTickets.row),
  trouble_free_days: z.int(),
  trouble_free: columns({...pick(troubleFree, "customers", "trouble_free"), id: partnerId()}),
  registrations: columns(openRegistrations.row),
  referrals: columns(openReferrals.row),
  reviews: columns(pick(reviews, "id", "last_review_on", "days_since_review", "stale"))
});
