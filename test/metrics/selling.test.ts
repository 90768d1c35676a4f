import {describe, expect, it} from "vitest";
import {asOf, daysBefore, deal, metricsOf, referral} from "./support.ts";

const joined = (partner_id: string, ago: number) => ({partner_id, name: partner_id, joined_on: daysBefore(ago)});

describe("maturity", () => {
  it("has discount and competition by the year in which a deal was opened", async () => {
    const sold = (ago: number, discount_pct: number | null, competitor: string | null, values = {}) =>
      deal({opened_on: daysBefore(ago), discount_pct, competitor, ...values});
    const m = await metricsOf({
      partners: [joined("a", 800)],
      deals: [
        sold(800, 20, "Rival"),
        sold(436, 10, null),
        sold(435, 6, null, {status: "lost"}),
        sold(400, null, "Rival"),
        sold(70, 5, null),
        sold(70, 5, null, {status: "open", closed_on: null})
      ]
    });
    expect(await m.rows("maturity", "year, deals, win_rate, priced, discount, contested")).toEqual([
      {year: 1, deals: 2, win_rate: 1, priced: 2, discount: 15, contested: 0.5},
      {year: 2, deals: 2, win_rate: 0.5, priced: 1, discount: 6, contested: 0.5},
      {year: 3, deals: 1, win_rate: 1, priced: 1, discount: 5, contested: 0}
    ]);
  });

  it("has none where neither is recorded, and halves a deal of two partners", async () => {
    const m = await metricsOf({
      deals: [deal({deal_id: "d", partner_id: null})],
      deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "d", partner_id})),
      partners: [joined("a", 400), joined("b", 10)]
    });
    expect(await m.rows("maturity", "year, deals, priced, discount, contested")).toEqual([
      {year: 1, deals: 0.5, priced: 0, discount: null, contested: null},
      {year: 2, deals: 0.5, priced: 0, discount: null, contested: null}
    ]);
  });
});

describe("own pipeline", () => {
  const open = (deal_id: string, values = {}) => deal({deal_id, rep_id: "u", closed_on: null, status: "open", ...values});

  it("is what the rep's partners found or sent, of the open deals that tell", async () => {
    const m = await metricsOf({
      deals: [
        open("p", {found_by: "partner", amount: 300}),
        open("l", {found_by: "us"}),
        open("x", {found_by: "us", amount: 600}),
        open("n", {amount: 5000}),
        deal({rep_id: "u", found_by: "partner"}),
        open("late", {found_by: "partner", opened_on: "2025-07-01"}),
        open("v", {rep_id: "v"})
      ],
      referrals: [
        referral({deal_id: "l", to_person: "u"}),
        referral({deal_id: "p", to_person: "u"}),
        referral({deal_id: "x", to_person: "v"}),
        referral({deal_id: "n", to_person: "u", made_on: "2025-07-01"})
      ]
    });
    expect(await m.rows("own_pipeline", "* exclude (as_of)")).toEqual([
      {
        rep_id: "u",
        deals: 4,
        recorded: 3,
        brought_by_partner: 1,
        brought_by_lead: 1,
        own_share: 2 / 3,
        value: 1000,
        own_value: 400,
        own_value_share: 0.4
      },
      {
        rep_id: "v",
        deals: 1,
        recorded: 0,
        brought_by_partner: 0,
        brought_by_lead: 0,
        own_share: null,
        value: null,
        own_value: null,
        own_value_share: null
      }
    ]);
  });

  it("is worth what the pipeline is: a deal in another currency at the latest rate", async () => {
    const m = await metricsOf({
      deals: [open("p", {found_by: "partner", amount: 300, currency: "USD"}), open("x", {found_by: "us", currency: "EUR"})],
      rates: [{month: "2025-06-01", currency: "USD", per_unit: 0.5}]
    });
    expect(await m.row("own_pipeline", "value, own_value, own_value_share")).toEqual({
      value: 250,
      own_value: 150,
      own_value_share: 0.6
    });
    expect(await m.row("pipeline_totals", "value", "kind = 'partner'")).toEqual({value: 250});
  });

  it("is at a past date what was open then", async () => {
    const m = await metricsOf(
      {deals: [deal({rep_id: "u", opened_on: "2025-05-31", closed_on: "2025-06-01"})]},
      {history_months: 2}
    );
    expect(await m.rows("own_pipeline", "as_of, deals", "true")).toEqual([{as_of: "2025-05-31", deals: 1}]);
  });
});

