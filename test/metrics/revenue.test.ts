import {describe, expect, it} from "vitest";
import {daysBefore, deal, metricsOf, times} from "./support.ts";

const year = (m: {rows: (t: string, c?: string, w?: string) => Promise<unknown[]>}, columns: string, where: string) =>
  m.rows("revenue_comparison", columns, where);

describe("revenue by period", () => {
  const deals = [
    deal({closed_on: "2023-05-10", amount: 70}),
    deal({closed_on: "2024-02-29", amount: 100}),
    deal({closed_on: "2024-05-31", amount: 200}),
    deal({closed_on: "2025-03-31", amount: 150}),
    deal({closed_on: "2025-05-20", amount: 300}),
    deal({closed_on: "2025-05-21", amount: 40, partner_id: null}),
    deal({closed_on: "2025-05-22", amount: 999, status: "lost"})
  ];

  it("compares a complete quarter with the same quarter a year before", async () => {
    const m = await metricsOf({deals}, {}, "2025-06-30");
    expect(
      await year(
        m,
        "starts_on::varchar as q, is_complete, net, net_before, difference, change",
        "kind = 'partner' and period_kind = 'quarter' and starts_on >= '2025-01-01'"
      )
    ).toEqual([
      {q: "2025-01-01", is_complete: true, net: 150, net_before: 100, difference: 50, change: 0.5},
      {q: "2025-04-01", is_complete: true, net: 300, net_before: 200, difference: 100, change: 0.5}
    ]);
  });

  it("takes amounts that cancel each other for no revenue, although their sum of floating-point numbers is not 0", async () => {
    // .1 + .2 - .3 is 6e-17, against which 100 would be a rise of 2e18
    const none = (closed_on: string) => [
      deal({closed_on, amount: 0.1, rep_id: "u"}),
      deal({closed_on, amount: 0.2, rep_id: "u"}),
      deal({closed_on, amount: 0, refunded: 0.3, rep_id: "u"})
    ];
    const m = await metricsOf({
      deals: [deal({closed_on: "2023-05-10"}), ...none("2024-05-10"), deal({closed_on: "2025-05-10"}), ...none("2025-05-11")]
    });
    expect(
      await year(m, "net_before, change", "kind = 'partner' and period_kind = 'quarter' and starts_on = '2025-04-01'")
    ).toEqual([{net_before: 0, change: null}]);
    expect(await m.row("retention", "partners, before, net")).toEqual({partners: 0, before: 0, net: null});
    const nothing = await metricsOf({deals: none("2025-05-11")});
    expect(await nothing.rows("concentration", "distinct total, hhi")).toEqual([{total: 0, hhi: null}]);
    expect(await nothing.rows("disclosures")).toEqual([]);
    expect(await nothing.rows("regions", "net, top_share")).toEqual([{net: 0, top_share: null}]);
  });

  it("names the largest deal of a period whole, also where several partners share it", async () => {
    const shared = {deal_id: "large", partner_id: null, closed_on: "2025-05-01", amount: 500};
    const m = await metricsOf({
      deals: [...deals, deal(shared)],
      deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "large", partner_id}))
    });
    expect(
      await year(m, "kind, deals, net, largest", "period_kind = 'quarter' and starts_on = '2025-04-01' order by kind")
    ).toEqual([
      {kind: "direct", deals: 1, net: 40, largest: 40},
      {kind: "partner", deals: 2, net: 800, largest: 500}
    ]);
  });

  it("tells what partners brought whose first deal was opened after the same period a year before", async () => {
    const of = (partner_id: string, opened_on: string, amount: number) =>
      deal({partner_id, opened_on, closed_on: "2025-05-20", amount});
    const m = await metricsOf({
      deals: [
        // the records begin before the quarter compared with
        deal({partner_id: null, closed_on: "2024-01-10"}),
        deal({partner_id: "a", opened_on: "2024-04-01", closed_on: "2024-05-31", amount: 200}),
        of("a", "2025-04-01", 300),
        // in time, on its last day; a day later; long after, of a partner that joined before
        of("b", "2024-06-30", 10),
        of("c", "2024-07-01", 20),
        of("d", "2025-05-01", 40)
      ],
      partners: ["a", "b", "c", "d"].map((partner_id) => ({partner_id, name: partner_id, joined_on: "2020-01-01"}))
    });
    const quarter = "kind = 'partner' and period_kind = 'quarter' and starts_on";
    expect(await year(m, "net, net_before, net_new", `${quarter} = '2025-04-01'`)).toEqual([
      {net: 370, net_before: 200, net_new: 60}
    ]);
    // with nothing to compare with nobody is new
    expect(await year(m, "net, net_new", `${quarter} = '2024-04-01'`)).toEqual([{net: 200, net_new: null}]);
  });

  it("compares the running quarter with the same days a year before", async () => {
    const m = await metricsOf({deals}, {}, "2025-05-30");
    expect(
      await year(m, "is_complete, net, net_before", "kind = 'partner' and period_kind = 'quarter' and starts_on = '2025-04-01'")
    ).toEqual([{is_complete: false, net: 300, net_before: 0}]);
  });

  it("counts the won deals without an exchange rate that a period and the one before leave out, each once", async () => {
    const usd = (closed_on: string, partner_id: string | null, deal_id: string) =>
      deal({closed_on, partner_id, deal_id, currency: "USD", amount: 50});
    const m = await metricsOf(
      {
        deals: [...deals, usd("2024-05-01", "a", "x"), usd("2025-05-01", null, "y"), usd("2025-05-02", null, "z")],
        deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "z", partner_id}))
      },
      {reporting_currency: "EUR"},
      "2025-06-30"
    );
    const quarter = "period_kind = 'quarter' and starts_on = '2025-04-01'";
    expect(await year(m, "kind, net, net_before, left_out, left_out_before", `${quarter} order by kind`)).toEqual([
      {kind: "direct", net: 40, net_before: 0, left_out: 1, left_out_before: 0},
      {kind: "partner", net: 300, net_before: 200, left_out: 1, left_out_before: 1}
    ]);
    expect(await m.rows("revenue_periods", "left_out, left_out_before", `${quarter} and partner_id = 'a'`)).toEqual([
      {left_out: 1, left_out_before: 1}
    ]);
  });

  it("compares nothing with a time that the records do not reach", async () => {
    const m = await metricsOf({deals}, {}, "2025-06-30");
    expect(
      await year(
        m,
        "starts_on::varchar as q, net, net_before, change",
        "kind = 'partner' and period_kind = 'quarter' and starts_on < '2024-05-01' and net > 0"
      )
    ).toEqual([
      {q: "2023-04-01", net: 70, net_before: null, change: null},
      {q: "2024-01-01", net: 100, net_before: null, change: null},
      {q: "2024-04-01", net: 200, net_before: null, change: null}
    ]);
  });

  it("follows the fiscal year: with February first, a quarter ends on 30 April and a year on 31 January", async () => {
    const m = await metricsOf({deals}, {fiscal_year_first_month: 2}, "2025-06-30");
    expect(
      await year(
        m,
        "period_kind as p, starts_on::varchar as s, ends_on::varchar as e, net",
        "kind = 'partner' and net > 0 and period_kind <> 'month' and starts_on >= '2025-01-01'"
      )
    ).toEqual([
      {p: "quarter", s: "2025-02-01", e: "2025-04-30", net: 150},
      {p: "quarter", s: "2025-05-01", e: "2025-07-31", net: 300},
      {p: "year", s: "2025-02-01", e: "2026-01-31", net: 450}
    ]);
  });

  it("keeps direct revenue apart, and gives each partner its share", async () => {
    const shared = [deal({deal_id: "s", partner_id: null, amount: 90, closed_on: "2025-05-01"})];
    const deal_partners = ["a", "b"].map((partner_id) => ({deal_id: "s", partner_id, joined_on: null}));
    const m = await metricsOf({deals: [...deals, ...shared], deal_partners}, {}, "2025-06-30");
    expect(
      await m.rows("revenue_periods", "partner_id, net, deals", "period_kind = 'quarter' and starts_on = '2025-04-01'")
    ).toEqual([
      {partner_id: null, net: 40, deals: 1},
      {partner_id: "a", net: 345, deals: 2},
      {partner_id: "b", net: 45, deals: 1}
    ]);
    expect(
      await m.row("revenue_comparison", "net, deals", "kind = 'partner' and period_kind = 'quarter' and starts_on = '2025-04-01'")
    ).toEqual({net: 390, deals: 2});
  });
});

