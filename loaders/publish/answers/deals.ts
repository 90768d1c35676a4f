import type {Answer, Sentence} from "../../../src/contract/index.ts";
import {capital, counted, decimal, inWords, money, percent, period, plural, whole} from "../../../src/shared/format.ts";
import type {Portfolio} from "../portfolio.ts";
import {nothing, paragraph, partner, say, strong} from "../say.ts";

/* What the page on deals says. */

const answer = (question: string | null, finding: Sentence, ...paragraphs: Sentence[]): Answer => ({
  question,
  finding,
  paragraphs: paragraphs.filter((s) => s.length),
  way: null
});

const led = (p: Portfolio, side: "aligned" | "misled") =>
  p.led_sizes.find((row) => row.customer_size === "all" && row.leadership === side);

const range = (row: {win_rate: number | null; win_lower: number | null; win_upper: number | null}): string =>
  `${percent(row.win_rate)} (${percent(row.win_lower)} to ${percent(row.win_upper)})`;

export function dealsHeadline(p: Portfolio): Answer {
  const [right, wrong] = [led(p, "aligned"), led(p, "misled")];
  const finding =
    right && wrong && clearlyBelow(wrong, right)
      ? say`Deals are lost where the wrong side leads: ${percent(wrong.win_rate)} won against ${percent(right.win_rate)}`
      : right && wrong
        ? say`Who leads a deal makes no clear difference`
        : p.about.recorded.deals
          ? say`How deals with partners go`
          : say`Deals are not recorded`;
  return answer(
    null,
    finding,
    p.about.recorded.deals
      ? say`The last ${period(p.about.evidence_days)} count. The right side to lead is the one that found the deal and knows the customer; where they differ, the one that knows the customer.`
      : nothing
  );
}

const clearlyBelow = (a: {win_upper: number | null}, b: {win_lower: number | null}) =>
  a.win_upper !== null && b.win_lower !== null && a.win_upper < b.win_lower;

/** Do deals that the wrong side led end worse? */
export function ledAnswer(p: Portfolio): Answer {
  const question = "Who led, and how did it end?";
  const [right, wrong] = [led(p, "aligned"), led(p, "misled")];
  if (!right && !wrong) return answer(question, say`Who led the deals is not recorded`);
  if (!wrong) return answer(question, say`Every deal was led by the right side`);
  const worst = [...p.led].filter((row) => row.id !== null && row.recorded >= 5).sort((a, b) => b.misled - a.misled)[0];
  const named = p.partners.find((row) => row.id === worst?.id);
  return answer(
    question,
    say`${capital(counted(wrong.deals, "deal"))} led by the wrong side, ${inWords(wrong.won)} won`,
    right ? say`Led rightly ${strong(range(right))} are won, wrongly ${strong(range(wrong))}.` : nothing,
    worst && named && worst.misled > 1
      ? say`Most of them with ${partner(named)}: ${inWords(worst.misled)} of ${worst.recorded}, ${worst.misled_won ? inWords(worst.misled_won) : "none"} won.`
      : nothing
  );
}

/** Are the rules of engagement kept? */
export function registrationsAnswer(p: Portfolio): Answer {
  const question = "Are the rules of engagement kept?";
  const all = p.registrations.find((row) => row.id === null);
  if (!all) return answer(question, say`Registrations of deals are not recorded`);
  const against = all.opened_against;
  return answer(
    question,
    against
      ? say`${capital(counted(against, "direct deal"))} ${plural(against, "was", "were")} opened against a partner’s registration`
      : say`No direct deal was opened against a registration`,
    paragraph(
      say`Of ${strong(whole(all.registered))} registrations ${strong(percent(all.in_time_share))} were decided within two business days; ${all.late ? inWords(all.late) : "none"} came late${all.waiting ? `, ${inWords(all.waiting)} still ${plural(all.waiting, "waits", "wait")}` : ""}.`,
      all.expired ? say`${capital(inWords(all.expired))} ran out.` : nothing,
      all.both_sides ? say`${capital(counted(all.both_sides, "time"))} both sides were after the same customer.` : nothing
    )
  );
}

/** What do partners add? */
export function effectAnswer(p: Portfolio): Answer {
  const question = "What do partners add to a deal?";
  const all = p.effect.find((row) => row.involvement === "with_partner");
  if (!all || all.win_rate === null || all.direct_win_rate === null)
    return answer(question, say`There are too few deals with and without partners to compare`);
  const points = Math.round(100 * (all.win_rate - all.direct_win_rate));
  const way = points > 0 ? "more" : "fewer";
  const days = all.cycle_days !== null && all.direct_cycle_days !== null ? Math.round(all.cycle_days - all.direct_cycle_days) : 0;
  return answer(
    question,
    points === 0
      ? say`As many are won with a partner as without`
      : say`${capital(inWords(Math.abs(points)))} of 100 ${way} are won with a partner`,
    say`Compared within the same industries and sizes of customer: ${strong(percent(all.win_rate))} of ${whole(all.deals)} deals with a partner, ${strong(percent(all.direct_win_rate))} of ${whole(all.direct_deals)} direct ones.`,
    days
      ? say`With a partner a deal takes ${counted(Math.abs(days), "day")} ${days > 0 ? "longer" : "less"}${all.deal_size !== null && all.direct_deal_size !== null ? `; a won one is worth ${money(all.deal_size, p.about.currency)}, a direct one ${money(all.direct_deal_size, p.about.currency)}` : ""}.`
      : nothing,
    wishes(p)
  );
}

function wishes(p: Portfolio): Sentence {
  const row = p.preferences[0];
  return row
    ? say`Where a customer said who should deliver, ${inWords(row.honoured)} of ${row.recorded} got their wish.`
    : nothing;
}

/** Does a long relationship pay? */
export function maturityAnswer(p: Portfolio): Answer {
  const question = "Does a long relationship pay?";
  const known = p.maturity.filter((row) => row.deals >= 5);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first === last) return answer(question, say`No relationship is old enough to say`);
  if (first.discount === null || last.discount === null) return answer(question, say`Discounts are not recorded`);
  const eases = last.discount < first.discount;
  return answer(
    question,
    eases ? say`Yes: the older the relationship, the smaller the discount` : say`No: discounts don’t ease with the years`,
    say`In year ${first.year} a deal is discounted by ${strong(`${decimal(first.discount)}\u202f%`)}, in year ${last.year} by ${strong(`${decimal(last.discount)}\u202f%`)}.`,
    first.contested === null || last.contested === null
      ? nothing
      : say`A competitor is met in ${percent(first.contested)} of the deals of year ${first.year}, in ${percent(last.contested)} of year ${last.year}.`
  );
}
