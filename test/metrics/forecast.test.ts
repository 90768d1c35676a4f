import {describe, expect, it, onTestFinished} from "vitest";
import type {Settings} from "../../loaders/settings.ts";
import {chances, factsOfMany, partner, partnersSince} from "./simulated.ts";
import {daysBefore, deal, measured, metricsOf, type Metrics} from "./support.ts";

/** Twelve partners who open deals at a steady pace, over four years unless told otherwise; six in ten are won, after about two months. */
async function steady(settings: Partial<Settings> = {}, days = 1460): Promise<Metrics> {
  const {uniform, gamma, arrivals} = chances(20250630);
  const deals = Array.from({length: 12}, (_, i) => i).flatMap((i) =>
    arrivals(20, days).map((age, k) => {
      const closed = age - Math.round((60 * gamma(3)) / 3) - 1;
      return {
        deal_id: `d${i}-${k}`,
        partner_id: partner(i),
        customer_id: "c",
        opened_on: daysBefore(age),
        closed_on: closed < 0 ? null : daysBefore(closed),
        status: closed < 0 ? "open" : uniform() < 0.6 ? "won" : "lost",
        amount: Math.round(1000 * gamma(2))
      };
    })
  );
  const db = await factsOfMany({partners: partnersSince(12, () => days), deals});
  onTestFinished(() => db.close());
  return measured(db, {history_months: 24, ...settings});
}