describe("quarters of one partner", () => {
  it("have a row from its first deal on, of nothing where it won nothing", async () => {
    const deals = [
      deal({partner_id: "a", amount: 100, opened_on: "2024-01-02", closed_on: "2024-05-10"}),
      deal({partner_id: "b", amount: 30, opened_on: "2024-01-02", closed_on: "2024-08-10"})
    ];
    const m = await metricsOf({deals}, {}, "2025-01-31");
    expect(
      await m.rows("revenue_periods", "starts_on::varchar as starts_on, net", "period_kind = 'quarter' and partner_id = 'a'")
    ).toEqual([
      {starts_on: "2024-04-01", net: 100},
      {starts_on: "2024-07-01", net: 0},
      {starts_on: "2024-10-01", net: 0},
      {starts_on: "2025-01-01", net: 0}
    ]);
  });
});

describe("revenue by grade and class", () => {
  it("adds up to all partner revenue, once by grade and once by class", async () => {
    const m = await metricsOf({
      deals: ["a", "b", "c"].flatMap((id, i) => times(4, () => deal({partner_id: id, amount: 100 * (i + 1)})))
    });
    const rows = await m.rows(
      "revenue_groups",
      "dimension, sum(net) as net, round(sum(share), 12) as share, sum(partners)::int as partners",
      "true group by dimension"
    );
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatchObject({net: 2400, share: 1, partners: 3});
  });
});

