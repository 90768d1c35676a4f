import {z} from "zod";
import {About} from "./about.ts";
import {columns, day, flag, number, outcome, partnerId, pick, rows, table, text, word} from "./columns.ts";
import {exchangeMonths} from "./partner_exchange.ts";
import {kinds} from "./partner_kinds.ts";
import {outcomes} from "./partner_outcomes.ts";
import {pairs} from "./partner_people.ts";
import {partners, scores} from "./partners.ts";
import {openDeals} from "./pipeline.ts";
import {partnerQuarters} from "./revenue.ts";

/** Registrations of deals that are still open: not decided, or approved. */
export const openRegistrations = table(
  {metric: null, order: "id, registered_on, customer"},
  {
    id: partnerId(),
    customer: text("who buys", "customer").nullable(),
    registered_on: day("the day of the registration"),
    due_on: day("the day by which it is to be decided"),
    protected_until: day("the last day on which an approved registration protects the deal").nullable(),
    state: word(["late", "waiting", "approved", "expired"], "whether it is decided, and in time", outcome)
  }
);

/** Referrals either way that have no answer yet. */
export const openReferrals = table(
  {metric: null, order: "id, made_on, direction, customer"},
  {
    id: partnerId(),
    direction: word(["received", "given"], "received = from the partner, given = to the partner"),
    customer: text("the customer it is about", "customer").nullable(),
    from_name: text("who passed it on", "person").nullable(),
    to_name: text("who got it", "person").nullable(),
    made_on: day("the day it was passed on"),
    days_open: number("days since then", "days", "day"),
    overdue: flag("open for longer than response_days", outcome)
  }
);

/** Figures of which an edition shows the median of all partners beside a partner's own. */
export const MedianName = z.enum(["score", "deals_won", "referrals_accepted", "tickets_on_time", "revenue", "received", "given"]);

const {id, score: points, lower, upper} = scores.row;

/**
 * All that an edition for some partners holds: rows of these partners and, of all others, only medians. Each column is named here; what a
 * page of the whole portfolio gets in addition reaches no edition.
 */
export const Edition = z.strictObject({
  about: About.pick({
    company: true,
    as_of: true,
    currency: true,
    amounts: true,
    window_days: true,
    evidence_days: true,
    fiscal_year_first_month: true,
    recorded: true,
    unusable: true
  }),
  /** Days after which a referral without an answer is overdue. */
  response_days: z.int(),
  /** Whether enough other partners are known to show what is estimated from all of them: scores. */
  compared: z.boolean(),
  /** null where too few others have the figure. */
  medians: z.array(z.strictObject({figure: MedianName, value: z.number().nullable()})),
  partners: columns(
    pick(
      partners,
      "id",
      "name",
      "kind",
      "tier",
      "region",
      "manager",
      "agreement",
      "started_on",
      "score",
      "lower",
      "upper",
      "received",
      "given",
      "verdict",
      "received_value",
      "given_value",
      "revenue",
      "below_zero",
      "last_contact_on"
    )
  ),
  kinds: columns(pick(kinds, "id", "kind", "n", "kept")),
  months: z.array(z.iso.date()),
  history: columns({id, score: z.array(points), lower: z.array(lower), upper: z.array(upper)}),
  exchange: columns(exchangeMonths.row),
  outcomes: columns(outcomes.row),
  pairs: columns(pairs.row),
  quarters: columns({...partnerQuarters.row, label: z.string()}),
  deals: columns(pick(openDeals, "id", "customer", "value", "opened_on", "expected_close_on")),
  registrations: rows(openRegistrations),
  referrals: rows(openReferrals)
});
export type Edition = z.infer<typeof Edition>;
