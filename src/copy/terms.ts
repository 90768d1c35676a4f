/** What a word means to a reader, and the metric whose whole definition stands on Method. */
export interface Term {
  says: string;
  metric: string;
}

const balance: Term = {
  says: "Whether leads received and given differ by more than chance would bring; else balanced, or too few to say.",
  metric: "reciprocity"
};

/** The words that need one, as they stand at table heads and key numbers. */
export const terms: Readonly<Record<string, Term>> = {
  Trusted: {
    says: "We can be sure enough that the next dealing goes better than with a typical partner.",
    metric: "trust"
  },
  Score: {
    says: "The chance in 100 that the next dealing goes well: a deal won, a lead accepted, a ticket closed in time. It comes with the range that holds the true value nine times in ten.",
    metric: "trust"
  },
  Grade: {
    says: "Where the score and its range stand against what is typical: trusted, above average, below average, at risk, or not enough data to rate.",
    metric: "trust"
  },
  "Sure it is better": {says: "The chance that the true score is above the typical one.", metric: "trust"},
  "Promises to trusted": {
    says: "How many kept promises in a row would make it trusted, were they kept today.",
    metric: "trust"
  },
  Usual: {says: "What is usual over all our partners.", metric: "trust_priors"},
  "Leads exchanged": {
    says: "Leads that partners gave us and leads that we gave them. One side owes where the numbers differ by more than chance would bring.",
    metric: "reciprocity"
  },
  Verdict: balance,
  Balance: balance,
  "If the largest leaves": {
    says: "The largest share of partner revenue. “As if so many equal ones” is the number of partners of equal size that would be as concentrated.",
    metric: "concentration"
  },
  "As if equal": {
    says: "So many of equal size would be as concentrated: one over the sum of squared shares.",
    metric: "concentration"
  },
  Gini: {says: "0 where all bring the same, near 1 where one brings all.", metric: "concentration"},
  "Chance of silence": {
    says: "The chance that a partner wins no deal with us in the next year, from its own pace of deals.",
    metric: "silence"
  },
  "Expected loss": {says: "Revenue times the chance of silence.", metric: "risk"},
  "Bring 80\u202f%": {
    says: "The fewest partners that together bring 80\u202f% of partner revenue.",
    metric: "segmentation"
  },
  Segment: {says: "What to do with a partner, by what it brings and how far it is trusted.", metric: "segments"},
  "Not spoken to": {
    says: "Partners outside the vital few that had no call, visit or training for longer than is allowed.",
    metric: "attention"
  },
  "Of our hours": {
    says: "Its share of the hours that we spend on all partners: tickets, calls and visits.",
    metric: "service_hours"
  },
  Revenue: {says: "Net of deals won in the last twelve months; a shared deal counts in parts.", metric: "revenue"}
};
