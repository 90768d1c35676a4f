import type {About, Answer, Case, Sentence} from "../contract/index.js";
import {counted, firstCounted, money, period, plural, span, whole} from "../shared/formats.js";
import {moneyUnknown, noneAbove, revenueName, summed, summedShares} from "./money.js";
import {answer, nothing, paragraph, say} from "./say.js";
import {notRecorded} from "./recorded.js";

/* The page of one account manager. */

export const ownerLinkText = (n: number): string => counted(n, "case");

interface Story {
  name: string;
  partners: readonly {revenue: number; share: number | null}[];
  cases: readonly Pick<Case, "lane" | "stake">[];
  more: readonly Pick<Case, "stake">[];
  due: readonly unknown[];
  registrations: readonly {due_on: string}[];
  referrals: readonly unknown[];
  pipeline: readonly {deals: number; amount: number; excluded_deals: number}[];
}

const total = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);

export const ownerHeadline = (story: Story, about: About): Answer =>
  answer(
    null,
    say`${story.name}: ${counted(story.cases.length + story.more.length, "case")}, ${counted(story.partners.length, "partner")}`,
    [
      say`Their partners brought ${summed(total(story.partners.map((p) => p.revenue)), about)} in ${period(about.window_days)}${
        moneyUnknown(about)
          ? ""
          : `, ${summedShares(total(story.partners.map((p) => p.share ?? 0)), about)} of ${revenueName(about)}`
      }.`
    ]
  );

/**
 * Which cases the account manager acts on, and what the page leaves out of them.
 * @param together what to look at before each of them is, where most partners have slowed
 */
export function ownerCasesAnswer({cases, more}: Story, about: About, together: Sentence = nothing): Answer {
  const decide = cases.filter((c) => c.lane === "decide").length;
  const largest = Math.max(0, ...more.map((c) => c.stake ?? 0));
  return answer("What to do now?", cases.length ? say`${firstCounted(cases.length, "case")}` : say`No case now`, [
    cases.length ? together : nothing,
    paragraph(
      decide ? say`${firstCounted(decide, "case")} ${plural(decide, "is", "are")} for leadership to decide.` : nothing,
      more.length
        ? say`${firstCounted(more.length, "more case")} ${plural(more.length, "is", "are")} not shown, ${largest ? `${more.length > 1 ? noneAbove(largest, about) : money(largest, about.currency)} at stake` : "without money at stake"}.`
        : nothing
    )
  ]);
}

export const ownerPartnersAnswer = ({partners}: Story): Answer =>
  answer("Which partners?", say`${firstCounted(partners.length, "partner")}`);

export const ownerReviewsAnswer = ({due}: Story, about: Pick<About, "recorded" | "unusable">): Answer =>
  answer(
    "Which reviews are due?",
    due.length
      ? say`${firstCounted(due.length, "business review")} overdue`
      : about.recorded.reviews
        ? say`No business review is overdue`
        : notRecorded(about, ["activities"], say`Business reviews are not recorded`)
  );

export function ownerRegistrationsAnswer({registrations}: Story, about: About): Answer {
  const late = registrations.filter((row) => row.due_on < about.as_of).length;
  const n = registrations.length;
  const made = `of the last ${span(period(about.window_days))}`;
  return answer(
    "Which registrations are undecided?",
    n
      ? say`${firstCounted(n, "deal registration")} ${made} undecided, ${whole(late)} overdue`
      : about.recorded.registrations
        ? say`No deal registration ${made} is undecided`
        : notRecorded(about, ["deals"], say`Deal registrations are not recorded`)
  );
}

/** Referrals of the window alone: of older ones nothing is said. */
export function ownerReferralsAnswer({referrals}: Story, about: Pick<About, "recorded" | "unusable" | "window_days">): Answer {
  const made = `received in ${period(about.window_days)}`;
  return answer(
    "Which referrals are unanswered?",
    referrals.length
      ? say`${firstCounted(referrals.length, "referral")} ${made} unanswered`
      : about.recorded.referrals
        ? say`No referral ${made} is unanswered`
        : notRecorded(about, ["referrals"], say`Referrals are not recorded`)
  );
}

export function ownerPipelineAnswer({pipeline}: Story, about: About): Answer {
  const deals = total(pipeline.map((row) => row.deals));
  const unknown = total(pipeline.map((row) => row.excluded_deals));
  const open = firstCounted(deals, "open deal");
  return answer(
    "What is in the pipeline?",
    !deals
      ? say`No open deal`
      : unknown === deals
        ? say`${open} of unknown worth, as no exchange rate is delivered`
        : say`${open} worth ${summed(total(pipeline.map((row) => row.amount)), about)}`,
    [
      paragraph(
        deals ? say`A deal with several partners counts once for each, and its amount in equal parts.` : nothing,
        unknown && unknown < deals
          ? say`${firstCounted(unknown, "open deal has", "open deals have")} no exchange rate and no value here.`
          : nothing
      )
    ]
  );
}

/** Where no account manager is asked for, or one that the data don't have. */
export const noOwnerAnswer = (owners: number): Answer =>
  owners
    ? answer(null, say`${firstCounted(owners, "account manager")}`, [
        say`Choose one to see their cases, partners and what waits for them.`
      ])
    : answer(null, say`No account manager is named`, [say`Deliver manager_id with the partners, where readers may see people.`]);

/** What a list of cases says that is narrowed to some partners. */
export const narrowedText = (shown: number, of: number): string => `${whole(shown)} of ${counted(of, "case")} here.`;
