import {z} from "zod";
import {About} from "./about.ts";
import {Grade, Label, Level, Verdict} from "./categories.ts";
import {
  category,
  columns,
  count,
  day,
  flag,
  fraction,
  money,
  number,
  outcome,
  partnerId,
  partnerName,
  personName,
  rank,
  score,
  share,
  table,
  text,
  word
} from "./columns.ts";
import {PartnerPace} from "./pace.ts";
import {PartnerExcluded} from "./excluded.ts";
import {Answer} from "./words.ts";

/** Every partner that exists now, with what each metric says of it. A column of another metric is joined by date and partner. */
export const partners = table(
  {metric: "partners_at", key: "partner_id", order: "revenue desc, name, id"},
  {
    id: partnerId(),
    name: partnerName(),
    kind: text("reseller, integrator, … in the company's own words", "trait", {from: "partners.kind"}).nullable(),
    tier: text("gold, silver, … in the company's own words", "trait", {from: "partners.tier"}).nullable(),
    region: text("sales region", "trait", {from: "partners.region"}).nullable(),
    parent: text("the company that owns it", "partner", {nameOf: ["partners", "partners.parent_id"]}).nullable(),
    parent_id: text("the same by its id, which may be no partner's", "partner", {from: "partners.parent_id"}).nullable(),
    manager: personName("our account manager", "partners.manager_id").nullable(),
    agreement: text("the kind of agreement", "trait", {from: "partners.agreement"}).nullable(),
    started_on: day("the first day that anything is known of it", {tells: "trait"}).nullable(),
    score: score("trust score", {from: "trust.score"}).nullable(),
    lower: score("lower end of the score's 90 % interval", {from: "trust.lower"}).nullable(),
    upper: score("upper end of the score's 90 % interval", {from: "trust.upper"}).nullable(),
    evidence: number("outcomes behind the score, the old ones discounted", "outcomes", "count", {
      from: "trust.evidence"
    }).nullable(),
    p_better: fraction("probability that it is better than average", {from: "trust.p_better"}).nullable(),
    grade: category(Grade, "grade of trust", {...outcome, from: "trust.grade"}).nullable(),
    grade_before: category(Grade, "grade at the last quarter's end, where it was another and anybody could be rated then", {
      ...outcome,
      from: "case when grade_moves.grade_before <> grade_moves.grade_now then nullif(grade_moves.grade_before, 'not_rated') end"
    }).nullable(),
    next_grade: category(Grade, "the next higher grade", {...outcome, from: "trust.next_grade"}).nullable(),
    to_next_deals: count("won deals to the next grade; 0 = there already, follows if it stays", {
      from: "trust.to_next_grade_deals"
    }).nullable(),
    to_next_referrals: count("accepted referrals to the next grade", {from: "trust.to_next_grade_referrals"}).nullable(),
    to_next_tickets: count("tickets resolved well to the next grade", {from: "trust.to_next_grade_tickets"}).nullable(),
    received: count("referrals received from it", {from: "coalesce(reciprocity.received, 0)"}),
    given: count("referrals given to it", {from: "coalesce(reciprocity.given, 0)"}),
    verdict: category(Verdict, "the verdict on the referrals exchanged", {
      ...outcome,
      from: "coalesce(reciprocity.verdict, 'no_exchange')"
    }),
    share_lower: fraction("lower end of the 90 % interval of received in all exchanged", {
      from: "reciprocity.share_lower"
    }).nullable(),
    share_upper: fraction("upper end of the 90 % interval of received in all exchanged", {
      from: "reciprocity.share_upper"
    }).nullable(),
    received_value: money("value of the referrals received", {from: "reciprocity.received_value"}).nullable(),
    given_value: money("value of the referrals given", {from: "reciprocity.given_value"}).nullable(),
    revenue: money("net revenue won in the window", {from: "coalesce(risk.revenue, 0)"}),
    below_zero: money("net revenue won in the window, where refunds exceed it and it counts as 0", {
      from: "case when wins.net < 0 then wins.net end"
    }).nullable(),
    share: share("part of all partner revenue", {from: "risk.share"}).nullable(),
    p_silent: fraction("probability of no won deal in 12 months", {
      from: "case when inactivity.known then risk.p_silent end"
    }).nullable(),
    inactivity_by: word(["portfolio", "model", "recalibrated"], "which forecast that is", {
      ...outcome,
      from: "inactivity.forecast"
    }).nullable(),
    expected_loss: money("expected loss by inactivity in a year", {
      from: "case when inactivity.known then risk.expected_loss end"
    }).nullable(),
    rank: rank("place by revenue", {from: "segments.rank"}).nullable(),
    abc: word(["A", "B", "C"], "computed ABC class", {...outcome, from: "segments.abc"}).nullable(),
    value_share: share("part of the revenue that segments divide", {from: "segments.value_share"}).nullable(),
    label: category(Label, "segment", {...outcome, from: "segments.label"}).nullable(),
    merit: money("expected annual value", {from: "segments.merit"}).nullable(),
    merit_rank: rank("place by expected annual value", {from: "segments.merit_rank"}).nullable(),
    expected_deals: number("deals to expect in a year", "deals", "count", {from: "segments.expected_deals"}).nullable(),
    deal_size: money("credible size of a deal", {from: "segments.deal_size"}).nullable(),
    served: word(["over", "under", "fair"], "our hours against its value", {...outcome, from: "segments.served"}).nullable(),
    service_share: share("part of our hours", {from: "segments.service_share"}).nullable(),
    hours: number("our hours in the window", "hours", "count", {
      from: "attention.ticket_hours + attention.activity_hours"
    }).nullable(),
    last_contact_on: day("day of the last contact", {from: "attention.last_contact_on"}).nullable(),
    days_since_contact: count("days since the last contact", {
      unit: "days",
      tells: "day",
      from: "attention.days_since_contact"
    }).nullable(),
    ignored: flag("no contact for longer than the setting allows", {...outcome, from: "coalesce(attention.ignored, false)"}),
    quiet: category(Level, "whether referrals are below their normal pace, also for the time of the year", {
      ...outcome,
      from: "coalesce(trend.season_level, 'none')"
    }),
    quiet_window_days: count("days that referrals were counted over", {unit: "days", from: "trend.window_days"}).nullable(),
    quiet_recent: count("referrals in these days", {from: "trend.recent"}).nullable(),
    quiet_expected: number("referrals expected in these days of the year", "referrals", "count", {
      from: "trend.season_expected"
    }).nullable(),
    p_quiet: fraction("probability of so few by chance in these days of the year", {from: "trend.season_p_quiet"}).nullable()
  }
);

