import {describe, expect, it} from "vitest";
import {referenceRows, withReference} from "../statistics/reference.ts";
import {asOf, daysBefore, deal, metricsOf, times} from "./support.ts";

/** One partner for each amount. */
const earning = (amounts: number[]) => ({
  deals: amounts.map((amount, i) => deal({partner_id: `p${String(i).padStart(4, "0")}`, amount}))
});

const partners = `as_of = '${asOf}' and dimension = 'partner'`;

describe("concentration", () => {
  // U.S. Department of Justice, Herfindahl-Hirschman Index: 30, 30, 20 and 20 % have 2,600 points.
  it("of 30, 30, 20 and 20 % is 2,600 points, high", async () => {
    const m = await metricsOf(earning([30, 30, 20, 20]));
    const row = await m.row("concentration", "*", partners);
    expect(row.hhi).toBeCloseTo(0.26, 12);
    expect(row.effective_n).toBeCloseTo(3.846153846153846, 9);
    expect(row).toMatchObject({n: 4, total: 100, cr1: 0.3, cr3: 0.8, top20_share: 0.3, band: "high"});
  });

  // R package ineq, tests/Examples/ineq-Ex.Rout.save; corrected Gini of Damgaard & Weiner (2000).
  it("has the Gini and Herfindahl of the example of ineq", async () => {
    const m = await metricsOf(earning([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]));
    const row = await m.row("concentration", "*", partners);
    expect(row.gini).toBeCloseTo(0.5134346, 7);
    expect(row.hhi).toBeCloseTo(0.1840812, 7);
  });

  it.each([
    ["nine of 50/9 and one of 50", [...Array<number>(9).fill(50), 450]],
    ["five of 2 and five of 18", [2, 2, 2, 2, 2, 18, 18, 18, 18, 18]]
  ])("has Gini .4444444 for %s (Damgaard & Weiner 2000)", async (_, amounts) => {
    const m = await metricsOf(earning(amounts));
    expect((await m.row("concentration", "gini", partners)).gini).toBeCloseTo(0.4444444, 7);
  });

  // Hill (1973), Ecology 54:427-432; the "Observed" diversities that iNEXT prints for its spider data.
  it.runIf(withReference).each([
    ["Girdled", 26, 12.05965, 7.84],
    ["Logged", 37, 14.421002, 6.761499]
  ])("has the Hill numbers of the %s spiders", async (site, n, q1, q2) => {
    const spiders = referenceRows("hill_numbers_inext_spider").filter((r) => r.site === site);
    const m = await metricsOf(earning(spiders.map((r) => Number(r.abundance))));
    const row = await m.row("concentration", "*", partners);
    expect(row.n).toBe(n);
    expect(row.entropy_n).toBeCloseTo(q1, 5);
    expect(row.effective_n).toBeCloseTo(q2, 6);
  });

  it.each([
    [11, "low"],
    [10, "moderate"],
    [6, "moderate"],
    [5, "high"]
  ])("of %d equal partners is %s", async (n, band) => {
    const m = await metricsOf(earning(Array<number>(n).fill(10)));
    const row = await m.row("concentration", "*", partners);
    expect(row.band).toBe(band);
    expect(row.effective_n).toBeCloseTo(n, 9);
    expect(row.entropy_n).toBeCloseTo(n, 9);
    expect(row.gini).toBeCloseTo(0, 9);
  });

  it("of one partner is full, with no Gini", async () => {
    const m = await metricsOf(earning([10]));
    expect(await m.row("concentration", "n, hhi, effective_n, cr1, cr3, top20_share, gini", partners)).toEqual({
      n: 1,
      hhi: 1,
      effective_n: 1,
      cr1: 1,
      cr3: 1,
      top20_share: 1,
      gini: null
    });
  });

  it("without revenue counts the partners and knows nothing else", async () => {
    const m = await metricsOf({
      partners: [
        {partner_id: "a", name: "A"},
        {partner_id: "b", name: "B"}
      ]
    });
    expect(await m.rows("concentration")).toEqual(
      ["customer", "partner", "rep"].map((dimension) => ({
        as_of: asOf,
        dimension,
        n: dimension === "partner" ? 2 : 0,
        total: 0,
        hhi: null,
        effective_n: null,
        entropy_n: null,
        cr1: null,
        cr3: null,
        top20_share: null,
        gini: null,
        band: null
      }))
    );
  });

  it("counts partners without revenue in n, and customers and reps only with a won deal in the window", async () => {
    const m = await metricsOf({
      partners: [{partner_id: "idle", name: "Idle"}],
      customers: [{customer_id: "idle", name: "Idle"}],
      deals: [
        deal({rep_id: "r1"}),
        deal({customer_id: "c2", rep_id: "r2", status: "lost"}),
        deal({customer_id: "c3", rep_id: null, partner_id: null}),
        deal({customer_id: "c4", closed_on: daysBefore(365)})
      ]
    });
    expect(await m.rows("concentration", "dimension, n, total")).toEqual([
      {dimension: "customer", n: 2, total: 200},
      {dimension: "partner", n: 2, total: 100},
      {dimension: "rep", n: 1, total: 100}
    ]);
  });
});

