import {Review} from "../../src/contract/review.ts";
import type {File} from "../../src/contract/index.ts";
import {byColumn} from "./byColumn.ts";
import type {Portfolio} from "./portfolio.ts";

/** What a review has on the table beside what the partner's page reads: what is open one by one, and service by side. */
export const review = (p: Portfolio): File<"review"> => ({
  deals: byColumn(Review.shape.deals, p.open_deals),
  before: byColumn(Review.shape.before, p.pipeline_before),
  tickets: byColumn(Review.shape.tickets, p.partner_tickets),
  trouble_free_days: p.settings.trouble_free_days,
  trouble_free: byColumn(
    Review.shape.trouble_free,
    p.trouble_free.filter((row): row is typeof row & {id: string} => row.id !== null)
  ),
  registrations: byColumn(Review.shape.registrations, p.open_registrations),
  referrals: byColumn(Review.shape.referrals, p.open_referrals),
  reviews: byColumn(Review.shape.reviews, p.about.recorded.reviews ? p.reviews : [])
});