/** Each partner's score at each month-end and now. */
export const scores = table(
  {metric: "trust", dates: "all", order: "as_of, id"},
  {
    as_of: day("the date of the figures", {tells: "open"}),
    id: partnerId(),
    score: score("trust score; null where the partner is not rated").nullable(),
    lower: score("lower end of its 90 % interval").nullable(),
    upper: score("upper end of its 90 % interval").nullable(),
    grade: category(Grade, "grade of trust", outcome)
  }
);

/** What the list and the page of one need not. */
const {share_lower: _l, share_upper: _u, value_share: _v, p_quiet: _p, ...shown} = partners.row;

export const Partners = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  average: score("score of the average partner").nullable(),
  total_revenue: money("revenue through partners in the window"),
  effective_n: number("effective number of partners", "partners", "share").nullable(),
  /** Whether its readers may see the records behind figures. */
  records_shown: z.boolean(),
  /** The quarters' ends that past scores are of, oldest first, and the day of the figures as the last. */
  past_days: z.array(z.iso.date()),
  /** Won deals of the window that a partner's revenue leaves out, by currency. */
  excluded: PartnerExcluded,
  /** What of its deals is below its own pace. */
  pace: PartnerPace,
  partners: columns({
    ...shown,
    /** The score at each quarter's end of two years, and now. */
    past: z.array(scores.row.score),
    past_lower: z.array(scores.row.lower),
    past_upper: z.array(scores.row.upper)
  })
});
