import type {About, Answer, File, Partner, RowOf, Sentence} from "../contract/index.js";
import {
  capital,
  counted,
  decimal,
  ofAll,
  firstCounted,
  money,
  monthYear,
  percent,
  period,
  shortDate,
  some,
  whole,
  withRange
} from "../shared/formats.js";
import {noHours} from "./contact.js";
import {missingNote, recordedPeriod} from "./begins.js";
import {latelySentence} from "./lately.js";
import {gradeNames, unknownInactivity} from "./names.js";
import {nextMax, toNextGrade} from "./nextGrade.js";
import {incomplete, moneyUnknown, partnerExcluded, revenueName} from "./money.js";
import {answer, nothing, paragraph, say, strong} from "./say.js";
import {type Excluded, isRated, unrated, standing, settledSentence} from "./partner.js";
import {notRecorded} from "./recorded.js";

/* The questions of a partner's page, each answered from its figures by a rule with a fallback. */

type Kind = RowOf<File<"partner_kinds">["kinds"]>;
type Led = RowOf<File<"partner_people">["led"]>;

const kindTexts: Record<Kind["kind"], (k: number, n: number) => string> = {
  deal: (k, n) => `${ofAll(k, n)} deals won`,
  referral: (k, n) => `${ofAll(k, n)} referrals accepted`,
  ticket: (k, n) => `${ofAll(k, n)} tickets resolved well`
};

export function trustWords(row: Partner, kinds: readonly Kind[], average: number | null, about: About): Answer {
  const question = "Can we rely on it?";
  const known = kinds.filter((k) => k.n > 0);
  const list = known.map(({kind, kept, n}) => kindTexts[kind](kept, n));
  const outcomes = list.length
    ? say`${list.join(", ")}, in ${recordedPeriod(about.evidence_days, about)}.`
    : say`No outcome is recorded in ${recordedPeriod(about.evidence_days, about)}.`;
  if (!isRated(row))
    return answer(question, say`${capital(unrated(row))}`, [
      paragraph(
        outcomes,
        row.grade === "not_rated" && list.length ? say`Such outcomes alone tell no partner from another.` : nothing
      )
    ]);
  return answer(question, say`${standing(row, average)}`, [
    say`Trust score ${strong(withRange(row.score!, row.lower ?? 0, row.upper ?? 0))}${average === null ? "" : `; average partner ${whole(average)}`}.`,
    outcomes,
    average === null ? nothing : settledSentence(row)
  ]);
}

/** From the full values: how far the score moved, and whether that is more than its interval. */
export function historyWords(row: Partner, scores: readonly (number | null)[], months: readonly string[]): Answer {
  const question = "How has the score changed?";
  const start = scores.findIndex((s) => s !== null);
  const then = scores[start];
  if (!isRated(row)) return answer(question, say`${capital(unrated(row))}: no score to compare`);
  if (then === null || then === undefined || start >= scores.length - 1 || row.score === null)
    return answer(question, say`No earlier month to compare with`);
  const [a, b] = [Math.round(then), Math.round(row.score)];
  const within = row.lower !== null && row.upper !== null && then >= row.lower && then <= row.upper;
  const way = a === b ? `${b}, as in ${monthYear(months[start]!)}` : `From ${a} in ${monthYear(months[start]!)} to ${b}`;
  return answer(question, say`${way}${within && a !== b ? ": can’t tell yet whether it really moved" : ""}`, [
    row.grade_before && row.grade
      ? say`Grade: ${gradeNames[row.grade_before]} at the last quarter’s end, ${gradeNames[row.grade]} now.`
      : nothing
  ]);
}

export function exchangeWords(row: Partner, about: About): Answer {
  const question = "Do we give as we get?";
  if (!about.recorded.referrals) return answer(question, notRecorded(about, ["referrals"], say`Referrals are not recorded`));
  const over = period(about.window_days);
  const finding = {
    we_owe: "They send clearly more referrals than we do",
    they_owe: "We send clearly more referrals than they do",
    balanced: "No clear imbalance",
    too_few_to_say: "Can’t tell yet: too few referrals",
    no_exchange: `No referrals either way in ${over}`
  }[row.verdict];
  return answer(question, say`${finding}`, [
    row.verdict === "no_exchange"
      ? nothing
      : say`Received ${strong(counted(row.received, "referral"))}, sent ${strong(whole(row.given))} in ${over}.`,
    paceSentence(row, about)
  ]);
}

function paceSentence(row: Partner, about: About): Sentence {
  if (row.quiet === "none" || row.quiet_window_days === null) return nothing;
  const late = missingNote("below_pace", about);
  return say`About ${decimal(row.quiet_expected ?? 0)} expected in ${counted(row.quiet_window_days, "day")}; ${some(row.quiet_recent ?? 0)} received${late && `, but ${late}`}.`;
}

type Pace = RowOf<File<"partners">["pace"]>;

/** "Deals opened are below its own pace: about 6 expected in 180 days, none since 3 May 2026."; what is only watched, or not delivered, may be below. */
export const dealPaceSentence = (rows: readonly Pace[], about: Pick<About, "stale"> = {}): Sentence =>
  paragraph(
    ...rows.map(({signal, level, window_days, recent, expected, last_on}) => {
      const verb = signal === "deals_opened" ? "opened" : "won";
      const came = recent === 0 ? (last_on === null ? "none" : `none since ${shortDate(last_on)}`) : decimal(recent);
      const late = missingNote("deals_below_pace", about);
      return say`Deals ${verb} ${level === "alarm" && !late ? "are" : "may be"} below its own pace: about ${decimal(expected)} expected in ${counted(window_days, "day")}, ${came}${late && `; ${late}`}.`;
    })
  );