describe("the forecast of revenue", () => {
  it("is published only where its pinball loss is below that of every rival", async () => {
    const m = await steady();
    const rows = await m.rows("forecast_tests", "horizon, pool, method, pinball, origins, is_published", "true");
    const pools = [...new Set(rows.map((r) => `${String(r.horizon)} ${String(r.pool)}`))];
    expect(pools).toContain("days all");
    for (const pool of pools) {
      const of = rows.filter((r) => `${String(r.horizon)} ${String(r.pool)}` === pool && r.pinball !== null);
      const best = [...of].sort((a, b) => Number(a.pinball) - Number(b.pinball))[0]!;
      expect(of.find((r) => r.is_published)).toEqual(best);
    }
  });

  it("has no share of error where refunds leave outcomes at nothing or less", async () => {
    const facts = {
      partners: [{partner_id: "a", name: "a", joined_on: daysBefore(1460)}],
      // of the deals of the last year ten times as much was given back as was won
      deals: Array.from({length: 48}, (_, i) =>
        deal({partner_id: "a", closed_on: daysBefore(30 * i), amount: 10 + (i % 5), refunded: i < 12 ? 100 : 0})
      )
    };
    const m = await metricsOf(facts, {history_months: 24});
    const of = "horizon = 'days' and pool = 'all' and origins > 0";
    const shares = await m.rows("forecast_tests", "distinct error_share", of);
    expect(shares).toEqual([{error_share: null}]);
  });

  it("is compared with its rivals over the same past dates, though records of a year before began later", async () => {
    const m = await steady({}, 900);
    const of = "horizon = 'days' and pool = 'all'";
    const tests = await m.rows("forecast_tests", "method, origins, round(pinball, 6) as pinball", `${of} order by method`);
    expect(tests.map((row) => row.origins)).toEqual([6, 6, 6, 6, 6]);
    // the rest have a range at 11 dates, of which a year before has 6
    const own = await m.rows(
      "forecast_intervals",
      "method, cast(count(pinball) as integer) as origins",
      `${of} and method in ('model', 'year_before') group by method order by method`
    );
    expect(own.map((row) => row.origins)).toEqual([11, 6]);
    const common = await m.rows(
      "forecast_intervals",
      "method, round(avg(pinball), 6) as pinball",
      `${of} and as_of in (select as_of from metrics.forecast_intervals where ${of} and method = 'year_before' and pinball is not null) group by method order by method`
    );
    expect(tests.map(({method, pinball}) => ({method, pinball}))).toEqual(common);
  });

  it("is not compared with a rival of fewer past dates than are needed and than others have", async () => {
    const m = await steady({forecast_origins_min: 8}, 900);
    const tests = await m.rows(
      "forecast_tests",
      "method, origins, pinball is null as untold, is_published",
      "horizon = 'days' and pool = 'all' and method in ('model', 'year_before') order by method"
    );
    expect(tests).toMatchObject([
      {method: "model", origins: 11, untold: false},
      {method: "year_before", origins: 0, untold: true, is_published: false}
    ]);
  });

  it("leaves the field to a rival while too few of its past forecasts can be judged", async () => {
    const m = await steady({forecast_origins_min: 100});
    const [row] = await m.rows("forecast_tests", "method", "is_published and horizon = 'days' and pool = 'all'");
    expect(row!.method).not.toBe("model");
  });

  it("is compared with what was won in the days after, and with nothing while they last", async () => {
    const m = await steady();
    const [found] = await m.rows(
      "forecast_candidates",
      "actual, (select sum(credited_net) from facts.deal_credits where status = 'won' and closed_on > date '2025-03-31' and closed_on <= date '2025-06-29') as won",
      "as_of = '2025-03-31' and horizon = 'days' and level = 'all' and method = 'model'"
    );
    expect(found!.actual).toBeCloseTo(Number(found!.won), 6);
    expect(await m.rows("forecast", "actual", "as_of = '2025-04-30' and horizon = 'days' and level = 'all'")).toEqual([
      {actual: null}
    ]);
  });

  it("has a range only from nine known outcomes on, around what is expected", async () => {
    const m = await steady();
    const rows = await m.rows(
      "forecast_intervals",
      "as_of::varchar as day, errors, point, lower, upper",
      "horizon = 'days' and level = 'all' and method = 'model' order by as_of"
    );
    for (const row of rows) {
      const known = Number(row.errors) >= 9;
      expect(row.lower === null).toBe(!known);
      if (known) expect(Number(row.lower) <= Number(row.point) && Number(row.point) <= Number(row.upper)).toBe(true);
    }
    expect(rows.at(-1)!.errors).toBe(22);
  });

  it("looks to the end of the fiscal quarter, or of the next one when less than four weeks are left", async () => {
    const days = async (day: string, settings = {}) =>
      (
        await (
          await metricsOf({deals: [deal({closed_on: "2025-01-01"})]}, settings, day)
        ).row("forecast_horizons", "horizon_days as days", "horizon = 'quarter'")
      ).days;
    expect(await days("2025-07-31")).toBe(61);
    expect(await days("2025-06-30")).toBe(92);
    expect(await days("2025-09-10")).toBe(20 + 92);
    expect(await days("2025-07-31", {fiscal_year_first_month: 2})).toBe(92);
  });

  it("takes the size of deals that all had one price as certain", async () => {
    const deals = Array.from({length: 12}, (_, i) =>
      deal({deal_id: `d${i}`, opened_on: daysBefore(50 + 25 * i), closed_on: daysBefore(20 + 25 * i), amount: 1000})
    );
    const m = await metricsOf({deals});
    const found = await m.row("forecast_models", "mean, sd", "as_of = '2025-06-30' and horizon = 'days' and level = 'all'");
    const {mean: n, variance} = await m.row(
      "forecast_new_deals",
      "mean, variance",
      "as_of = '2025-06-30' and horizon = 'days' and level = 'all'"
    );
    expect(found.mean).toBeCloseTo(1000 * Number(n), 6);
    // a gamma distribution of shape 20 is the narrowest that is taken
    expect(found.sd).toBeCloseTo(1000 * Math.sqrt(Number(variance) + Number(n) / 20), 6);
  });

  it("compares a young company with the days it has records of, and with no year before", async () => {
    const deals = Array.from({length: 6}, (_, i) =>
      deal({deal_id: `d${i}`, opened_on: daysBefore(90), closed_on: daysBefore(10 + 15 * i), amount: 1000})
    );
    const m = await metricsOf({deals});
    const rows = await m.rows("forecast_candidates", "method, point", "horizon = 'days' and level = 'all' order by method");
    const points: Record<string, unknown> = Object.fromEntries(rows.map((row) => [String(row.method), row.point]));
    // 6,000 in the 86 days since the first deal closed, which are taken for the 90 of the forecast
    expect(points["year_mean"]).toBeCloseTo(6000, 6);
    expect(points["quarter_before"]).toBe(6000);
    expect(points).not.toHaveProperty("year_before");
  });

  it("weighs the open pipeline with the chance of its deals' age", async () => {
    // every deal was won at 30 days: one that is 10 days old is won within 90, and nothing else is expected
    const deals = [
      ...Array.from({length: 10}, (_, i) => deal({opened_on: daysBefore(60 + i), closed_on: daysBefore(30 + i)})),
      deal({status: "open", opened_on: daysBefore(10), closed_on: null, amount: 5000})
    ];
    const m = await metricsOf({deals});
    expect(await m.row("pipeline_deals", "win_chance", "true")).toEqual({win_chance: 1});
    expect(await m.row("pipeline", "expected_value", "true")).toEqual({expected_value: 5000});
  });
});
