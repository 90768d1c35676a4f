import type {Answer, Sentence} from "../contract/index.js";
import {
  counted,
  first,
  firstCounted,
  fixed,
  money,
  percent,
  percentRange,
  period,
  plural,
  points,
  signed,
  some,
  whole,
  span
} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import {rateDifference, wilson} from "../shared/rateDifference.js";
import type {Facts} from "./facts.js";
import {incomplete} from "./money.js";
import {differenceText} from "./rates.js";
import {answer, nothing, paragraph, partner, say, strong} from "./say.js";
import {noLead, notRecorded} from "./recorded.js";

/* Deals: who led them, deal registration, with partners against without, and discounts over the years. */

export type Led = {customer_size: string; leadership: "aligned" | "wrong_lead"; deals: number; won: number};

/** The row of all sizes on one side of the rule. */
export const total = (rows: readonly Led[], side: Led["leadership"]) =>
  rows.find((row) => row.customer_size === "all" && row.leadership === side && row.deals > 0);

const winRange = ({won, deals}: Led): string => {
  const range = wilson({k: won, n: deals});
  return `${percentRange(won / deals, range?.lower ?? null, range?.upper ?? null)} of ${counted(deals, "deal")}`;
};

const compared = (right: Led, wrong: Led) => rateDifference({k: wrong.won, n: wrong.deals}, {k: right.won, n: right.deals});

export function dealsHeadline(f: Facts): Answer {
  const over = recordedPeriod(f.about.evidence_days, f.about);
  const [right, wrong] = [total(f.led_sizes, "aligned"), total(f.led_sizes, "wrong_lead")];
  const finding =
    right && wrong
      ? leadFinding(right, wrong)
      : f.about.recorded.deals
        ? say`Deals with partners, by how they were led and registered`
        : incomplete(f.about);
  return answer(
    null,
    finding,
    f.about.recorded.deals
      ? [
          say`Deals of ${over === period(f.about.evidence_days) ? "the last " : ""}${over}. Rule of engagement: the side that found the deal and knows the customer leads; where they differ, the one that knows the customer.`
        ]
      : []
  );
}

function leadFinding(right: Led, wrong: Led): Sentence {
  const verdict = compared(right, wrong)?.verdict ?? "unclear";
  if (verdict === "unclear") return say`Can’t tell yet whether the win rate depends on who leads`;
  return say`Win rate is ${percent(wrong.won / wrong.deals)} when the deal lead breaks the rule and ${percent(right.won / right.deals)} when it follows it`;
}

/** Are deals lost where the rule of engagement is broken? */
export function ledAnswer(f: Facts): Answer {
  const question = "Does it matter who leads?";
  const [right, wrong] = [total(f.led_sizes, "aligned"), total(f.led_sizes, "wrong_lead")];
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about));
  if (!right && !wrong) return answer(question, noLead(f.about));
  if (!wrong) return answer(question, say`Every recorded deal lead followed the rule of engagement`);
  const difference = right ? compared(right, wrong) : null;
  const [worst] = f.led.filter((row) => row.id !== null && row.wrong_lead > 1).sort((a, b) => b.wrong_lead - a.wrong_lead);
  const named = f.partners.find((row) => row.id === worst?.id);
  const broke =
    wrong.deals === 1
      ? say`One deal broke the rule, and was ${wrong.won ? "won" : "lost"}`
      : say`${firstCounted(wrong.deals, "deal")} broke the rule, ${some(wrong.won)} of them won`;
  return answer(question, broke, [
    right && difference
      ? say`Won when the lead follows the rule: ${strong(winRange(right))}; when it breaks it: ${strong(winRange(wrong))}. The win rate is ${differenceText(difference)}.`
      : nothing,
    worst && named
      ? say`${2 * worst.wrong_lead > wrong.deals ? "Most" : "The largest number"} of them with ${partner(named)}: ${worst.wrong_lead} of its ${worst.recorded} recorded deals, ${some(worst.wrong_lead_won)} won.`
      : nothing
  ]);
}

/** Is deal registration on time, and respected? */
export function registrationsAnswer(f: Facts): Answer {
  const question = "Are the rules of engagement followed?";
  const all = f.registrations.find((row) => row.id === null);
  if (!all) return answer(question, notRecorded(f.about, ["deals"], say`Deal registrations are not recorded`));
  const against = all.opened_against;
  const made = `of the last ${span(period(f.about.window_days))}`;
  return answer(
    question,
    against
      ? say`${firstCounted(against, "registration")} ${made} had a direct deal opened against ${plural(against, "it", "them")}`
      : say`No direct deal was opened against a registration ${made}`,
    [
      paragraph(
        decidedSentence(all, made),
        all.expired ? say`${first(all.expired)} expired after ${counted(f.settings.registration_days, "day")}.` : nothing,
        all.both_sides ? say`${firstCounted(all.both_sides, "channel conflict")}: both sides pursued the same customer.` : nothing
      )
    ]
  );
}

/** How many were decided in time: of those that were, or that are overdue; others still have time, or their decision has no day. */
function decidedSentence(all: Facts["registrations"][number], made: string): Sentence {
  const judged = all.in_time + all.late;
  const registered = counted(all.registered, "registration");
  if (all.in_time_share === null)
    return all.waiting === all.registered
      ? say`None of ${registered} ${made} is decided or due yet.`
      : say`Of ${registered} ${made} no decision has a recorded day, and none is overdue.`;
  const of =
    judged === all.registered ? `${registered} ${made}` : `${counted(judged, "registration")} ${made} that can be judged`;
  const open = all.waiting ? `; ${counted(all.waiting, "registration")} ${plural(all.waiting, "is", "are")} still open` : "";
  return say`${strong(percent(all.in_time_share))} of ${of} ${plural(judged, "was", "were")} decided within 2 business days, ${some(all.late)} late${open}.`;
}

