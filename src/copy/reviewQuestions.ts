import type {Answer, Case, Partner, Sentence} from "../contract/index.js";
import {counted, firstCounted, percent, plural} from "../shared/formats.js";
import {sum} from "../shared/rows.js";
import {isStanding} from "./attention.js";
import {summed, toldBy, type Told} from "./money.js";
import type {OnTable} from "./review.js";
import {answer, say} from "./say.js";

/* What both sides of a review should settle. */

type Asked = Pick<OnTable, "deals" | "registrations" | "referrals">;
const none: Asked = {deals: [], registrations: [], referrals: []};

/** What both sides should settle: the open cases, and what the figures ask. */
export function questionsWords(
  row: Partner,
  cases: readonly Pick<Case, "news" | "status">[],
  asked: Asked = none,
  about: Told | string | null = null
): Answer {
  const open = cases.filter(isStanding).length;
  const questions = [...fromExchange(row, asked), ...fromDeals(row, asked, toldBy(about)), ...fromService(row)];
  const parts = [
    ...(open ? [counted(open, "open case")] : []),
    ...(questions.length ? [counted(questions.length, "question")] : [])
  ];
  return answer(
    "What is to be settled?",
    parts.length ? say`${parts.join(" and ")} to settle` : say`No open case, and no question from the figures`,
    questions
  );
}

function fromExchange(row: Partner, {referrals}: Asked): Sentence[] {
  const late = (way: "received" | "given") => referrals.filter((r) => r.direction === way && r.overdue).length;
  const [ours, theirs] = [late("received"), late("given")];
  return [
    ...(row.verdict === "they_owe" ? [say`We send clearly more referrals than we receive. What prevents referrals to us?`] : []),
    ...(row.verdict === "we_owe"
      ? [say`We receive clearly more referrals than we send. Where can we refer customers to ${row.name}?`]
      : []),
    ...(ours
      ? [say`${firstCounted(ours, "referral")} to us ${plural(ours, "is", "are")} overdue for an answer. Who answers, and when?`]
      : []),
    ...(theirs
      ? [
          say`${firstCounted(theirs, "referral")} to ${row.name} ${plural(theirs, "is", "are")} overdue for an answer. Who answers, and when?`
        ]
      : [])
  ];
}

function fromDeals(row: Partner, {deals, registrations}: Asked, about: Told): Sentence[] {
  const stalled = deals.filter((d) => d.stalled);
  const value = sum(stalled, (d) => d.value ?? 0);
  const late = registrations.filter((r) => r.state === "late").length;
  const more = row.next_grade === null ? 0 : (row.to_next_deals ?? 0);
  return [
    ...(late
      ? [
          say`${firstCounted(late, "deal registration")} ${plural(late, "waits", "wait")} for our decision, overdue. Who decides, and when?`
        ]
      : []),
    ...(stalled.length
      ? [
          say`${firstCounted(stalled.length, "open deal is", "open deals are")} stalled${value > 0 ? `, worth ${summed(value, about)}` : ""}. What would move ${plural(stalled.length, "it", "them")}, or is it time to close ${plural(stalled.length, "it", "them")}?`
        ]
      : []),
    ...(more
      ? [
          deals.length
            ? say`${firstCounted(more, "further won deal")} would lift the grade. Which open ${plural(more, "deal is", "deals are")} nearest to it?`
            : say`${firstCounted(more, "won deal")} would lift the grade, and no deal is open. Where could ${plural(more, "it", "they")} come from?`
        ]
      : [])
  ];
}

const fromService = (row: Partner): Sentence[] =>
  row.served === "over"
    ? [say`Support takes ${percent(row.service_share)} of our hours with partners. What would make it less?`]
    : [];
