import type {Sentence} from "../contract/index.js";
import {shortDate} from "../shared/formats.js";
import type {CaseFacts} from "./caseFacts.js";
import {nothing, say} from "./say.js";

/* What was decided on a case, and the record of a decision. */

const decisionNames: Record<CaseFacts["status"], string> = {
  open: "open",
  acknowledged: "acknowledged",
  snoozed: "snoozed",
  done: "done",
  wont_do: "won’t do",
  returned: "returned"
};
export const statusName = (status: CaseFacts["status"]): string => decisionNames[status];

/** "Acknowledged by Ida Holm on 3 Nov 2026: waiting for their plan." */
export function decidedSentence(row: CaseFacts): Sentence {
  if (row.decided_on === null) return row.escalated ? say`Moved up to leadership: no decision yet.` : nothing;
  const by = row.decided_by === null ? "" : ` by ${row.decided_by}`;
  const what = row.status === "returned" ? "Returned; last decided" : capitalName(row.status);
  const until = row.until !== null && row.status !== "returned" ? ` until ${shortDate(row.until)}` : "";
  return say`${what}${by} on ${shortDate(row.decided_on)}${until}${row.note ? `: ${row.note}` : "."}`;
}

const capitalName = (status: CaseFacts["status"]) => statusName(status).replace(/^./, (c) => c.toUpperCase());

/**
 * The record of a decision, in the columns of the table decisions: to be completed, put into a delivery, or mailed.
 * It says acknowledged, which keeps the case: sent off unchanged, it closes nothing.
 */
export const decisionRecord = (row: Pick<CaseFacts, "case_id" | "owner">, day: string): string =>
  `case_id,decision,by,decided_on,until,note\n${row.case_id},acknowledged,${cell(row.owner ?? "")},${day},,`;

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const decideLabels = {
  open: "Decide",
  text: "Put this record into a file decisions_YYYY-MM-DD.csv of your deliveries, or mail it. Unchanged, it says acknowledged, which keeps the case on the list; snoozed (with until), done and wont_do take it off.",
  copy: "copy",
  copied: "copied",
  refused: "copying isn’t allowed here; select the text above",
  mail: "mail it",
  subject: "Decision"
};
