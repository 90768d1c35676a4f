import {describe, expect, it} from "vitest";
import {referenceRows, withReference} from "../statistics/reference.ts";
import {asOf, daysBefore, deal, metricsOf, referral, times} from "./support.ts";

const given = (values = {}) => referral({direction: "given", ...values});

describe("balance of a partner", () => {
  it("is null with no exchange, and the verdict says so", async () => {
    const m = await metricsOf({partners: [{partner_id: "a", name: "A"}]});
    expect(
      await m.row("reciprocity", "received, given, balance, reciprocated, verdict, received_value, given_value, balance_value")
    ).toEqual({
      received: 0,
      given: 0,
      balance: null,
      reciprocated: null,
      verdict: "no_exchange",
      received_value: 0,
      given_value: 0,
      balance_value: null
    });
  });

  it("is (R - G) / (R + G) of all referrals made in the window, whatever became of them", async () => {
    const m = await metricsOf({
      referrals: [
        referral(),
        referral({outcome: "rejected"}),
        referral({outcome: "pending", made_on: daysBefore(364)}),
        referral({made_on: daysBefore(365)}),
        referral({made_on: "2025-07-01"}),
        given()
      ]
    });
    expect(await m.row("reciprocity", "received, given, balance, reciprocated, verdict")).toEqual({
      received: 3,
      given: 1,
      balance: 0.5,
      reciprocated: 0.5,
      verdict: "too_few_to_say"
    });
  });

  it.each([
    [3, 0, "we_owe"],
    [0, 3, "they_owe"],
    [1, 0, "too_few_to_say"],
    [5, 5, "balanced"],
    [5, 4, "too_few_to_say"]
  ])("with %d received and %d given is judged %s", async (r, g, verdict) => {
    const m = await metricsOf({referrals: [...times(r, () => referral()), ...times(g, () => given())]});
    expect(await m.row("reciprocity", "verdict")).toEqual({verdict});
  });

  it("calls the exchange balanced from the number that the settings say", async () => {
    const m = await metricsOf({referrals: [referral(), given()]}, {balanced_min: 2});
    expect(await m.row("reciprocity", "verdict")).toEqual({verdict: "balanced"});
  });
});

describe("balance by value", () => {
  it("counts a deal once over the portfolio, for its earliest referral", async () => {
    const m = await metricsOf({
      deals: [deal({deal_id: "d", partner_id: null, amount: 900})],
      referrals: [
        referral({partner_id: "late", deal_id: "d", made_on: daysBefore(10)}),
        referral({partner_id: "early", deal_id: "d", made_on: daysBefore(20), outcome: "rejected"})
      ]
    });
    expect(await m.rows("reciprocity", "partner_id, received_value")).toEqual([
      {partner_id: "early", received_value: 900},
      {partner_id: "late", received_value: 0}
    ]);
  });

  it("counts the whole net of a deal won by as_of, a refund less, and nothing for one that closes later", async () => {
    const m = await metricsOf({
      deals: [
        deal({deal_id: "d1", partner_id: null, amount: 300, refunded: 100}),
        deal({deal_id: "d2", partner_id: null, amount: 500, opened_on: daysBefore(9), closed_on: "2025-07-01"}),
        deal({deal_id: "d3", partner_id: null, amount: 700, status: "lost"})
      ],
      referrals: ["d1", "d2", "d3"].map((deal_id) => referral({deal_id}))
    });
    expect((await m.row("reciprocity")).received_value).toBe(200);
  });

  it("counts a sum below 0 as 0", async () => {
    const m = await metricsOf({deals: [deal({deal_id: "d", amount: 10, refunded: 50})], referrals: [referral({deal_id: "d"})]});
    expect((await m.row("reciprocity")).received_value).toBe(0);
  });

  it("counts a deal that was won before its referral was made, and a given value below 0 as 0", async () => {
    const m = await metricsOf({
      deals: [deal({deal_id: "early", closed_on: daysBefore(20), amount: 70})],
      referrals: [referral({deal_id: "early", made_on: daysBefore(10)}), referral({direction: "given", value: -5})]
    });
    expect(await m.row("reciprocity", "received_value, given_value")).toEqual({received_value: 70, given_value: 0});
  });

  it("counts what we gave once it is accepted: on the day of the answer, else on the day it was made", async () => {
    const m = await metricsOf({
      referrals: [
        given({value: 1}),
        given({value: 10, outcome: "pending"}),
        given({value: 100, outcome: "rejected"}),
        given({value: 1000, answered_on: "2025-07-01"}),
        given({value: 10000, answered_on: asOf}),
        given()
      ]
    });
    expect(await m.row("reciprocity", "given, given_value, balance_value")).toEqual({
      given: 6,
      given_value: 10001,
      balance_value: -1
    });
  });
});

