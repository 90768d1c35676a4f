import {describe, expect, it} from "vitest";
import {daysBefore, deal, metricsOf, referral, type Row} from "./support.ts";

const partners = [{partner_id: "a", name: "A", joined_on: daysBefore(365)}];

/** Each number of a row to nine digits, everything else exactly. */
function expectRow(row: Row, expected: Row): void {
  for (const [column, value] of Object.entries(expected))
    if (typeof value === "number") expect(row[column], column).toBeCloseTo(value, 9);
    else expect(row[column], column).toEqual(value);
}

describe("one event alone", () => {
  // Won on as_of by the only partner, a year after it joined: every figure can be worked out with a pencil.
  it("a deal won today, is one kept promise, all of revenue, and a year without a second one", async () => {
    const m = await metricsOf({partners, deals: [deal()]});
    // k = n = 1: Wilson's lower bound is 1 / (1 + z^2)
    expectRow(await m.row("trust_kinds", "*", "kind = 'deal'"), {
      n: 1,
      kept: 1,
      broken: 0,
      mean: 1,
      upper: 1,
      lower: 1 / 3.70569601
    });
    // won deals alone tell no partner from another: no kind of evidence speaks, and nobody is rated
    expectRow(await m.row("trust"), {
      score: null,
      lower: null,
      upper: null,
      average: null,
      evidence: 0,
      belief: 0,
      disbelief: 0,
      uncertainty: 1,
      grade: "not_rated"
    });
    expectRow(await m.row("concentration", "*", "dimension = 'partner'"), {
      n: 1,
      total: 100,
      hhi: 1,
      effective_n: 1,
      entropy_n: 1,
      cr1: 1,
      cr3: 1,
      top20_share: 1,
      gini: null,
      band: "high"
    });
    // one win in one year, shape and rate 1/2; the year counts (1 - 1/2) / ln 2
    const silent = ((0.5 + 0.5 / Math.LN2) / (1.5 + 0.5 / Math.LN2)) ** 1.5;
    expectRow(await m.row("risk"), {revenue: 100, share: 1, p_silent: silent, expected_loss: 100 * silent});
    expectRow(await m.row("loss"), {expected_loss: 100 * silent, var95: 100, es95: 100, p_lose_20: silent, direct_revenue: 0});
    expectRow(await m.row("segments"), {
      rank: 1,
      abc: "B",
      value_share: 1,
      served: null,
      expected_deals: 1.5 / (0.5 + 0.5 / Math.LN2),
      deal_size: 100,
      merit_rank: null,
      label: "maintain"
    });
    expectRow(await m.row("first_deal"), {median_days: 365, waiting_365: 0});
    expectRow(await m.row("reciprocity"), {received: 0, given: 0, balance: null, verdict: "no_exchange"});
  });

  it("a lead received, leans to the side of the partner and is too little to say", async () => {
    const m = await metricsOf({partners, referrals: [referral({outcome: "pending"})]});
    expectRow(await m.row("reciprocity"), {received: 1, given: 0, balance: 1, reciprocated: 0, verdict: "too_few_to_say"});
    expectRow(await m.row("reciprocity_portfolio"), {weighted_reciprocity: 0, lag_given: 0, lag_rate: null});
    // no history of leads before any window: the rate is that of nothing seen, and less than one is expected
    expectRow(await m.row("trend"), {recent: 1, p_quiet: null, level: "none"});
    expectRow(await m.row("trust"), {evidence: 0, grade: "not_rated", score: null});
  });

  it("a lead given, leans to ours", async () => {
    const m = await metricsOf({partners, referrals: [referral({direction: "given"})]});
    expectRow(await m.row("reciprocity"), {received: 0, given: 1, balance: -1, reciprocated: 0, verdict: "too_few_to_say"});
  });
});