/** What do partners add? */
export function effectAnswer(f: Facts): Answer {
  const question = "What do partners add to a deal?";
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about));
  const all = f.effect.find((row) => row.involvement === "with_partner");
  if (
    !all ||
    all.win_rate === null ||
    all.direct_win_rate === null ||
    all.difference === null ||
    all.diff_lower === null ||
    all.diff_upper === null
  )
    return answer(question, say`No closed deals with and without partners to compare like for like`, [
      say`Compared are closed deals of the same industry and size of customer, so both columns have to be filled.`
    ]);
  const difference = {difference: all.difference, lower: all.diff_lower, upper: all.diff_upper};
  const way = all.difference > 0 ? "higher" : "lower";
  return answer(
    question,
    all.verdict !== "better" && all.verdict !== "worse"
      ? say`Can’t tell yet whether the win rate is higher or lower with a partner`
      : say`Win rate is ${points(all.difference)} ${way} with a partner`,
    [
      say`Over the same mix of industries and customer sizes: ${strong(percent(all.win_rate))} with a partner (${whole(all.won)} of ${counted(all.deals, "deal")} won), ${strong(percent(all.direct_win_rate))} direct (${whole(all.direct_won)} of ${whole(all.direct_deals)}): ${differenceText(difference)}.`,
      paragraph(cycle(all), sizes(all, f.about.currency)),
      preferences(f)
    ]
  );
}

type Effect = Facts["effect"][number];

const cycle = ({cycle_days: days, direct_cycle_days: direct}: Effect): Sentence =>
  days === null || direct === null
    ? nothing
    : say`Mean sales cycle over this mix: ${counted(Math.round(days), "day")} with a partner, ${whole(direct)} without.`;

const sizes = ({deal_size: size, direct_deal_size: direct}: Effect, currency: string | null): Sentence =>
  size === null || direct === null
    ? nothing
    : say`Mean won deal over this mix: ${money(size, currency)} with a partner, ${money(direct, currency)} without.`;

function preferences(f: Facts): Sentence {
  const [row] = f.preferences;
  if (row?.recorded === 1) return say`The only customer wish for who delivers was ${row.honoured ? "" : "not "}honoured.`;
  return row?.recorded
    ? say`Of ${counted(row.recorded, "customer wish", "customer wishes")} for who delivers, ${some(row.honoured)} ${plural(row.honoured, "was", "were")} honoured.`
    : nothing;
}

/** Years with fewer deals than this, or of their discount with fewer that record one, are in the table alone. */
export const maturityMin = 30;

/** Do discounts ease as the relationship matures? No interval is published: the two ends are stated, and no trend is claimed. */
export function maturityAnswer(f: Facts): Answer {
  const question = "Do discounts ease as a relationship matures?";
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about));
  const priced = f.maturity.flatMap((row) => (row.discount === null ? [] : [{...row, discount: row.discount}]));
  if (f.maturity.length && !priced.length) return answer(question, say`Discounts are not recorded`);
  const known = priced.filter((row) => row.priced >= maturityMin);
  const [then, now] = [known[0], known.at(-1)];
  if (!then || !now || then === now)
    return answer(question, say`Too few deals with a discount in the years of a relationship to compare them`);
  const at = (row: typeof then) =>
    `${percent(row.discount / 100)} in year ${row.year} (${counted(Math.round(row.priced), "deal")})`;
  return answer(question, say`Mean discount: ${at(then)}, ${at(now)}`, [
    then.contested === null || now.contested === null
      ? nothing
      : say`A competitor was met in ${percent(then.contested)} of the deals of year ${then.year} and ${percent(now.contested)} of those of year ${now.year}.`
  ]);
}

/**
 * Whether discounts are said to follow what is sold: at a rank correlation of 0.3 or more, either way, that so few partners don't have by
 * chance (its 90% interval leaves out 0, by the normal approximation r * sqrt(n - 1); Kendall 1938, Biometrika 30:81-93).
 */
const isClear = (r: number, partners: number): boolean => Math.abs(r) >= 0.3 && Math.abs(r) * Math.sqrt(partners - 1) >= 1.645;

/** Do discounts follow what is sold? */
export function discountsAnswer(f: Pick<Facts, "discount_ranks" | "about">): Answer {
  const question = "Do discounts follow what is sold?";
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about));
  const [now] = f.discount_ranks;
  if (!now || now.rank_correlation === null) return answer(question, say`Too few partners have discounts recorded to compare`);
  const r = now.rank_correlation;
  const finding = !isClear(r, now.partners)
    ? say`Discounts do not clearly follow what is sold`
    : say`Partners that sell more get ${r > 0 ? "higher" : "lower"} discounts`;
  const size = fixed(Math.abs(r), 2);
  const told = size === fixed(0, 2) ? size : signed(r, size);
  return answer(question, finding, [
    say`Rank correlation of discount and net sold in ${period(f.about.window_days)}: ${told} over ${counted(now.partners, "partner")} (1: who sells more gets more).`
  ]);
}
