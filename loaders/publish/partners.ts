import type {File} from "../../src/contract/index.ts";
import {columnsOf} from "../../src/shared/rows.ts";
import {trustFinding} from "./answers/trust.ts";
import {concentrationNow, dates, partnerRevenue, typical, weighed} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";
import {say} from "./say.ts";

const shown = [
  "id",
  "name",
  "kind",
  "tier",
  "region",
  "parent",
  "manager",
  "agreement",
  "started_on",
  "score",
  "lower",
  "upper",
  "evidence",
  "p_better",
  "grade",
  "grade_before",
  "next_grade",
  "to_next_deals",
  "to_next_referrals",
  "to_next_tickets",
  "received",
  "given",
  "verdict",
  "received_value",
  "given_value",
  "revenue",
  "share",
  "p_silent",
  "expected_loss",
  "rank",
  "abc",
  "label",
  "merit",
  "merit_rank",
  "expected_deals",
  "deal_size",
  "service_share",
  "served",
  "hours",
  "last_contact_on",
  "days_since_contact",
  "ignored",
  "quiet",
  "quiet_window_days",
  "quiet_recent",
  "quiet_expected"
] as const;

/** Every partner with what is known of it now; both the list and the page of one read it. */
export const partners = (p: Portfolio): File<"partners"> => ({
  about: p.about,
  words: {
    headline: {
      question: null,
      finding: trustFinding(p),
      paragraphs: p.partners.length
        ? [
            say`Each with its score and the range that holds the true value nine times in ten, what it brings, and what passes between us. Choose a name for its whole story.`
          ]
        : [],
      way: null
    }
  },
  typical: typical(p),
  total_revenue: partnerRevenue(p),
  effective_n: concentrationNow(p, "partner")?.effective_n ?? null,
  past_days: pastDays(p),
  partners: columnsOf(withPast(p), [...shown, "past", "past_lower", "past_upper"])
});

/** The quarters' ends of the history, and now. */
const pastDays = (p: Portfolio): string[] =>
  dates(p).filter((day, i, all) => i === all.length - 1 || /-(03-31|06-30|09-30|12-31)$/.test(day));

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

export const partnerKinds = (p: Portfolio): File<"partner_kinds"> => ({
  usual: p.priors.map(({kind, base_rate}) => ({kind, base_rate})),
  kinds: columnsOf(
    p.kinds.filter((row) => row.n > 0),
    ["id", "kind", "n", "kept", "mean", "lower", "upper"]
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
    typical: months.map((month) => weighed(p.usual.filter((row) => row.as_of === month))),
    history: columnsOf([...lists.values()], ["id", "score", "lower", "upper"])
  };
}

export const partnerExchange = (p: Portfolio): File<"partner_exchange"> => ({
  months: columnsOf(p.exchange_months, ["id", "month", "received", "given"])
});

export const partnerOutcomes = (p: Portfolio): File<"partner_outcomes"> => ({
  quarters: columnsOf(p.outcomes, ["id", "quarter", "kind", "kept", "broken"])
});

export const partnerPeople = (p: Portfolio): File<"partner_people"> => ({
  pairs: columnsOf(p.pairs, ["id", "ours", "theirs", "received", "given"]),
  led: columnsOf(
    p.led.filter((row): row is typeof row & {id: string} => row.id !== null),
    ["id", "recorded", "aligned", "misled", "aligned_won", "misled_won"]
  ),
  without: columnsOf(without(p), ["id", "share_lost", "effective_n_rest"])
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