describe("the pipeline", () => {
  const won = times(40, (i) => deal({opened_on: "2025-01-01", closed_on: i < 36 ? "2025-01-11" : "2025-01-31"}));
  const open = (values = {}) => deal({status: "open", closed_on: null, ...values});

  it("has the deals that were open at the end of the day, whatever became of them since", async () => {
    const deals = [
      deal({deal_id: "later", opened_on: "2025-05-01", closed_on: "2025-07-02"}),
      deal({deal_id: "gone", opened_on: "2025-05-01", closed_on: "2025-06-30"}),
      open({deal_id: "open", opened_on: "2025-06-30", amount: 50}),
      open({deal_id: "coming", opened_on: "2025-07-01"})
    ];
    const m = await metricsOf({deals});
    expect(await m.rows("pipeline_deals", "deal_id, age_days, value")).toEqual([
      {deal_id: "later", age_days: 60, value: 100},
      {deal_id: "open", age_days: 0, value: 50}
    ]);
    expect(await m.row("pipeline_totals", "deals, value", "kind = 'partner'")).toEqual({deals: 2, value: 150});
  });

  it("has an open deal that is older than all evidence, with no probability of being won soon", async () => {
    const m = await metricsOf({
      deals: [open({opened_on: daysBefore(1095)}), deal({partner_id: null, opened_on: daysBefore(30)})]
    });
    expect(await m.rows("pipeline_deals", "kind, age_days, value, win_chance")).toEqual([
      {kind: "partner", age_days: 1095, value: 100, win_chance: 0}
    ]);
    expect(await m.row("pipeline", "deals, value, expected_value")).toEqual({deals: 1, value: 100, expected_value: 0});
  });

  it("calls a deal stalled when it is older than nine in ten of the won ones were", async () => {
    const deals = [...won, open({deal_id: "young", opened_on: "2025-06-20"}), open({deal_id: "old", opened_on: "2025-06-19"})];
    const m = await metricsOf({deals});
    expect(await m.row("deal_paces", "won, won_days, stalled_after_days", "size = 'all'")).toMatchObject({won: 40, won_days: 10});
    expect(await m.rows("pipeline_deals", "deal_id, stalled", "true order by deal_id")).toEqual([
      {deal_id: "old", stalled: false},
      {deal_id: "young", stalled: false}
    ]);
    const later = await metricsOf({deals}, {}, "2025-07-20");
    expect(await later.rows("pipeline_deals", "deal_id, stalled", "true order by deal_id")).toEqual([
      {deal_id: "old", stalled: true},
      {deal_id: "young", stalled: true}
    ]);
  });

  it("calls a deal stalled from the day after its expected close", async () => {
    const at = (expected_close_on: string) => open({deal_id: expected_close_on, opened_on: "2025-06-25", expected_close_on});
    const m = await metricsOf({deals: [...won, at("2025-06-29"), at("2025-06-30")]});
    expect(await m.rows("pipeline_deals", "deal_id, overdue, stalled")).toEqual([
      {deal_id: "2025-06-29", overdue: true, stalled: true},
      {deal_id: "2025-06-30", overdue: false, stalled: false}
    ]);
  });

  it("is split by the stage that is recorded, in the order of its probability, with what that comes to", async () => {
    const at = (stage: string | null, probability: number | null, values = {}) =>
      open({stage, probability, opened_on: "2025-06-25", ...values});
    const deals = [
      ...won,
      at("Offer", 60),
      at("Offer", 60, {amount: 200, expected_close_on: "2025-06-29"}),
      at("First talk", 20),
      at("Offer", null),
      at(null, null, {amount: 50}),
      at("Offer", 60, {partner_id: null, amount: 1000})
    ];
    const m = await metricsOf({deals});
    const columns = "stage, place, deals, value, stalled, stalled_value, overdue, stated_deals, stated_value";
    expect(await m.rows("pipeline_stages", columns, "kind = 'partner' order by place")).toEqual([
      {
        stage: "First talk",
        place: 1,
        deals: 1,
        value: 100,
        stalled: 0,
        stalled_value: 0,
        overdue: 0,
        stated_deals: 1,
        stated_value: 20
      },
      {
        stage: "Offer",
        place: 2,
        deals: 3,
        value: 400,
        stalled: 1,
        stalled_value: 200,
        overdue: 1,
        stated_deals: 2,
        stated_value: 180
      },
      {stage: null, place: 3, deals: 1, value: 50, stalled: 0, stalled_value: 0, overdue: 0, stated_deals: 0, stated_value: null}
    ]);
    expect(await m.row("pipeline_stages", "deals, value", "kind = 'direct'")).toEqual({deals: 1, value: 1000});
  });

  it("gives each partner its share of an open deal and of what is expected of it", async () => {
    const deals = [
      ...times(4, (i) => deal({opened_on: "2025-01-01", closed_on: "2025-01-31", status: i < 3 ? "won" : "lost"})),
      open({deal_id: "s", partner_id: null, opened_on: "2025-06-29", amount: 80})
    ];
    const deal_partners = ["a", "b"].map((partner_id) => ({deal_id: "s", partner_id, joined_on: null}));
    const m = await metricsOf({deals, deal_partners});
    // three of four deals are won at 30 days
    expect(await m.rows("pipeline", "partner_id, deals, value, expected_value")).toEqual([
      {partner_id: "a", deals: 1, value: 40, expected_value: 30},
      {partner_id: "b", deals: 1, value: 40, expected_value: 30}
    ]);
  });

  it("values an open deal in another currency at the latest rate known, and none without a rate", async () => {
    const rates = [
      {month: "2025-03-01", currency: "USD", per_unit: 0.8},
      {month: "2025-05-01", currency: "USD", per_unit: 0.9},
      {month: "2025-09-01", currency: "USD", per_unit: 5}
    ];
    const deals = [
      deal({currency: "EUR"}),
      open({deal_id: "u", opened_on: "2025-06-01", currency: "USD"}),
      open({deal_id: "s", opened_on: "2025-06-01", currency: "SEK"})
    ];
    const m = await metricsOf({deals, rates}, {reporting_currency: "EUR"});
    expect(await m.row("pipeline_totals", "deals, value, excluded_deals", "kind = 'partner'")).toEqual({
      deals: 2,
      value: 90,
      excluded_deals: 1
    });
  });
});