describe("the members behind it", () => {
  it("count a negative net as 0 and flag it", async () => {
    const m = await metricsOf({
      deals: [deal({amount: 300}), deal({partner_id: "b", amount: 10, refunded: 60}), deal({partner_id: "c", amount: 100})]
    });
    expect(await m.rows("concentration_members", "member_id, net, share, rank, negative", partners)).toEqual([
      {member_id: "a", net: 300, share: 0.75, rank: 1, negative: false},
      {member_id: "c", net: 100, share: 0.25, rank: 2, negative: false},
      {member_id: "b", net: -50, share: 0, rank: 3, negative: true}
    ]);
  });

  it("take a refund off a partner's other deals before anything counts as 0", async () => {
    const m = await metricsOf({deals: [deal({amount: 100}), deal({amount: 10, refunded: 60})]});
    expect((await m.row("concentration", "total", partners)).total).toBe(50);
  });

  it("share a deal equally, and equals share a rank though thirds don't add up to the last digit", async () => {
    const m = await metricsOf({
      deals: [
        ...[1, 2, 3].map((i) => deal({deal_id: `m${String(i)}`, partner_id: null, amount: 100})),
        deal({partner_id: "whole", amount: 100})
      ],
      deal_partners: [1, 2, 3].flatMap((i) => ["a", "b", "c"].map((partner_id) => ({deal_id: `m${String(i)}`, partner_id})))
    });
    expect(await m.rows("concentration_members", "member_id, rank, position", partners)).toEqual(
      ["a", "b", "c", "whole"].map((member_id, i) => ({member_id, rank: 1, position: i + 1}))
    );
  });

  it("leave a deal held out without a rate out of money, and show it", async () => {
    const m = await metricsOf({
      deals: [
        deal({currency: "EUR"}),
        deal({currency: "EUR"}),
        deal({currency: "USD", customer_id: "held", closed_on: "2025-06-15"}),
        deal({currency: "USD", customer_id: "converted", closed_on: "2025-05-15"})
      ],
      rates: [{month: "2025-05-01", currency: "USD", per_unit: 0.5}]
    });
    expect(await m.rows("revenue", "kind, net, deals, excluded_deals")).toEqual([
      {kind: "partner", net: 250, deals: 4, excluded_deals: 1},
      {kind: "direct", net: 0, deals: 0, excluded_deals: 0}
    ]);
    expect(await m.rows("concentration_members", "member_id, net", `dimension = 'customer'`)).toEqual([
      {member_id: "c", net: 200},
      {member_id: "converted", net: 50}
    ]);
  });
});

describe("revenue", () => {
  it("through partners and direct adds up to all, each deal once", async () => {
    const m = await metricsOf({
      deals: [
        deal({deal_id: "d", partner_id: null, amount: 90}),
        deal({partner_id: null, amount: 10}),
        deal({amount: 5, refunded: 6})
      ],
      deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "d", partner_id}))
    });
    expect(await m.rows("revenue", "kind, net, deals, negative_deals")).toEqual([
      {kind: "partner", net: 89, deals: 2, negative_deals: 1},
      {kind: "direct", net: 10, deals: 1, negative_deals: 0}
    ]);
    expect(await m.rows("revenue_periods", "partner_id, starts_on, net, deals", "period_kind = 'month'")).toEqual([
      {partner_id: null, starts_on: "2025-06-01", net: 10, deals: 1},
      {partner_id: "a", starts_on: "2025-06-01", net: 44, deals: 2},
      {partner_id: "b", starts_on: "2025-06-01", net: 45, deals: 1}
    ]);
  });

  it("counts the day of as_of and the 364 before it", async () => {
    const m = await metricsOf({
      deals: [
        deal({amount: 1}),
        deal({amount: 10, closed_on: daysBefore(364)}),
        deal({amount: 100, closed_on: daysBefore(365)}),
        deal({amount: 1000, closed_on: "2025-07-01"})
      ]
    });
    expect((await m.row("revenue", "net", `kind = 'partner'`)).net).toBe(11);
  });
});

