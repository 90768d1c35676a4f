import type {About, Answer, Case, Partner} from "../contract/index.js";
import {counted, longDate, percent} from "../shared/formats.js";
import {answer, say} from "./say.js";

/* The review pack: what lies on the table of a quarterly meeting with a partner. */

export const reviewWords = {
  choose: "Choose a partner for the review.",
  menu: "Partner of the review",
  cases: "Cases",
  agreed: "Agreed in this meeting",
  columns: ["What", "Who", "By when"] as const,
  unknown: "No partner has this id. Choose one from the list."
};

/** The agreement, and since when they are a partner. */
export function agreedWords(row: Partner, about: About): Answer {
  const paper = row.agreement === null ? say`No agreement is recorded` : say`Agreement: ${row.agreement}`;
  const since = row.started_on === null ? [] : [say`Partner since ${longDate(row.started_on)}.`];
  const manager = row.manager === null ? [] : [say`Account manager: ${row.manager}.`];
  return answer("What have we agreed?", paper, [...since, ...manager, say`Figures up to ${longDate(about.as_of)}.`]);
}

/** What both sides should settle: one question for each case that is open, and those that the figures raise. */
export function questionsWords(row: Partner, cases: readonly Case[]): Answer {
  const open = cases.filter((c) => c.news !== "resolved");
  const questions = [
    ...(row.verdict === "they_owe" ? [say`We send clearly more referrals than we receive. What prevents referrals to us?`] : []),
    ...(row.verdict === "we_owe"
      ? [say`We receive clearly more referrals than we send. Where can we refer customers to ${row.name}?`]
      : []),
    ...(row.served === "over" ? [say`Support takes ${percent(row.service_share)} of our hours. What would make it less?`] : []),
    ...(row.next_grade !== null && row.to_next_deals
      ? [say`${counted(row.to_next_deals, "further won deal")} would lift the grade. Which open deals are these?`]
      : [])
  ];
  const finding = open.length
    ? say`${counted(open.length, "open case")} to settle`
    : questions.length
      ? say`No open case; ${counted(questions.length, "question")} from the figures`
      : say`No open case, and no question from the figures`;
  return answer("What is to be settled?", finding, questions);
}
