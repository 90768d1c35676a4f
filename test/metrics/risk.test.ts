import {describe, expect, it} from "vitest";
import {asOf, daysBefore, deal, metricsOf, times} from "./support.ts";

const joined = (days: number, ids: string[]) =>
  ids.map((partner_id) => ({partner_id, name: partner_id, joined_on: daysBefore(days)}));

describe("silence next year", () => {
  it("without any win anywhere follows shape and rate 1/2", async () => {
    const m = await metricsOf({partners: joined(365, ["a"])});
    expect(await m.row("deal_rate_priors")).toEqual({as_of: asOf, shape: 0.5, rate: 0.5});
    const years = (1 - 0.5) / Math.LN2;
    expect((await m.row("deal_rates")).p_silent).toBeCloseTo(((0.5 + years) / (1.5 + years)) ** 0.5, 12);
  });

  it("below five partners has shape 1/2 around the pooled rate", async () => {
    // 3 wins in 1 + 2 years: one a year.
    const m = await metricsOf({partners: [...joined(365, ["a"]), ...joined(730, ["b"])], deals: times(3, () => deal())});
    expect(await m.row("deal_rate_priors", "shape, rate")).toEqual({shape: 0.5, rate: 0.5});
    const years = (1 - 0.25) / Math.LN2;
    const b = await m.row("deal_rates", "p_silent, expected_deals", `partner_id = 'b'`);
    expect(b.expected_deals).toBeCloseTo(0.5 / (0.5 + years), 12);
    expect(b.p_silent).toBeCloseTo(((0.5 + years) / (1.5 + years)) ** 0.5, 12);
  });

  it("halves a win of a half-life ago, and counts 1/m of a shared one", async () => {
    const m = await metricsOf({
      deals: [deal({deal_id: "d", partner_id: null, closed_on: daysBefore(365)})],
      deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "d", partner_id}))
    });
    expect(await m.row("wins", "wins, recent_wins", `partner_id = 'a'`)).toEqual({wins: 0.5, recent_wins: 0.25});
  });

  it("counts wins of the evidence window, also where revenue is looked at for longer", async () => {
    const m = await metricsOf(
      {deals: [deal({closed_on: daysBefore(99)}), deal({closed_on: daysBefore(100)})]},
      {evidence_days: 100, window_days: 200}
    );
    expect(await m.row("wins", "wins, sized_deals, deals, net")).toEqual({wins: 1, sized_deals: 1, deals: 2, net: 200});
  });

  it("counts a win held out of money", async () => {
    const m = await metricsOf({
      deals: [deal({currency: "EUR"}), deal({currency: "EUR"}), deal({currency: "USD"})],
      rates: [{month: "2020-01-01", currency: "USD", per_unit: 1}]
    });
    expect(await m.row("wins", "wins, sized_deals, net")).toEqual({wins: 3, sized_deals: 2, net: 200});
  });

  it("takes a partner without any date for one of the whole evidence window", async () => {
    const m = await metricsOf({partners: [{partner_id: "a", name: "A"}]});
    expect(await m.row("partners_at", "started_on, days_since_joined, years")).toEqual({
      started_on: null,
      days_since_joined: null,
      years: 3
    });
  });

  it("is defined for a partner that starts, and wins, on the day itself", async () => {
    const m = await metricsOf({deals: [deal()]});
    expect(await m.row("deal_rate_priors", "shape, rate")).toEqual({shape: 0.5, rate: 0.5});
    expect((await m.row("deal_rates")).p_silent).toBeCloseTo((0.5 / 1.5) ** 1.5, 12);
  });
});

describe("risk and loss", () => {
  it("of a partner is its chance of silence times what it brings, a negative net being 0", async () => {
    const m = await metricsOf({deals: [deal({amount: 400}), deal({partner_id: "b", amount: 1, refunded: 5})]});
    const [a, b] = (await m.rows("risk")) as [Record<string, number>, Record<string, number>];
    expect(a).toMatchObject({partner_id: "a", revenue: 400, share: 1});
    expect(a.expected_loss).toBeCloseTo(400 * a.p_silent!, 9);
    expect(b).toMatchObject({partner_id: "b", revenue: 0, share: 0, expected_loss: 0});
  });

  it("adds up: expected loss over partners is that of the portfolio", async () => {
    const m = await metricsOf({deals: times(12, (i) => deal({partner_id: `p${String(i % 7)}`, amount: 50 + 13 * i}))});
    const sum = (await m.rows("risk")).reduce((total, r) => total + Number(r.expected_loss), 0);
    const loss = (await m.row("loss")) as Record<string, number>;
    expect(loss.expected_loss).toBeCloseTo(sum, 9);
    expect(loss.es95!).toBeGreaterThanOrEqual(loss.var95!);
  });

  it("draws the curve at every percent of the current date, from 1 down to the chance to lose all", async () => {
    const m = await metricsOf({deals: [deal({amount: 60}), deal({partner_id: "b", amount: 40})]}, {history_months: 2});
    const curve = (await m.rows("loss_curve", "*", "true")) as {as_of: string; share_lost: number; probability: number}[];
    expect(curve.length).toBe(101);
    expect(new Set(curve.map((p) => p.as_of))).toEqual(new Set([asOf]));
    const [a, b] = (await m.rows("risk")) as unknown as [{p_silent: number}, {p_silent: number}];
    expect(curve[0]).toEqual({as_of: asOf, share_lost: 0, probability: 1});
    expect(curve.map((p) => p.share_lost)).toEqual(curve.map((_, i) => i / 100));
    expect(curve[41]!.probability).toBeCloseTo(a.p_silent, 12);
    expect(curve[100]!.probability).toBeCloseTo(a.p_silent * b.p_silent, 12);
    expect((await m.row("loss")).p_lose_20).toBeCloseTo(curve[20]!.probability, 12);
  });
});
