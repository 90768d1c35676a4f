import {z} from "zod";
import {About} from "./about.ts";
import {
  columns,
  count,
  day,
  flag,
  fraction,
  number,
  outcome,
  partnerId,
  partnerName,
  pick,
  rows,
  table,
  word
} from "./columns.ts";
import {partners} from "./partners.ts";
import {Weighed} from "./segments.ts";
import {Answer} from "./words.ts";

const all = {tells: "open"} as const;

/** Customers without an installation ticket in their first days, by who introduced them; rows without id are sums. */
export const troubleFree = table(
  {
    metric: "trouble_free",
    where: "m.customers > 0",
    order: "id is not null, introduced_by, customers desc, name"
  },
  {
    introduced_by: word(["partner", "direct"], "who introduced the customer"),
    id: partnerId().nullable(),
    name: partnerName().nullable(),
    customers: count("new customers", {unit: "customers"}),
    trouble_free: count("without an installation ticket", {unit: "customers"}),
    share: fraction("rate of these").nullable(),
    lower: fraction("lower end of its interval").nullable(),
    upper: fraction("upper end of its interval").nullable()
  }
);

/** Tickets by who owned them, over all partners. */
export const joint_tickets = table(
  {metric: "joint_tickets", where: "m.partner_id is null and m.tickets > 0", order: "tickets desc, owner"},
  {
    owner: word(["both", "partner", "us"], "who had to resolve it"),
    tickets: count("tickets", {unit: "tickets", ...all}),
    resolved: count("resolved", {unit: "tickets", ...all}),
    days: number("days to resolve, on average", "days", "open").nullable(),
    with_due: count("with a due day", {unit: "tickets", ...all}),
    in_time: count("resolved by it", {unit: "tickets", ...all})
  }
);

/** When each partner last had a joint business review, longest ago first. */
export const reviews = table(
  {metric: "reviews", order: "days_since_review desc nulls first, name"},
  {
    id: partnerId(),
    name: partnerName(),
    last_review_on: day("day of the last review").nullable(),
    days_since_review: count("days since", {unit: "days", tells: "day"}).nullable(),
    stale: flag("longer ago than the setting allows", outcome)
  }
);

/** Whether service is good, and fair. */
export const Service = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  weighed: z.array(Weighed),
  trouble_free: rows(troubleFree),
  joint_tickets: rows(joint_tickets),
  hours: columns(
    pick(partners, "id", "name", "hours", "service_share", "share", "served", "last_contact_on", "days_since_contact")
  ),
  reviews: columns(reviews.row)
});
