import type {Grade, Kind, Label, Verdict} from "../contract/index.js";

/* What the categories of the published files are called. */

export const gradeNames: Record<Grade, string> = {
  trusted: "trusted",
  candidate: "above average",
  below_typical: "below average",
  at_risk: "at risk",
  unproven: "not enough data to rate",
  not_rated: "not rated"
};

/** Whoever may not be told apart from others. */
export const somebody = "a person";

export const gradeOrder: readonly Grade[] = ["trusted", "candidate", "below_typical", "at_risk", "unproven", "not_rated"];

export const verdictNames: Record<Verdict, string> = {
  we_owe: "we receive clearly more",
  they_owe: "we send clearly more",
  balanced: "no clear imbalance",
  too_few_to_say: "too few referrals to compare",
  no_exchange: "no referrals"
};

export const labelNames: Record<Label, string> = {
  core: "A, strong grade",
  fragile_core: "A, weak grade",
  rising: "rising",
  could_become_trusted: "could become trusted",
  maintain: "B",
  long_tail: "C"
};

/**
 * What a segment is called beside the partner's grade: "weak grade" is said only of a grade that is weak; a partner of group A without
 * a rating, or whose pace alone keeps it from the strong, is called that.
 */
export function labelName({label, grade}: {label: Label | null; grade: Grade | null}): string | null {
  if (label !== "fragile_core" || grade === "below_typical" || grade === "at_risk") return label && labelNames[label];
  return grade === "trusted" || grade === "candidate" ? "A, below pace" : "A, not rated";
}

/** The good outcome of each kind of evidence. */
export const kindNames: Record<Kind, string> = {
  deal: "Deals won",
  referral: "Referrals accepted",
  ticket: "Tickets resolved well"
};

/** What each kind is evidence from, in the plural. */
export const kindNouns: Record<Kind, string> = {deal: "deals", referral: "referrals", ticket: "support tickets"};

/** Why no probability of inactivity is shown. */
export const unknownInactivity = {
  no_year: "closed deals are recorded for less than a year",
  none_inactive: "no partner with a year of history has become inactive"
} as const;