describe("priming the pump", () => {
  it("counts days to the first lead from us and the first win, and looks at the second year", async () => {
    const m = await metricsOf({
      partners: [joined("early", 729), joined("late", 729), joined("new", 100), joined("slow", 728), joined("before", 800)],
      referrals: [
        referral({partner_id: "early", direction: "given", made_on: daysBefore(719)}),
        referral({partner_id: "early", made_on: daysBefore(364)}),
        referral({partner_id: "late", made_on: daysBefore(365)})
      ],
      deals: [
        // the first on record: what a partner won first that started before, nobody knows
        deal({partner_id: null, status: "lost", closed_on: daysBefore(700), opened_on: daysBefore(729)}),
        deal({partner_id: "before", closed_on: daysBefore(640), opened_on: daysBefore(700)}),
        deal({partner_id: "early", closed_on: daysBefore(549), opened_on: daysBefore(600)}),
        deal({partner_id: "late", closed_on: daysBefore(548), opened_on: daysBefore(600)})
      ]
    });
    const columns = "partner_id, days_to_first_lead, days_to_first_win, early_win, active_second_year";
    expect(await m.rows("onboarding_speed", columns, `as_of = '${asOf}' and partner_id <> 'before'`)).toEqual([
      {partner_id: "early", days_to_first_lead: 10, days_to_first_win: 180, early_win: true, active_second_year: true},
      {partner_id: "late", days_to_first_lead: null, days_to_first_win: 181, early_win: false, active_second_year: false},
      {partner_id: "new", days_to_first_lead: null, days_to_first_win: null, early_win: null, active_second_year: null},
      {partner_id: "slow", days_to_first_lead: null, days_to_first_win: null, early_win: false, active_second_year: null}
    ]);
    expect(await m.rows("early_wins", "early_win, partners, active, share")).toEqual([
      {early_win: false, partners: 1, active: 0, share: 0},
      {early_win: true, partners: 1, active: 1, share: 1}
    ]);
  });

  it("doesn't know at a past date what came later", async () => {
    const m = await metricsOf({partners: [joined("a", 60)], deals: [deal({closed_on: daysBefore(5)})]}, {history_months: 1});
    expect(await m.rows("onboarding_speed", "days_to_first_win, early_win", "true")).toEqual([
      {days_to_first_win: null, early_win: null},
      {days_to_first_win: 55, early_win: true}
    ]);
  });
});

