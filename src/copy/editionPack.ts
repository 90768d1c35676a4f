import type {Answer, Edition} from "../contract/index.js";
import {firstCounted, longDate, plural} from "../shared/formats.js";
import {contactLine, type EditionPartner} from "./edition.js";
import {isPastClose} from "./review.js";
import {answer, nothing, paragraph, say} from "./say.js";

/* What a partner's own pack says beyond its edition: what was agreed, and what is to be settled between both sides. */

/** The agreement, since when they are partners, and its account manager. */
export const agreedWords = (row: EditionPartner, {about}: Pick<Edition, "about">): Answer =>
  answer("What have we agreed?", row.agreement === null ? say`No agreement is recorded` : say`Agreement: ${row.agreement}`, [
    paragraph(
      row.started_on === null ? nothing : say`Partner since ${longDate(row.started_on)}.`,
      row.manager === null ? nothing : say`Account manager of ${about.company}: ${row.manager}.`,
      row.last_contact_on ? say`${contactLine(row, {about})}.` : nothing
    )
  ]);

interface OpenBetween {
  registrations: readonly Pick<Edition["registrations"][number], "state">[];
  referrals: readonly Pick<Edition["referrals"][number], "direction" | "overdue">[];
  deals: readonly {expected_close_on: string | null}[];
}

/** The questions that the figures raise for both sides, from what either may see; none where nothing is open. */
export function settleWords(row: EditionPartner, open: OpenBetween, {about}: Pick<Edition, "about">): Answer {
  const {company} = about;
  const late = open.registrations.filter((r) => r.state === "late").length;
  const [ours, theirs] = (["received", "given"] as const).map(
    (way) => open.referrals.filter((r) => r.direction === way && r.overdue).length
  ) as [number, number];
  const past = open.deals.filter((deal) => isPastClose(deal, about.as_of)).length;
  const overdue = (n: number, to: string) =>
    n
      ? [say`${firstCounted(n, "referral")} to ${to} ${plural(n, "is", "are")} overdue for an answer. Who answers, and when?`]
      : [];
  const one = {we_owe: [row.name, company], they_owe: [company, row.name]}[row.verdict as string];
  const questions = [
    ...(late
      ? [
          say`${firstCounted(late, "deal registration")} ${plural(late, "waits", "wait")} for a decision by ${company}, overdue. Who decides, and when?`
        ]
      : []),
    ...overdue(ours, company),
    ...overdue(theirs, row.name),
    ...(past
      ? [
          say`${firstCounted(past, "open deal is", "open deals are")} past the expected close. What is ${plural(past, "its", "their")} new date, or ${plural(past, "is it", "are they")} to be closed?`
        ]
      : []),
    ...(one
      ? [say`${one[0]!} sends clearly more referrals than ${one[1]!}. Where can ${one[1]!} refer customers to ${one[0]!}?`]
      : [])
  ];
  return answer(
    "What is to be settled?",
    questions.length ? say`${firstCounted(questions.length, "question")} to settle` : say`No question from the figures`,
    questions
  );
}
