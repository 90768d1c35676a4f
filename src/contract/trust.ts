import {z} from "zod";
import {About} from "./about.ts";
import {Grade, Kind} from "./categories.ts";
import {Calibrated, GradeCount, dot} from "./shapes.ts";
import {columns, count, day, fraction, maybe, number, score} from "./types.ts";
import {words} from "./words.ts";

const kinds = {deals_kept: number, deals: number, leads_kept: number, leads: number, tickets_kept: number, tickets: number};

export const Trust = z.strictObject({
  about: About,
  words,
  typical: maybe(score),
  weights: z.strictObject({deal: fraction, referral: fraction, ticket: fraction}),
  priors: z.array(
    z.strictObject({
      kind: Kind,
      speaks: z.boolean(),
      weight: fraction,
      base_rate: maybe(fraction),
      strength: maybe(number),
      events: number,
      partners: count
    })
  ),
  grades: z.array(GradeCount),
  history: z.array(
    z.strictObject({
      as_of: day,
      trusted: count,
      candidate: count,
      below_typical: count,
      at_risk: count,
      unproven: count,
      not_rated: count,
      typical: maybe(score)
    })
  ),
  /** What scores foretold, by tenths, and what then happened. */
  calibration: z.array(Calibrated),
  partners: columns({
    ...dot,
    evidence: number,
    p_better: fraction,
    next_grade: maybe(Grade),
    to_next_deals: maybe(count),
    to_next_referrals: maybe(count),
    to_next_tickets: maybe(count),
    ...kinds
  })
});
