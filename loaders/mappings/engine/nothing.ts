import type {Column} from "../../tables/columns.ts";
import {isFoldedReference} from "./ids.ts";
import type {SimpleRule} from "./rule.ts";

/** Words that exports write where there is nothing, in lower case. */
export const usualNulls = [
  "?",
  "??",
  "-",
  "--",
  "---",
  "–",
  "—",
  ".",
  "n/a",
  "n.a.",
  "na",
  "tbd",
  "tbc",
  "none",
  "null",
  "nil",
  "unassigned",
  "unknown",
  "not set",
  "not available",
  "(blank)",
  "(none)",
  "(empty)",
  "\\n"
];

export const zeroDays = [
  "0000-00-00",
  "0000-00-00 00:00:00",
  "0000-00-00t00:00:00",
  "0000-00-00t00:00:00z",
  "00/00/0000",
  "00.00.0000"
];

/** Whether a mapping that says nothing of the words for nothing takes the usual ones for it in a column. */
export const takesUsualNulls = (rule: SimpleRule, column: Column | null): boolean =>
  rule.nulls === undefined &&
  column !== null &&
  !column.required &&
  (column.kind === "day" || column.kind === "instant" || isFoldedReference(column));

/** The words that mean "nothing here" to a rule; in lower case where they are the usual ones. */
export function nothingIn(rule: SimpleRule, column: Column | null): string[] {
  if (rule.nulls) return rule.nulls;
  if (!takesUsualNulls(rule, column)) return [];
  return column!.kind === "id" ? usualNulls : [...usualNulls, ...zeroDays];
}
