import {percent, period} from "../shared/formats.js";
import type {Thresholds} from "./facts.js";
import {thresholdName} from "./threshold.js";

/** A kind of statement that the site makes: by what rule it is made, of which metric, and which test holds it. */
export interface Claim {
  claim: string;
  rule: string;
  /** The metric whose definition is on this page; null where a rule is about words alone. */
  metric: string | null;
  /** The file of the test, and its title or a part of it. */
  test: readonly [file: string, title: string];
}

/** What this site claims, and how it knows. */
export const claims = (s: Thresholds): Claim[] => [...ofTrust(s), ...ofMoney(s), ...ofCare(s), ...ofWords()];

const ofTrust = (s: Thresholds): Claim[] => [
  {
    claim: "A trust score, with its interval",
    rule: `Weighted rate of deals won, referrals accepted and tickets resolved well in ${period(s.evidence_days)}, an outcome ${period(s.half_life_days)} old counting half; the interval holds the true value with a probability of 90%.`,
    metric: "trust",
    test: ["test/metrics/independent.test.ts", "agrees with the recomputation"]
  },
  {
    claim: "A grade, or that a partner can’t be rated",
    rule: `Trusted: better than the average partner with a probability of at least ${percent(s.trusted_min)}, averaged over the latest months, on enough evidence; kept down to ${percent(s.trusted_keep_min)}. Not rated where no kind of outcome tells partners apart.`,
    metric: "trust_grades",
    test: ["test/sample/grades.test.ts", "are back the month after in at most 5 % of these changes"]
  },
  {
    claim: "How many more outcomes reach the next grade",
    rule: "For each kind alone, from the partner’s own posterior; none where no number up to 100 is enough.",
    metric: "trust_next_grades",
    test: ["test/metrics/trust.test.ts", "tells how many good outcomes of each kind that speaks reach the next grade"]
  },
  {
    claim: "Better, worse, or can’t tell yet",
    rule: "The 90% interval of the difference of two rates excludes 0, or it does not; equality is never claimed.",
    metric: "partner_effect",
    test: ["test/shared/rateDifference.test.ts", "is better or worse only where its interval excludes 0, and never equal"]
  },
  {
    claim: "Who sends clearly more referrals, and who is one-sided",
    rule: "The 90% interval of the share received excludes one half; one-sided in value as well as in count, over the evidence window.",
    metric: "reciprocity",
    test: ["test/metrics/reciprocity.test.ts", "calls the exchange balanced from the number that the settings say"]
  }
];

const ofMoney = (s: Thresholds): Claim[] => [
  {
    claim: "Equivalent to a number of equal partners",
    rule: `One divided by the sum of squared shares of partner revenue in ${period(s.window_days)}.`,
    metric: "concentration",
    test: ["test/metrics/concentration.test.ts", "of 30, 30, 20 and 20 % is 2,600 points, high"]
  },
  {
    claim: "Probability of inactivity",
    rule: "The forecast with the smallest error over past month-ends, among one rate for all, each partner’s own deals, and these corrected by past outcomes; one rate for all while past outcomes are too few.",
    metric: "inactivity",
    test: ["test/metrics/forecasts.test.ts", "is the candidate with the lowest error over past month-ends"]
  },
  {
    claim: "What a bad year (1 in 20) loses",
    rule: "Partners become inactive or buy less, each independently; compared with every past year, the number beyond the bound by Kupiec’s test.",
    metric: "yearly_loss",
    test: ["test/metrics/forecasts.test.ts", "is held against what past years lost"]
  },
  {
    claim: "Revenue retention, gross and net",
    rule: `Revenue in ${period(s.window_days)} of the partners that brought revenue in the ${period(s.window_days)} before; gross counts none above what it was.`,
    metric: "retention",
    test: ["test/metrics/forecasts.test.ts", "counts what partners of the window before still bring"]
  },
  {
    claim: `At or above ${thresholdName(s)}, for Finance to check`,
    rule: `Customers, and partners that may be customers of record, from ${percent(s.disclosure_share)} of all revenue; companies under one parent count as one.`,
    metric: "disclosures",
    test: ["test/metrics/concentration.test.ts", "list a partner that may be a customer of record"]
  }
];

const ofCare = (s: Thresholds): Claim[] => [
  {
    claim: "Referrals or deals below normal pace",
    rule: "So few are improbable by the partner’s own rhythm, and remain so when all partners are tested together (Benjamini-Hochberg).",
    metric: "trend",
    test: ["test/metrics/trend.test.ts", "raises an alarm for the one that stopped"]
  },
  {
    claim: "Uses far more support than its revenue share; no contact",
    rule: `Hours beyond ${s.over_served_ratio} times the revenue share, and any dealing counts as contact, for ${period(s.no_contact_days)}; a rule that would meet more than half of the partners meets none.`,
    metric: "attention",
    test: ["test/metrics/care.test.ts", "is any dealing: an activity, a deal, a ticket or a referral"]
  },
  {
    claim: "A money figure, and what it leaves out",
    rule: "Won deals without an exchange rate are counted and totalled per currency, shown next to it; where they are half of the deals or of the money, no share of the rest is told.",
    metric: "incomplete_revenue",
    test: ["test/site/excluded.test.ts", "every page with money says how many deals and how much is excluded"]
  }
];

const ofWords = (): Claim[] => [
  {
    claim: "Most, all, none, largest, first",
    rule: "Most is more than half; an order holds in the published figures; a figure that is on several pages is the same on each; a count equals the rows that it introduces.",
    metric: null,
    test: ["test/site/consistency.test.ts", "has nothing to find on the sample company’s site"]
  },
  {
    claim: "A period or a threshold",
    rule: "Taken from the settings that hold; with every one of them changed, no page speaks of a default.",
    metric: null,
    test: ["test/site/settings.test.ts", "no page speaks of a default period"]
  },
  {
    claim: "Why a figure moved",
    rule: "Since the last publication, split into new events, corrected records, and changed definitions or settings.",
    metric: null,
    test: ["test/history/moves.test.ts", "adds up to the difference for every headline and score"]
  }
];
