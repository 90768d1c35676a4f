import {describe, expect, it} from "vitest";
import {asOf, daysBefore, deal, metricsOf} from "./support.ts";

/** Partners that have waited so many days, with or without a first win on the last of them. */
const waiting = (waits: [number, boolean][]) => ({
  partners: waits.map(([days], i) => ({partner_id: `p${String(i)}`, name: "P", joined_on: daysBefore(days)})),
  deals: waits.flatMap(([, won], i) => (won ? [deal({partner_id: `p${String(i)}`})] : []))
});

describe("time to the first deal", () => {
  // Freireich et al. (1963), Blood 21:699-716: weeks to relapse on 6-MP; Kaplan-Meier estimates as in Kleinbaum & Klein (2012).
  it("has the Kaplan-Meier curve and the median of 23 of the 6-MP trial", async () => {
    const relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    const m = await metricsOf(
      waiting([...relapsed.map((w) => [w, true] as [number, boolean]), ...censored.map((w) => [w, false] as [number, boolean])])
    );
    const curve = await m.rows(
      "first_deal_curve",
      "days, at_risk, wins, waiting",
      `as_of = '${asOf}' and cohort = 'all' and wins > 0`
    );
    expect(curve.map((r) => r.days)).toEqual([6, 7, 10, 13, 16, 22, 23]);
    expect(curve.map((r) => r.at_risk)).toEqual([21, 17, 15, 12, 11, 7, 6]);
    [0.8571429, 0.8067227, 0.7529412, 0.6901961, 0.627451, 0.5378151, 0.4481793].forEach((s, i) =>
      expect(curve[i]!.waiting).toBeCloseTo(s, 7)
    );
    expect(await m.row("first_deal", "median_days, waiting_365")).toEqual({median_days: 23, waiting_365: null});
  });

  it("knows the share still waiting after a year once somebody has been followed that long", async () => {
    const m = await metricsOf(
      waiting([
        [100, true],
        [400, true],
        [500, false],
        [600, false]
      ])
    );
    expect(await m.row("first_deal", "median_days, waiting_365")).toEqual({median_days: 400, waiting_365: 0.75});
  });

  it("is 0 for a win on the day of joining, and all have won", async () => {
    const m = await metricsOf({deals: [deal()]});
    expect(await m.row("first_deal", "median_days, waiting_365")).toEqual({median_days: 0, waiting_365: 0});
  });

  it("doesn't count a deal that closes after as_of, or a partner without a start", async () => {
    const m = await metricsOf({
      partners: [{partner_id: "undated", name: "Undated"}],
      deals: [deal({opened_on: daysBefore(400), closed_on: "2025-07-01"})]
    });
    expect(await m.row("first_deal", "median_days, waiting_365")).toEqual({median_days: null, waiting_365: 1});
  });

  it("is null without partners", async () => {
    const m = await metricsOf({});
    expect(await m.row("first_deal", "median_days, waiting_365")).toEqual({median_days: null, waiting_365: null});
  });
});
