import {terms, type Term} from "./terms.js";

/* Every term that the site uses, for the glossary and the search. */

/** Terms that are in sentences and not at a figure of their own. */
const inSentences: Readonly<Record<string, Term>> = {
  "At risk": {says: "A grade of trust: better than the average partner with a low probability only.", metric: "trust_grades"},
  "Bad year (1 in 20)": {says: "The loss that is reached or passed in one year of twenty.", metric: "loss"},
  "One-sided": {says: "A partner that receives clearly more referrals than it sends.", metric: "one_sided"},
  "Over-served": {
    says: "A partner with far more of our hours with partners than its revenue share, by at least the hours that the setting asks for.",
    metric: "attention"
  },
  "Below normal pace": {
    says: "Fewer referrals or deals in the latest days than the partner’s own past lets expect.",
    metric: "trend"
  },
  "Last complete quarter": {
    says: "The latest fiscal quarter whose days are all over; it is compared with the same quarter a year before.",
    metric: "revenue_comparison"
  },
  Pipeline: {says: "Deals that are open, with what they are worth.", metric: "pipeline_totals"},
  "Stalled deal": {
    says: "An open deal that is old compared with won deals of its size, or past its expected close.",
    metric: "pipeline_deals"
  },
  Forecast: {
    says: "Revenue to be expected, with a range that is made to hold 9 outcomes in 10. It is a model’s only while the model does better than simple guesses.",
    metric: "forecast"
  },
  "Pinball loss": {
    says: "A measure of how far off a forecast and the ends of its range are together; lower is better.",
    metric: "forecast_tests"
  },
  "Like for like": {says: "A complete period against the same one a year before.", metric: "revenue_comparison"},
  "Informal alliance": {
    says: "Two people of both sides who send each other referrals, with no agreement on paper.",
    metric: "alliances"
  },
  "Deal lead": {
    says: "The side that leads a deal. Rule of engagement: the one that found it or knows the customer.",
    metric: "leadership"
  }
};

export interface GlossaryEntry extends Term {
  term: string;
  /** Its place on the page. */
  anchor: string;
}

/** All terms from A to Z. */
export const glossary: readonly GlossaryEntry[] = Object.entries({...terms, ...inSentences})
  .map(([term, entry]) => ({
    term,
    ...entry,
    anchor: term
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
  }))
  .sort((a, b) => (a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1));

export const glossaryWords = {title: "Glossary"};