describe("deals with and without a partner", () => {
  const customers = [
    {customer_id: "c", name: "C", industry: "retail", size: "small"},
    {customer_id: "k", name: "K", industry: "retail", size: "large"}
  ];
  const days = (ago: number) => ({opened_on: daysBefore(ago)});

  it("are compared in the same industry and size, and over the same mix", async () => {
    const m = await metricsOf({
      customers,
      deals: [
        deal({deal_id: "s", ...days(10), amount: 300}),
        deal({deal_id: "i", ...days(30), status: "lost"}),
        deal({partner_id: null, ...days(50), amount: 100}),
        deal({partner_id: null, ...days(90), status: "lost"}),
        deal({customer_id: "k", ...days(20), amount: 5000}),
        deal({customer_id: "k", partner_id: null, ...days(40), status: "lost"}),
        deal({industry: "banking", ...days(5)})
      ],
      deal_partners: [
        {deal_id: "s", partner_id: "a", joined_on: daysBefore(10)},
        {deal_id: "i", partner_id: "a", joined_on: daysBefore(29)}
      ]
    });
    const columns = "industry, customer_size, involvement, deals, win_rate, cycle_days, deal_size";
    expect(await m.rows("sourcing", columns, "industry = 'banking'")).toEqual(
      ["sourced", "with_partner"].map((involvement) => ({
        industry: "banking",
        customer_size: "small",
        involvement,
        deals: 1,
        win_rate: 1,
        cycle_days: 5,
        deal_size: 100
      }))
    );
    expect(await m.rows("sourcing", columns.slice(25), "industry = 'retail' and customer_size = 'small'")).toEqual([
      {involvement: "direct", deals: 2, win_rate: 0.5, cycle_days: 70, deal_size: 100},
      {involvement: "influenced", deals: 1, win_rate: 0, cycle_days: 30, deal_size: null},
      {involvement: "sourced", deals: 1, win_rate: 1, cycle_days: 10, deal_size: 300},
      {involvement: "with_partner", deals: 2, win_rate: 0.5, cycle_days: 20, deal_size: 300}
    ]);
    // Segment small weighs 4 deals, large 2; only in small have both kinds won.
    const {difference, diff_lower, diff_upper, verdict} = await m.row(
      "partner_effect",
      "difference, diff_lower, diff_upper, verdict",
      "involvement = 'with_partner'"
    );
    expect(difference).toBeCloseTo(1 / 3, 12);
    expect(diff_lower).toBeLessThan(0);
    expect(diff_upper).toBeGreaterThan(1 / 3);
    expect(verdict).toBe("unclear");
    expect(
      await m.row(
        "partner_effect",
        "* exclude (as_of, difference, diff_lower, diff_upper, verdict)",
        "involvement = 'with_partner'"
      )
    ).toEqual({
      involvement: "with_partner",
      segments: 2,
      deals: 3,
      direct_deals: 3,
      won: 2,
      direct_won: 1,
      win_rate: (4 * 0.5 + 2 * 1) / 6,
      direct_win_rate: (4 * 0.5 + 2 * 0) / 6,
      cycle_days: (4 * 20 + 2 * 20) / 6,
      direct_cycle_days: (4 * 70 + 2 * 40) / 6,
      deal_size: 300,
      direct_deal_size: 100
    });
  });

  it("are not told apart as sourced and influenced where the day of joining is not recorded", async () => {
    const m = await metricsOf({customers, deals: [deal(), deal({partner_id: null})]});
    expect(await m.rows("sourcing", "involvement")).toEqual([{involvement: "direct"}, {involvement: "with_partner"}]);
  });

  it("without industry or size are in no segment", async () => {
    const m = await metricsOf({deals: [deal({industry: "retail"})]});
    expect(await m.rows("sourcing")).toEqual([]);
    expect(await m.rows("partner_effect")).toEqual([]);
  });
});

describe("price by merit", () => {
  const sold = (partner_id: string, amount: number, discount_pct: number | null, values = {}) =>
    deal({partner_id, amount, discount_pct, ...values});

  it("ranks discount beside net sold, equals sharing their places", async () => {
    const m = await metricsOf({
      deals: [
        sold("big", 500, 4),
        sold("big", 400, 6),
        sold("fav", 50, 20),
        sold("mid", 300, 5),
        sold("low", 100, 1),
        sold("low", 100, 30, {closed_on: daysBefore(365)}),
        sold("none", 9000, null)
      ]
    });
    expect(await m.rows("discount_by_volume", "* exclude (as_of)")).toEqual([
      {partner_id: "big", discount: 5, net: 900, discount_rank: 2.5, net_rank: 1, gap: -1.5},
      {partner_id: "fav", discount: 20, net: 50, discount_rank: 1, net_rank: 4, gap: 3},
      {partner_id: "low", discount: 1, net: 100, discount_rank: 4, net_rank: 3, gap: -1},
      {partner_id: "mid", discount: 5, net: 300, discount_rank: 2.5, net_rank: 2, gap: -0.5}
    ]);
    // Deviations from 2.5: discount 0, -1.5, 1.5, 0; net -1.5, 1.5, .5, -.5.
    const row = await m.row("discount_by_volume_summary");
    expect(row.partners).toBe(4);
    expect(row.rank_correlation).toBeCloseTo((-1.5 * 1.5 + 1.5 * 0.5) / Math.sqrt(4.5 * 5), 12);
  });

  it("is without deals that have no exchange rate, as net sold is: a partner of such deals alone did not sell nothing", async () => {
    const foreign = {...sold("foreign", 700, 30), currency: "USD"};
    const deals = [sold("a", 100, 1), {...sold("a", 800, 9), currency: "USD"}, foreign];
    const m = await metricsOf({deals}, {reporting_currency: "EUR"});
    expect(await m.rows("discount_by_volume", "partner_id, discount, net")).toEqual([{partner_id: "a", discount: 1, net: 100}]);
  });

  it("has no correlation for two partners or equal discounts, and no row without discounts", async () => {
    const two = await metricsOf({deals: [sold("a", 1, 1), sold("b", 2, 2)]});
    expect(await two.row("discount_by_volume_summary", "partners, rank_correlation")).toEqual({
      partners: 2,
      rank_correlation: null
    });
    const equal = await metricsOf({deals: ["a", "b", "c"].map((id, i) => sold(id, i + 1, 5))});
    expect((await equal.row("discount_by_volume_summary")).rank_correlation).toBeNull();
    expect(await (await metricsOf({deals: [deal()]})).rows("discount_by_volume")).toEqual([]);
  });
});