describe("disclosures", () => {
  it("name partners and customers from a tenth of all revenue on, those under one parent as one", async () => {
    const m = await metricsOf({
      partners: [
        {partner_id: "a", name: "A", parent_id: "group"},
        {partner_id: "group", name: "Group"},
        {partner_id: "b", name: "B"},
        {partner_id: "c", name: "C"}
      ],
      deals: [
        deal({amount: 6, customer_id: "c1"}),
        deal({partner_id: "group", amount: 5, customer_id: "c2"}),
        deal({partner_id: "b", amount: 10, customer_id: "c3"}),
        deal({partner_id: "c", amount: 9, customer_id: "c4"}),
        deal({partner_id: null, amount: 70, customer_id: "c5"})
      ]
    });
    expect(await m.rows("disclosures", "dimension, group_id, members, net, share")).toEqual([
      {dimension: "customer", group_id: "c5", members: 1, net: 70, share: 0.7},
      {dimension: "customer", group_id: "c3", members: 1, net: 10, share: 0.1},
      {dimension: "partner", group_id: "group", members: 2, net: 11, share: 0.11},
      {dimension: "partner", group_id: "b", members: 1, net: 10, share: 0.1}
    ]);
  });

  it("list a partner that may be a customer of record, and none that only advises, refers or integrates", async () => {
    const kinds = {r: "Reseller", d: "distributor", u: null, i: "System integrator", k: "consultancy", f: "Referral partner"};
    const m = await metricsOf({
      partners: Object.entries(kinds).map(([partner_id, kind]) => ({partner_id, name: partner_id, kind})),
      deals: Object.keys(kinds).map((partner_id) => deal({partner_id, customer_id: null}))
    });
    expect((await m.rows("disclosures", "group_id", "dimension = 'partner'")).map((row) => row.group_id)).toEqual([
      "d",
      "r",
      "u"
    ]);
  });

  it("name nobody without revenue", async () => {
    const m = await metricsOf({deals: [deal({amount: 0})]});
    expect(await m.rows("disclosures")).toEqual([]);
  });
});

describe("regions", () => {
  it("are those of the deal, else of the customer, else of the partner", async () => {
    const m = await metricsOf({
      partners: [
        {partner_id: "a", name: "A", region: "North"},
        {partner_id: "b", name: "B"}
      ],
      customers: [{customer_id: "c2", name: "C2", region: "East"}],
      deals: [
        deal({amount: 10, region: "West"}),
        deal({amount: 30, customer_id: "c2"}),
        deal({amount: 40}),
        deal({amount: 5, partner_id: "b"}),
        deal({amount: 10, partner_id: "b", region: "West"}),
        deal({amount: 99, partner_id: null, region: "West"})
      ]
    });
    expect(await m.rows("regions", "region, partners, net, effective_n, top_partner_id, top_share")).toEqual([
      {region: "East", partners: 1, net: 30, effective_n: 1, top_partner_id: "a", top_share: 1},
      {region: "North", partners: 1, net: 40, effective_n: 1, top_partner_id: "a", top_share: 1},
      {region: "West", partners: 2, net: 20, effective_n: 2, top_partner_id: "a", top_share: 0.5},
      {region: "no region recorded", partners: 1, net: 5, effective_n: 1, top_partner_id: "b", top_share: 1}
    ]);
  });
});

describe("what if", () => {
  it("the largest one or three partners go", async () => {
    const m = await metricsOf(earning([40, 20, 20, 10, 10]));
    const [one, three] = (await m.rows("what_if")) as [Record<string, number>, Record<string, number>];
    expect(one).toMatchObject({removed: "top1", share_lost: 0.4});
    expect(one.hhi_rest).toBeCloseTo((4 + 4 + 1 + 1) / 36, 12);
    expect(three.share_lost).toBeCloseTo(0.8, 12);
    expect(three.effective_n_rest).toBeCloseTo(2, 12);
  });

  it("nobody is left: no rest, and no division by zero", async () => {
    const m = await metricsOf(earning([40]));
    expect(await m.rows("what_if", "removed, share_lost, hhi_rest, effective_n_rest")).toEqual([
      {removed: "top1", share_lost: 1, hhi_rest: null, effective_n_rest: null},
      {removed: "top3", share_lost: 1, hhi_rest: null, effective_n_rest: null}
    ]);
  });

  it("there is no partner at all", async () => {
    const m = await metricsOf({deals: times(2, () => deal({partner_id: null}))});
    expect(await m.rows("what_if", "removed, share_lost, hhi_rest")).toEqual([
      {removed: "top1", share_lost: null, hhi_rest: null},
      {removed: "top3", share_lost: null, hhi_rest: null}
    ]);
    expect(await m.row("loss")).toEqual({
      as_of: asOf,
      expected_loss: 0,
      var95: null,
      es95: null,
      p_lose_20: null,
      direct_revenue: 200
    });
  });
});
