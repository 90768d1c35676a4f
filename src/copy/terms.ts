import {percent} from "../shared/formats.js";

/** What a word means to a reader, and the metric whose whole definition is on the method page. */
export interface Term {
  says: string;
  metric: string;
}

const verdict: Term = {
  says: "Whether referrals received and sent differ by more than chance explains.",
  metric: "reciprocity"
};

/** The words that need an explanation, as they are at table heads and key numbers. */
export const terms: Readonly<Record<string, Term>> = {
  Trusted: {says: "Better than the average partner with a high probability, on enough evidence.", metric: "trust"},
  Score: {
    says: "Trust score from 0 to 100: a weighted rate of deals won, referrals accepted and tickets resolved well. It is an index, not a probability. The interval holds the true value with a probability of 90%.",
    metric: "trust"
  },
  Grade: {
    says: "The score and its interval against the average partner: trusted, above average, below average, at risk, or not enough data to rate; not rated where no kind of outcome tells partners apart.",
    metric: "trust"
  },
  "Probability better": {says: "The probability that the true score is above the average partner’s.", metric: "trust"},
  "Next grade": {
    says: "How many further won deals, if they came today, would lift the partner to the next grade. Referrals and tickets can too; the partner’s page lists all ways.",
    metric: "trust"
  },
  "Portfolio average": {
    says: "The rate over all partners, which a score with little evidence stays close to.",
    metric: "trust_priors"
  },
  "Referrals exchanged": {says: "Referrals received from partners against referrals sent to them.", metric: "reciprocity"},
  Verdict: verdict,
  Balance: verdict,
  "From the largest": {
    says: "The largest partner’s share of partner revenue. “Equivalent to 14 equal partners”: 14 partners of equal size would be as concentrated.",
    metric: "concentration"
  },
  "Above average": {
    says: "A grade of trust: probably better than the average partner, not yet sure enough for trusted.",
    metric: "trust_grades"
  },
  HHI: {
    says: "Herfindahl-Hirschman index of concentration: the sum of squared shares, in points: near 0 for many equal partners, 10,000 for a single one.",
    metric: "concentration"
  },
  "Effective number": {
    says: "How many of equal size would be as concentrated: one divided by the sum of squared shares.",
    metric: "concentration"
  },
  Gini: {says: "0 where all bring the same, near 1 where one brings all.", metric: "concentration"},
  "Probability of inactivity": {says: "The probability of no won deal in a year.", metric: "deal_rates"},
  "Expected loss": {
    says: "What a year costs on average, by partners that become inactive and by partners that buy less.",
    metric: "yearly_loss"
  },
  "Expected loss by inactivity": {says: "Revenue times the probability of inactivity.", metric: "risk"},
  [`Bring ${percent(0.8)}`]: {
    says: `The fewest partners that together bring ${percent(0.8)} of partner revenue.`,
    metric: "segmentation"
  },
  Segment: {says: "By what a partner brings (groups A, B, C) and by its grade.", metric: "segments"},
  "Without contact": {
    says: "Active partners outside group A without contact for longer than the setting allows.",
    metric: "attention"
  },
  "Of our hours": {says: "The partner’s share of the hours on tickets and activities with partners.", metric: "service_hours"},
  Revenue: {
    says: "Net revenue of won deals in the revenue window; a deal with several partners is split equally.",
    metric: "revenue"
  }
};
