import {z} from "zod";
import {About} from "./about.ts";
import {Grade, Label, Level, Verdict} from "./categories.ts";
import {columns, count, day, fraction, id, maybe, number, score, share, text} from "./types.ts";
import {words} from "./words.ts";

const partner = {
  id,
  name: text,
  kind: maybe(text),
  tier: maybe(text),
  region: maybe(text),
  parent: maybe(text),
  manager: maybe(text),
  agreement: maybe(text),
  started_on: maybe(day),
  score: maybe(score),
  lower: maybe(score),
  upper: maybe(score),
  evidence: maybe(number),
  p_better: maybe(fraction),
  grade: maybe(Grade),
  grade_before: maybe(Grade),
  next_grade: maybe(Grade),
  to_next_deals: maybe(count),
  to_next_referrals: maybe(count),
  to_next_tickets: maybe(count),
  received: count,
  given: count,
  verdict: Verdict,
  received_value: maybe(number),
  given_value: maybe(number),
  revenue: number,
  share: maybe(share),
  p_silent: maybe(fraction),
  expected_loss: maybe(number),
  rank: maybe(count),
  abc: maybe(z.enum(["A", "B", "C"])),
  label: maybe(Label),
  merit: maybe(number),
  merit_rank: maybe(count),
  expected_deals: maybe(number),
  deal_size: maybe(number),
  service_share: maybe(fraction),
  served: maybe(z.enum(["over", "under", "fair"])),
  hours: maybe(number),
  last_contact_on: maybe(day),
  days_since_contact: maybe(count),
  ignored: z.boolean(),
  quiet: Level,
  quiet_window_days: maybe(count),
  quiet_recent: maybe(count),
  quiet_expected: maybe(number),
  /** The score at each quarter's end of two years, and now. */
  past: z.array(maybe(score)),
  past_lower: z.array(maybe(score)),
  past_upper: z.array(maybe(score))
};

export const Partners = z.strictObject({
  about: About,
  words,
  typical: maybe(score),
  total_revenue: number,
  effective_n: maybe(number),
  /** The quarters' ends that past scores are of, oldest first, and the day of the figures as the last. */
  past_days: z.array(day),
  partners: columns(partner)
});
