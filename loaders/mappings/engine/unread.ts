import type {ColumnRule} from "./rule.ts";
import {withFallbacks} from "./walk.ts";

/** SQL of the mark before a text that a mapping's rule can't read (a word without a translation, another date format): no value has it. */
export const unread = "chr(1)";

/** SQL of the mark before a text that a lookup has no answer for, and of that before one that it has several answers for. */
export const notFound = "chr(2)";
export const severalFound = "chr(3)";

/** Whether what a rule gives at its end is looked up, so that a text without an answer is no value. */
export const looksUpLast = (rule: ColumnRule): boolean =>
  typeof rule.empty !== "string" && withFallbacks(rule).at(-1)!.lookup !== undefined;

/** SQL of whether a text has the mark; null where the rule can read whatever comes. */
export function unreadSql(rule: ColumnRule, text: string): string | null {
  const mayFail = withFallbacks(rule).some(
    (r) => r.values ?? r.cases ?? r.unit ?? r.date ?? r.between ?? r.earliest ?? r.latest ?? r.find
  );
  return mayFail ? `starts_with(${text}, ${unread})` : null;
}