describe("reciprocity of the portfolio", () => {
  it("is the sum of 2 min(R, G) over the sum of R + G", async () => {
    const m = await metricsOf({
      referrals: [
        ...times(3, () => referral()),
        given(),
        ...times(2, () => given({partner_id: "b"})),
        referral({partner_id: "b"})
      ]
    });
    expect((await m.row("reciprocity_portfolio")).weighted_reciprocity).toBeCloseTo(4 / 7, 12);
  });

  it("has the value of what all partners sent, a deal once, and of what they accepted", async () => {
    const m = await metricsOf({
      deals: [deal({deal_id: "d", partner_id: null, amount: 900})],
      referrals: [
        referral({deal_id: "d", made_on: daysBefore(20)}),
        referral({partner_id: "b", deal_id: "d", made_on: daysBefore(10)}),
        given({value: 20}),
        given({partner_id: "b", value: 3}),
        given({partner_id: "b", value: 500, outcome: "rejected"})
      ]
    });
    expect(await m.row("reciprocity_portfolio", "received_value, given_value")).toEqual({received_value: 900, given_value: 23});
  });

  it("has no people graph where no persons are recorded", async () => {
    const m = await metricsOf({referrals: [referral(), given()]});
    expect(await m.row("people_graph")).toMatchObject({edges: 0, edge_reciprocity: null, density: null, rho: null});
  });

  it("counts persons on an edge of the window only, an edge once, and nobody to themselves", async () => {
    const m = await metricsOf({
      referrals: [
        ...times(3, () => referral({from_person: "t1", to_person: "u1"})),
        given({from_person: "u1", to_person: "t1"}),
        referral({from_person: "t2", to_person: "u1"}),
        referral({from_person: "t3", to_person: "t3"}),
        referral({from_person: "t4", to_person: "u2", made_on: daysBefore(365)})
      ]
    });
    // 3 edges between 1 of ours and 2 of theirs: density 3/4, 2 of 3 run both ways.
    const row = await m.row("people_graph");
    expect(row).toMatchObject({edges: 3, mutual_dyads: 1, people_us: 1, people_them: 2, density: 0.75});
    expect(row.edge_reciprocity).toBeCloseTo(2 / 3, 12);
    expect(row.rho).toBeCloseTo((2 / 3 - 3 / 4) / (1 / 4), 12);
  });

  it("has no rho in a complete graph", async () => {
    const m = await metricsOf({
      referrals: [referral({from_person: "t", to_person: "u"}), given({from_person: "u", to_person: "t"})]
    });
    expect(await m.row("people_graph", "edge_reciprocity, density, rho")).toEqual({edge_reciprocity: 1, density: 1, rho: null});
  });

  // networkx, algorithms/tests/test_reciprocity.py: edges 1-2, 2-3, 3-2 have reciprocity 2/3.
  it("agrees with networkx on its example", async () => {
    const edges = [
      ["1", "2"],
      ["2", "3"],
      ["3", "2"]
    ];
    const m = await metricsOf({
      referrals: edges.map(([from_person, to_person]) => referral({from_person: from_person!, to_person: to_person!}))
    });
    expect((await m.row("people_graph")).edge_reciprocity).toBeCloseTo(2 / 3, 12);
  });

  // Krackhardt (1987), 21 managers, in Wasserman & Faust (1994): 102 friendships, 23 of them mutual; rho as sna's grecip(measure = "correlation").
  it.runIf(withReference).each([
    ["friendship", 102, 23, 0.45098039, 0.2748798],
    ["advice", 190, 45, 0.47368421, 0.0389016]
  ])("agrees with the published figures of Krackhardt's %s network", async (network, edges, mutual, reciprocity, rho) => {
    const rows = referenceRows("reciprocity_krackhardt_managers").filter((r) => r.network === network);
    const m = await metricsOf({referrals: rows.map((r) => referral({from_person: r.from!, to_person: r.to!}))});
    const row = await m.row("people_graph", `*, reciprocity_beyond_chance(edge_reciprocity, edges / (21 * 20)) as directed_rho`);
    expect(row).toMatchObject({edges, mutual_dyads: mutual});
    expect(row.edge_reciprocity).toBeCloseTo(reciprocity, 7);
    expect(row.directed_rho).toBeCloseTo(rho, 7);
  });
});

