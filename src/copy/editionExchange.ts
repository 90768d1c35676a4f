import type {Answer, Edition} from "../contract/index.js";
import {counted, listed, money, period, some, whole} from "../shared/formats.js";
import type {EditionPartner} from "./edition.js";
import {answer, nothing, paragraph, say, strong} from "./say.js";
import {notRecorded} from "./recorded.js";

/* What either side of an edition for a partner has given, and has still to answer: referrals and registrations. */

type Registration = Edition["registrations"][number];
type Referral = Edition["referrals"][number];

/** The balance of referrals, and what either side has to answer. */
export function owedWords(
  row: EditionPartner,
  registrations: readonly Registration[],
  referrals: readonly Referral[],
  edition: Edition
): Answer {
  const {company} = edition.about;
  const late = registrations.filter((r) => r.state === "late").length;
  const [ours, theirs] = (["received", "given"] as const).map(
    (way) => referrals.filter((r) => r.direction === way && r.overdue).length
  );
  const owes = [
    late ? `${company} owes a decision on ${counted(late, "registration")}` : null,
    ours ? `${company} owes an answer to ${counted(ours, "referral")}` : null,
    theirs ? `${row.name} owes an answer to ${counted(theirs, "referral")}` : null
  ].filter((text) => text !== null);
  const finding = owes.length ? say`Overdue: ${listed(owes)}` : say`Nothing is overdue`;
  return answer("What do we owe each other?", finding, [
    edition.about.recorded.referrals
      ? balance(row, edition)
      : say`${notRecorded(edition.about, ["referrals"], say`Referrals are not recorded`)}.`,
    paragraph(
      edition.about.recorded.registrations ? say`A registration is overdue after 2 business days.` : nothing,
      edition.about.recorded.referrals ? say`A referral is overdue after ${counted(edition.response_days, "day")}.` : nothing
    )
  ]);
}

function balance(row: EditionPartner, {about}: Edition) {
  const over = period(about.window_days);
  const {company} = about;
  if (row.verdict === "no_exchange") return say`No referrals either way in ${over}.`;
  const counts = say`${row.name} sent ${strong(counted(row.received, "referral"))}, ${company} ${strong(some(row.given))} in ${over}.`;
  const verdict = {
    we_owe: say`${row.name} sends clearly more than ${company}.`,
    they_owe: say`${company} sends clearly more than ${row.name}.`,
    balanced: say`No clear imbalance.`,
    too_few_to_say: say`Too few to tell whether one side sends more.`
  }[row.verdict];
  const worth =
    row.received_value || row.given_value
      ? say`Won from referrals by ${row.name}: ${money(row.received_value ?? 0, about.currency)}. Value of accepted referrals by ${company}: ${money(row.given_value ?? 0, about.currency)}.`
      : nothing;
  return paragraph(counts, verdict, worth);
}

export const registrationsWords = (rows: readonly Registration[]): Answer =>
  answer(
    "Which registrations are open?",
    rows.length
      ? say`${rows.every((row) => row.state === "expired") ? "None is open; " : ""}${stated(rows)}`
      : say`No registration of a deal is open`
  );

/** "2 overdue, 1 waiting for a decision and 3 approved", what there is of it. */
function stated(rows: readonly Registration[]): string {
  const names = {late: "overdue", waiting: "waiting for a decision", approved: "approved", expired: "expired"};
  const parts = (["late", "waiting", "approved", "expired"] as const).flatMap((state) => {
    const n = rows.filter((row) => row.state === state).length;
    return n ? [`${whole(n)} ${names[state]}`] : [];
  });
  return listed(parts);
}
export const registrationStates = {late: "overdue", waiting: "waiting", approved: "approved", expired: "expired"} as const;

export const referralsWords = (
  rows: readonly Referral[],
  row: Pick<EditionPartner, "name">,
  {about}: {about: Pick<Edition["about"], "company">}
): Answer => {
  const from = (way: Referral["direction"]) => rows.filter((r) => r.direction === way).length;
  return answer(
    "Which referrals are open?",
    rows.length
      ? say`Without an answer: ${counted(from("received"), "referral")} from ${row.name}, ${some(from("given"))} from ${about.company}`
      : say`No referral is without an answer`
  );
};
