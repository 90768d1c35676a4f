import {partnersHeadline} from "../../src/copy/partners.ts";
import {PartnerExchange} from "../../src/contract/partner_exchange.ts";
import {PartnerHistory} from "../../src/contract/partner_history.ts";
import {PartnerKinds} from "../../src/contract/partner_kinds.ts";
import {PartnerNotes} from "../../src/contract/partner_notes.ts";
import {PartnerOutcomes} from "../../src/contract/partner_outcomes.ts";
import {PartnerPeople} from "../../src/contract/partner_people.ts";
import {Partners} from "../../src/contract/partners.ts";
import {Traits} from "../../src/contract/traits.ts";
import {endsQuarter} from "../../src/shared/periods.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {concentrationNow, dates, partnerRevenue, averageScore} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";

/** Every partner with what is known of it now; both the list and the page of one read it. */
export const partners = (p: Portfolio): File<"partners"> => ({
  about: p.about,
  words: {headline: partnersHeadline(p)},
  average: averageScore(p.priors),
  total_revenue: partnerRevenue(p),
  effective_n: concentrationNow(p, "partner")?.effective_n ?? null,
  records_shown: p.records_shown,
  past_days: pastDays(p),
  pace: byColumn(Partners.shape.pace, p.deal_pace),
  excluded: byColumn(
    Partners.shape.excluded,
    p.excluded.flatMap((row) => (row.id === null ? [] : [{...row, id: row.id}]))
  ),
  partners: byColumn(Partners.shape.partners, withPast(p))
});

/** The quarters' ends of the history, and now. */
const pastDays = (p: Portfolio): string[] =>
  dates(p).filter((day, i, all) => i === all.length - 1 || endsQuarter(day, p.settings.fiscal_year_first_month));

/** Each partner with its score at each of these. */
function withPast(p: Portfolio) {
  const days = pastDays(p);
  const place = new Map(days.map((day, i) => [day, i]));
  const empty = () => days.map((): number | null => null);
  const past = new Map(p.partners.map((row) => [row.id, {past: empty(), past_lower: empty(), past_upper: empty()}]));
  for (const row of p.scores) {
    const [lists, i] = [past.get(row.id), place.get(row.as_of)];
    if (!lists || i === undefined || row.score === null) continue;
    lists.past[i] = Math.round(row.score);
    lists.past_lower[i] = Math.round(row.lower ?? 0);
    lists.past_upper[i] = Math.round(row.upper ?? 0);
  }
  return p.partners.map((row) => ({...row, ...past.get(row.id)!}));
}

/** What lists of partners are narrowed by, and the quarters that they are compared with. */
export const traits = (p: Portfolio): File<"traits"> => ({
  records_shown: p.records_shown,
  partners: byColumn(Traits.shape.partners, p.partners),
  days: pastDays(p),
  fiscal_year_first_month: p.about.fiscal_year_first_month,
  currency: p.about.currency,
  window_days: p.about.window_days
});

export const partnerKinds = (p: Portfolio): File<"partner_kinds"> => ({
  usual: p.priors.map(({kind, base_rate}) => ({kind, base_rate})),
  kinds: byColumn(
    PartnerKinds.shape.kinds,
    p.kinds.filter((row) => row.n > 0)
  )
});

/** Scores by month-end, a list a partner. */
export function partnerHistory(p: Portfolio): File<"partner_history"> {
  const months = dates(p);
  const place = new Map(months.map((m, i) => [m, i]));
  const empty = () => months.map((): number | null => null);
  const lists = new Map(p.partners.map((row) => [row.id, {id: row.id, score: empty(), lower: empty(), upper: empty()}]));
  for (const row of p.scores) {
    const [list, i] = [lists.get(row.id), place.get(row.as_of)];
    if (!list || i === undefined || row.score === null) continue;
    list.score[i] = Math.round(row.score * 10) / 10;
    list.lower[i] = Math.round(row.lower ?? 0);
    list.upper[i] = Math.round(row.upper ?? 0);
  }
  return {
    months,
    average: months.map((month) => averageScore(p.usual.filter((row) => row.as_of === month))),
    history: byColumn(PartnerHistory.shape.history, [...lists.values()])
  };
}

export const partnerExchange = (p: Portfolio): File<"partner_exchange"> => ({
  months: byColumn(PartnerExchange.shape.months, p.exchange_months)
});

export const partnerOutcomes = (p: Portfolio): File<"partner_outcomes"> => ({
  quarters: byColumn(PartnerOutcomes.shape.quarters, p.outcomes)
});

export const partnerNotes = (p: Portfolio): File<"partner_notes"> => ({notes: byColumn(PartnerNotes.shape.notes, p.notes)});

export const partnerPeople = (p: Portfolio): File<"partner_people"> => ({
  pairs: byColumn(PartnerPeople.shape.pairs, p.pairs),
  led: byColumn(
    PartnerPeople.shape.led,
    p.led.filter((row): row is typeof row & {id: string} => row.id !== null)
  ),
  without: byColumn(PartnerPeople.shape.without, without(p))
});

/** What is left of partner revenue when one partner goes: the shares of the rest, by the definition of effective_n. */
function without(p: Portfolio): {id: string; share_lost: number; effective_n_rest: number | null}[] {
  const values = p.partners.map((row) => Math.max(0, row.revenue));
  const sum = values.reduce((a, b) => a + b, 0);
  const squares = values.reduce((a, b) => a + b * b, 0);
  return p.partners.flatMap((row, i) => {
    const value = values[i]!;
    if (value <= 0) return [];
    const rest = sum - value;
    const restSquares = squares - value * value;
    return [
      {id: row.id, share_lost: value / sum, effective_n_rest: rest > 0 && restSquares > 0 ? (rest * rest) / restSquares : null}
    ];
  });
}