export function dealWords(
  deals: Kind | undefined,
  led: Led | undefined,
  {about, pace = [], quarters = []}: {about: About; pace?: readonly Pace[]; quarters?: Parameters<typeof latelySentence>[0]}
): Answer {
  const question = "How do deals go?";
  if (!about.recorded.deals) return answer(question, incomplete(about));
  if (!deals || deals.n === 0)
    return answer(question, say`No deal closed in ${recordedPeriod(about.evidence_days, about)}`, [
      dealPaceSentence(pace, about)
    ]);
  const won = `${ofAll(deals.kept, deals.n)} deals won`;
  const lately = latelySentence(quarters, about);
  const parts = deals.n % 1 ? say`A deal with several partners counts in equal parts.` : nothing;
  if (!led || led.recorded === 0)
    return answer(question, say`${won}`, [
      lately,
      dealPaceSentence(pace, about),
      paragraph(parts, say`Who led the deals is not recorded.`)
    ]);
  return answer(question, led.wrong_lead ? say`${won}; ${counted(led.wrong_lead, "deal lead")} broke the rule` : say`${won}`, [
    lately,
    dealPaceSentence(pace, about),
    paragraph(
      parts,
      led.aligned
        ? // whole deals may be more than their parts are
          say`${deals.n % 1 ? "Counted whole, and where" : "Where"} the deal lead followed the rule of engagement, ${led.aligned_won} of ${led.aligned} were won.`
        : nothing,
      led.wrong_lead ? say`Where it broke the rule, ${led.wrong_lead_won} of ${led.wrong_lead}.` : nothing
    )
  ]);
}

export function serviceWords(row: Partner, tickets: Kind | undefined, about: About): Answer {
  const question = "Is service good, and fair?";
  const {tickets: ticketed, activities} = about.recorded;
  if (!ticketed && !activities)
    return answer(question, notRecorded(about, ["tickets", "activities"], say`Hours and contacts are not recorded`));
  const good =
    !tickets || tickets.n === 0
      ? say`No ticket of its own in ${recordedPeriod(about.evidence_days, about)}`
      : say`${ofAll(tickets.kept, tickets.n)} of its tickets resolved well`;
  return answer(question, good, [
    tickets && tickets.n > 0 ? say`A ticket resolved late, or reopened, counts half.` : nothing,
    row.service_share === null
      ? say`${capital(noHours({about}))}.`
      : row.share === null || moneyUnknown(about)
        ? say`It uses ${percent(row.service_share)} of our hours with partners.`
        : say`It uses ${percent(row.service_share)} of our hours with partners and brings ${percent(row.share)} of ${revenueName(about)}.`,
    !activities
      ? nothing
      : row.last_contact_on === null
        ? say`No contact is recorded.`
        : say`Last contact on ${shortDate(row.last_contact_on)}, ${row.days_since_contact === 0 ? "the day of the data" : `${counted(row.days_since_contact ?? 0, "day")} before the day of the data`}.`
  ]);
}

export function lossWords(row: Partner, about: About, excluded: Excluded = []): Answer {
  const question = "What would its loss cost?";
  if (!about.recorded.deals) return answer(question, incomplete(about));
  const left = partnerExcluded(excluded, about);
  if (row.revenue <= 0)
    return row.below_zero
      ? answer(
          question,
          say`Nothing by the figures of ${period(about.window_days)}: refunds exceed what it brought (${money(row.below_zero, about.currency)})`,
          [left]
        )
      : answer(question, say`No revenue${left.length ? " with an exchange rate" : ""} in ${period(about.window_days)}`, [left]);
  return answer(
    question,
    say`${money(row.revenue, about.currency)} in ${period(about.window_days)}`,
    [
      left,
      about.inactivity === "no_year" || about.inactivity === "none_inactive"
        ? say`How likely it is to win no deal in a year is not known: ${unknownInactivity[about.inactivity]}.`
        : row.p_silent === null
          ? nothing
          : say`Probability of no won deal in a year: ${strong(percent(row.p_silent))}, ${about.inactivity === "portfolio" ? "the same for every partner, as no forecast by partner has proved better" : "estimated from deals alone"}${row.quiet === "none" ? "" : "; it does not take the slower referrals into account"}.`
    ],
    {to: `./concentration?gone=${encodeURIComponent(row.id)}`, label: "Try it on the concentration page"}
  );
}

/** What somebody wrote down about it, the newest first. */
export const notesWords = (notes: readonly {day: string}[]): Answer =>
  answer("What was noted?", say`${firstCounted(notes.length, "note")}, the latest of ${shortDate(notes[0]!.day)}`);

export function nextWords(row: Partner): Answer {
  const question = "What would lift its grade?";
  if (row.grade === "trusted") return answer(question, say`It has the highest grade`);
  if (row.next_grade === null) return answer(question, say`It is not rated: more kinds of outcomes have to be recorded first`);
  const ways = toNextGrade(row);
  return ways === null
    ? answer(question, say`Out of reach for now: no number of good outcomes of one kind up to ${nextMax} is enough`)
    : answer(question, say`${capital(ways)}, to “${gradeNames[row.next_grade]}”`, [
        say`Each of them alone, if it came today and all else stayed as it is.`
      ]);
}