describe("answers in kind", () => {
  it("counts a received referral from the day after up to and including day 90", async () => {
    const on = (partner: string, days: number) => [
      given({partner_id: partner, made_on: daysBefore(200)}),
      referral({partner_id: partner, made_on: daysBefore(200 - days)})
    ];
    const m = await metricsOf({referrals: [...on("a", 0), ...on("b", 1), ...on("c", 90), ...on("d", 91)]});
    expect(await m.row("referral_response", "lag_given, lag_returned, lag_rate")).toEqual({
      lag_given: 4,
      lag_returned: 2,
      lag_rate: 0.5
    });
  });

  it("waits until 90 days are over, and lets an answer of another partner not count", async () => {
    const m = await metricsOf({
      referrals: [
        given({made_on: daysBefore(90)}),
        given({made_on: daysBefore(89)}),
        referral({partner_id: "b", made_on: daysBefore(80)})
      ]
    });
    expect(await m.row("referral_response", "lag_given, lag_returned")).toEqual({lag_given: 1, lag_returned: 0});
  });

  it("stands beside what the partner's own pace gives by chance", async () => {
    // The first record is 730 days old: 4 received in 2 years are 2 a year.
    const m = await metricsOf({
      referrals: [given({made_on: daysBefore(730)}), ...times(4, (i) => referral({made_on: daysBefore(i)}))]
    });
    expect((await m.row("referral_response")).lag_expected).toBeCloseTo(1 - Math.exp((-2 * 90) / 365), 12);
  });

  it("is above chance only where partners agree on it, as one received can follow many sent", async () => {
    // each was sent 20 on one day; one of them sent one the day after, which follows all of these
    const sent = (partner_id: string) => times(20, () => given({partner_id, made_on: daysBefore(400)}));
    const others = ["b", "c", "d"].flatMap((id) => [...sent(id), referral({partner_id: id, made_on: daysBefore(20)})]);
    const m = await metricsOf({referrals: [...sent("a"), referral({partner_id: "a", made_on: daysBefore(399)}), ...others]});
    const row = await m.row("referral_response", "lag_rate, lag_expected, lag_excess, lag_excess_lower, lag_excess_upper");
    const years = 400 / 365;
    const none = 1 - 90 / 365 / years;
    const excess = [20 * none, ...times(3, () => ({x: 20 * (none - 1)})).map(({x}) => x as number)];
    const [sum, spread] = [excess.reduce((a, b) => a + b), Math.sqrt(excess.reduce((a, b) => a + b * b, 0))];
    expect(row.lag_rate).toBe(0.25);
    expect(row.lag_excess).toBeCloseTo(sum / 80, 9);
    expect(row.lag_excess_lower).toBeCloseTo((sum - 1.6449 * spread) / 80, 9);
    expect(row.lag_excess_lower).toBeLessThan(0);
    expect(row.lag_excess_upper).toBeGreaterThan(0);
  });

  it("are null where nothing was given", async () => {
    const m = await metricsOf({referrals: [referral()]});
    expect(await m.row("referral_response", "lag_given, lag_rate, lag_lower, lag_expected")).toEqual({
      lag_given: 0,
      lag_rate: null,
      lag_lower: null,
      lag_expected: null
    });
  });
});