describe("reps that live off one", () => {
  const sold = (rep_id: string, customer_id: string, partner_id: string | null, amount: number, values = {}) =>
    deal({rep_id, customer_id, partner_id, amount, ...values});

  it("are those with half or more from one account or one partner", async () => {
    const m = await metricsOf({
      deals: [
        sold("account", "x", "a", 50),
        sold("account", "x", "b", 20),
        sold("account", "y", null, 70),
        sold("partner", "x", "a", 40),
        sold("partner", "y", "a", 20),
        sold("partner", "z", null, 60),
        sold("partner", "w", "b", 0, {refunded: 30}),
        sold("spread", "x", "a", 40),
        sold("spread", "y", "b", 35),
        sold("spread", "z", null, 25),
        sold("gone", "x", "a", 10, {closed_on: daysBefore(365)}),
        sold("refunded", "x", "a", 10, {refunded: 20})
      ]
    });
    const columns =
      "rep_id, net, top_customer_id, top_customer_net, top_customer_share, top_partner_id, top_partner_net, top_partner_share, rep_dependency";
    const row = (rep_id: string, net: number, customer: unknown[], partner: unknown[], rep_dependency: string | null) => ({
      rep_id,
      net,
      top_customer_id: customer[0],
      top_customer_net: customer[1],
      top_customer_share: customer[2],
      top_partner_id: partner[0],
      top_partner_net: partner[1],
      top_partner_share: partner[2],
      rep_dependency
    });
    expect(await m.rows("rep_concentration", columns)).toEqual([
      row("account", 140, ["x", 70, 0.5], ["a", 50, 50 / 140], "customer"),
      row("partner", 120, ["z", 60, 0.5], ["a", 60, 0.5], "both"),
      row("refunded", 0, [null, null, null], [null, null, null], null),
      row("spread", 100, ["x", 40, 0.4], ["a", 40, 0.4], null)
    ]);
  });

  it("are told to have won what all their deals come to, as on the page of concentration, also where one is refunded", async () => {
    const m = await metricsOf({deals: [sold("u", "x", "a", 100), sold("u", "y", "b", 10, {refunded: 30})]});
    expect(await m.rows("rep_concentration", "won_net, top_partner_id, top_partner_share")).toEqual([
      {won_net: 80, top_partner_id: "a", top_partner_share: 1}
    ]);
    expect(await m.rows("concentration_members", "net", "dimension = 'rep' and member_id = 'u'")).toEqual([{net: 80}]);
  });

  it("count a shared deal's net half for each partner, at every date by the window of that date", async () => {
    const m = await metricsOf(
      {
        deals: [sold("u", "x", null, 100, {deal_id: "d", closed_on: daysBefore(364)})],
        deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "d", partner_id}))
      },
      {history_months: 1},
      asOf
    );
    expect(await m.rows("rep_concentration", "top_partner_id, top_partner_net, rep_dependency", "as_of = '2025-06-30'")).toEqual([
      {top_partner_id: "a", top_partner_net: 50, rep_dependency: "both"}
    ]);
  });
});
