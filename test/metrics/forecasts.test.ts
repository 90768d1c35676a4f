import {describe, expect, it} from "vitest";
import {asOf, daysBefore, deal, metricsOf, times} from "./support.ts";

const joined = (days: number, ids: readonly string[]) =>
  ids.map((partner_id) => ({partner_id, name: partner_id, joined_on: daysBefore(days)}));
/** Ten partners for five years: five win every 50 days, five have won nothing for long. */
const active = ["a", "b", "c", "d", "e"];
const quiet = ["v", "w", "x", "y", "z"];
const years = {
  partners: joined(1825, [...active, ...quiet]),
  deals: [
    ...active.flatMap((partner_id) => times(36, (i) => deal({partner_id, closed_on: daysBefore(50 * i)}))),
    ...quiet.map((partner_id) => deal({partner_id, closed_on: daysBefore(1820)}))
  ]
};

describe("the forecast of inactivity", () => {
  it("is the rate of the year before, the same for all, while past outcomes are too few", async () => {
    const m = await metricsOf({
      partners: joined(800, ["a", "b", "c", "d"]),
      deals: [
        deal({partner_id: "a", closed_on: daysBefore(400)}),
        deal({partner_id: "b"}),
        deal({partner_id: "c", closed_on: daysBefore(364)})
      ]
    });
    // of four partners with a year of history a and d won nothing in the last 365 days
    expect(await m.rows("inactivity", "partner_id, p_silent, forecast")).toEqual(
      ["a", "b", "c", "d"].map((partner_id) => ({partner_id, p_silent: 0.5, forecast: "portfolio"}))
    );
    expect(await m.row("backtest_inactivity", "published, origins")).toEqual({published: "portfolio", origins: 0});
    expect((await m.rows("risk", "p_silent")).map((row) => row.p_silent)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it("knows the rate of the year before also where evidence counts for less than a year", async () => {
    const m = await metricsOf(
      {
        partners: joined(800, ["a", "b"]),
        deals: [deal({partner_id: "a", closed_on: daysBefore(740)}), deal({partner_id: "b"})]
      },
      {evidence_days: 180}
    );
    // of two partners with a year of history a won nothing in the last 365 days
    expect(await m.rows("inactivity", "p_silent, forecast, known")).toEqual(
      ["a", "b"].map(() => ({p_silent: 0.5, forecast: "portfolio", known: true}))
    );
    expect(Number((await m.row("backtest_inactivity", "origins")).origins)).toBeGreaterThan(0);
  });

  it("is the model's where the company has no year of closed deals yet", async () => {
    const m = await metricsOf({partners: joined(800, ["a"]), deals: [deal({closed_on: daysBefore(364)})]});
    const {p_silent, forecast} = await m.row("inactivity", "p_silent, forecast");
    expect(forecast).toBe("model");
    expect(p_silent).toBe((await m.row("deal_rates", "p_silent")).p_silent);
  });

  it("is known only if a past year tells it: not without one, nor if no partner became inactive in it", async () => {
    const known = async (ago: number, later: number) => {
      const deals = [deal({closed_on: daysBefore(ago)}), deal({closed_on: daysBefore(later)})];
      const m = await metricsOf({partners: joined(800, ["a"]), deals});
      return (await m.row("inactivity", "known")).known;
    };
    expect([await known(364, 10), await known(400, 10), await known(400, 380)]).toEqual([false, false, true]);
  });

  it("is the candidate with the lowest error over past month-ends, which tells active partners from inactive ones", async () => {
    const m = await metricsOf(years);
    const choice = (await m.row("backtest_inactivity")) as Record<string, number>;
    expect(choice.origins!).toBeGreaterThanOrEqual(6);
    expect(choice.events).toBe(5 * choice.origins!);
    expect(choice.brier_portfolio).toBeCloseTo(0.25, 12);
    expect(choice.published).not.toBe("portfolio");
    const lowest = Math.min(choice.brier_portfolio!, choice.brier_model!, choice.brier_recalibrated ?? 1);
    expect(choice[`brier_${String(choice.published)}`]).toBe(lowest);
    const p: Record<string, number> = Object.fromEntries(
      (await m.rows("risk", "partner_id, p_silent")).map((row) => [String(row.partner_id), Number(row.p_silent)])
    );
    expect(p.z!).toBeGreaterThan(10 * p.a!);
  });

  it("is tested with what the model would have said at each past month-end", async () => {
    const m = await metricsOf(years, {history_months: 24});
    const both = await m.rows(
      "inactivity_origins as origins join metrics.deal_rates as rates using (as_of, partner_id)",
      "max(abs(model - p_silent)) as apart, count(*) as compared",
      "true"
    );
    expect(Number(both[0]!.compared)).toBe(240);
    expect(both[0]!.apart).toBeLessThan(1e-12);
  });
});

describe("retention", () => {
  it("counts what partners of the window before still bring: gross no more than then, net with growth, new ones in neither", async () => {
    const then = {closed_on: daysBefore(400)};
    const m = await metricsOf({
      deals: [
        deal({partner_id: "a", amount: 100, ...then}),
        deal({partner_id: "a", amount: 80}),
        deal({partner_id: "b", amount: 100, ...then}),
        deal({partner_id: "b", amount: 150}),
        deal({partner_id: "new", amount: 500}),
        deal({partner_id: "refunded", amount: 5, refunded: 9, ...then}),
        deal({partner_id: null, amount: 900, ...then})
      ]
    });
    expect(await m.row("retention", "partners, before, gross, net", `as_of = '${asOf}' and dimension = 'all'`)).toEqual({
      partners: 2,
      before: 200,
      gross: 0.9,
      net: 1.15
    });
  });

  it("says whether the records reach over all of the window before", async () => {
    const covered = async (days: number) => {
      const deals = [deal({partner_id: "a", closed_on: daysBefore(days)}), deal({partner_id: "a", closed_on: daysBefore(400)})];
      return (await metricsOf({deals})).row("retention", "is_covered", `as_of = '${asOf}' and dimension = 'all'`);
    };
    expect(await covered(729)).toEqual({is_covered: true});
    expect(await covered(728)).toEqual({is_covered: false});
  });

  it("is not known where nobody brought revenue in the window before", async () => {
    const m = await metricsOf({deals: [deal()]});
    expect(await m.row("retention", "member, partners, gross, net")).toEqual({
      member: "all",
      partners: 0,
      gross: null,
      net: null
    });
  });

  it("is told by the grade and the class of then", async () => {
    const m = await metricsOf(years, {history_months: 13});
    const rows = await m.rows("retention", "dimension, member, partners", `as_of = '${asOf}' and dimension <> 'all'`);
    const sum = (dimension: string) =>
      rows.filter((row) => row.dimension === dimension).reduce((n, row) => n + Number(row.partners), 0);
    expect([sum("grade"), sum("class")]).toEqual([5, 5]);
  });
});

describe("what a year loses", () => {
  it("is that of inactivity alone where no past year tells how partners shrink", async () => {
    const m = await metricsOf({deals: [deal({amount: 60}), deal({partner_id: "b", amount: 40})]});
    const columns = "expected_loss, var95, es95, p_lose_20";
    expect(await m.row("yearly_loss", columns)).toEqual(await m.row("loss", columns));
  });

  it("has no forecast at dates that no earlier year was over to teach it, and these count for no failure", async () => {
    const m = await metricsOf(
      {partners: joined(1400, ["a"]), deals: [900, 700, 10].map((n) => deal({partner_id: "a", closed_on: daysBefore(n)}))},
      {history_months: 15},
      asOf
    );
    expect(await m.rows("backtest_loss", "distinct expected_loss, var95, failed", "true")).toEqual([
      {expected_loss: null, var95: null, failed: null}
    ]);
    expect(await m.row("backtest_loss_summary", "origins, failures")).toEqual({origins: 0, failures: 0});
  });

  it("adds what partners that stay have bought less in past years", async () => {
    // a and b bought half as much in the year after daysBefore(365): 100 and 100, then 50 and 50
    const both = (closed_on: string, amount: number) => ["a", "b"].map((partner_id) => deal({partner_id, closed_on, amount}));
    const m = await metricsOf(
      {
        partners: joined(1400, ["a", "b"]),
        deals: [...both(daysBefore(1200), 100), ...both("2024-06-01", 100), ...both("2025-06-01", 50)]
      },
      {},
      asOf
    );
    const lost = (await m.rows("yearly_shrinkage", "lost", `as_of = '${asOf}' and third = 1`)).map((row) => Number(row.lost));
    expect(lost.length).toBeGreaterThan(0);
    expect(Math.max(...lost)).toBe(0.5);
    const mean = lost.reduce((a, b) => a + b, 0) / lost.length;
    const [year, alone] = [await m.row("yearly_loss", "expected_loss"), await m.row("loss", "expected_loss")];
    const p = Number((await m.rows("risk", "p_silent"))[0]!.p_silent);
    expect(year.expected_loss).toBeCloseTo(100 * (p + (1 - p) * mean), 9);
    expect(alone.expected_loss).toBeCloseTo(100 * p, 9);
  });

  it("counts each past year of a partner once, although thirds with few of them share those of all", async () => {
    // at daysBefore(365) and the month-ends before it, a and b had revenue and won again
    const both = (closed_on: string) => ["a", "b"].map((partner_id) => deal({partner_id, closed_on}));
    const m = await metricsOf({
      partners: joined(1400, ["a", "b"]),
      deals: [...both(daysBefore(1200)), ...both("2024-06-01"), ...both("2025-06-01")]
    });
    const stayed = "as_of + 365 <= date '2025-06-30' and outcome = 0 and revenue > 0";
    const {n} = await m.row("inactivity_origins", "cast(count(*) as integer) as n", stayed);
    expect(n).toBe(2);
    expect(await m.row("yearly_loss", "cases")).toEqual({cases: n});
  });

  it("is held against a year's loss also where the revenue window is no year", async () => {
    const m = await metricsOf(years, {history_months: 24, window_days: 180});
    const [row] = await m.rows("backtest_loss", "var95 / revenue as share", "as_of = '2024-06-30'");
    const [forecast] = await m.rows(
      "yearly_loss",
      "var95 / (select sum(revenue) from metrics.risk where as_of = '2024-06-30') as share",
      "as_of = '2024-06-30'"
    );
    expect(row!.share).toBeCloseTo(Number(forecast!.share), 12);
  });

  it("is held against what past years lost, and how many were beyond their bound", async () => {
    const m = await metricsOf(years, {history_months: 24});
    const rows = (await m.rows("backtest_loss", "*", "true")) as {
      realised: number;
      var95: number;
      failed: boolean;
      revenue: number;
    }[];
    const summary = await m.row("backtest_loss_summary");
    expect(summary.origins).toBe(rows.length);
    expect(rows.length).toBe(13);
    expect(summary.failures).toBe(rows.filter((row) => row.realised > row.var95).length);
    expect(summary.worst_share).toBe(Math.max(...rows.map((row) => row.realised / row.revenue)));
  });
});
