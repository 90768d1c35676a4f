import type {CaseFacts} from "./caseFacts.js";

/** What each signal is called in tables and menus, causes first. */
export const signalNames: Record<string, string> = {
  below_pace: "referrals below pace",
  deals_below_pace: "deals opened below pace",
  wins_below_pace: "deals won below pace",
  downgrade: "downgrade",
  conflict: "channel conflict",
  no_contact: "no contact",
  concentration: "concentration",
  registration_overdue: "registration overdue",
  wrong_lead: "deal lead breaks the rule",
  one_sided: "one-sided",
  over_served: "over-served",
  we_return_fewer: "we return fewer referrals",
  weak_score: "group A, weak grade",
  formal_agreement: "ready for an agreement"
};

/** A signal's name; of one that has none yet, its word. */
export const signalName = (kind: string): string => signalNames[kind] ?? kind.replaceAll("_", " ");

/** All signals of a case, the main one first. */
export const signalsOf = ({kind, kinds}: Pick<CaseFacts, "kind" | "kinds">): string[] => [
  kind,
  ...kinds.split(", ").filter((other) => other !== kind)
];
