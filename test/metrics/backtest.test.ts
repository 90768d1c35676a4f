import {describe, expect, it} from "vitest";
import {daysBefore, deal, metricsOf, referral, times} from "./support.ts";

const all = (columns: string) => [columns, "true"] as const;

describe("the backtest of p_silent", () => {
  it("compares it with whether a deal was won in the 365 days after, and with last year's silence", async () => {
    const m = await metricsOf(
      {
        partners: ["a", "b", "new"].map((partner_id) => ({
          partner_id,
          name: partner_id,
          joined_on: partner_id === "new" ? "2024-06-01" : "2022-01-01"
        })),
        deals: [
          // the records cover the year before
          deal({partner_id: null, closed_on: "2023-06-30"}),
          deal({partner_id: "a", closed_on: "2024-01-15"}),
          deal({partner_id: "a", closed_on: "2025-06-30"}),
          deal({partner_id: "b", closed_on: "2024-06-30"}),
          deal({partner_id: "b", closed_on: "2025-07-01"}),
          deal({partner_id: "new", closed_on: "2025-01-01", status: "lost"})
        ]
      },
      {history_months: 13},
      "2025-07-31"
    );
    const rows = await m.rows("backtest_deal_rates", ...all("as_of, partner_id, outcome, portfolio, raw"));
    expect(rows.filter((row) => row.as_of === "2024-06-30")).toEqual([
      {as_of: "2024-06-30", partner_id: "a", outcome: 0, portfolio: 0, raw: 0},
      {as_of: "2024-06-30", partner_id: "b", outcome: 1, portfolio: 0, raw: 0},
      {as_of: "2024-06-30", partner_id: "new", outcome: 1, portfolio: 0, raw: 1}
    ]);
    expect(new Set(rows.map((row) => row.as_of))).toEqual(new Set(["2024-06-30", "2024-07-31"]));
    const forecast = await m.row("backtest_deal_rates", "forecast", "as_of = '2024-06-30' and partner_id = 'a'");
    expect(forecast.forecast).toBe((await m.row("deal_rates", "p_silent", "as_of = '2024-06-30' and partner_id = 'a'")).p_silent);
  });

  it("takes a partner into the portfolio from the day on that is 365 days after its start", async () => {
    const partner = (partner_id: string, joined_on: string) => ({partner_id, name: partner_id, joined_on});
    const m = await metricsOf(
      {
        partners: [partner("a", "2022-01-01"), partner("on_the_day", "2023-07-01"), partner("a_day_later", "2023-07-02")],
        deals: [deal({partner_id: null, closed_on: "2023-06-30"}), deal({partner_id: "a", closed_on: "2024-01-15"})]
      },
      {history_months: 13},
      "2025-07-31"
    );
    // of a and on_the_day one won nothing in the year before
    expect(await m.rows("backtest_deal_rates", "distinct portfolio", "as_of = '2024-06-30'")).toEqual([{portfolio: 0.5}]);
  });

  it("waits until the records cover the year before, of which the rivals tell", async () => {
    const m = await metricsOf(
      {deals: [deal({closed_on: "2023-08-01"}), deal({closed_on: "2024-07-01"})]},
      {history_months: 14},
      "2025-08-01"
    );
    // on 30 June 2024 the records were 335 days old, on 31 July 2024 365
    expect(await m.rows("backtest_deal_rates", ...all("as_of, raw"))).toEqual([{as_of: "2024-07-31", raw: 0}]);
  });

  it("is scored beside trust, each against two rivals, and by tenths", async () => {
    const m = await metricsOf(
      {deals: [deal({closed_on: "2023-01-15"}), deal({closed_on: "2025-06-30", status: "lost"})]},
      {history_months: 13},
      "2025-07-31"
    );
    const silence = (await m.rows("backtest_deal_rates", ...all("forecast, outcome, portfolio"))) as Record<
      string,
      number | null
    >[];
    const row = await m.row("backtest_scores", "*", "forecast = 'p_silent'");
    const counted = silence.filter((r) => r.portfolio !== null);
    expect(row.forecasts).toBe(counted.length);
    const error = (key: string) =>
      counted.reduce((sum, r) => sum + (Number(r[key]) - Number(r.outcome)) ** 2, 0) / counted.length;
    expect(row.brier).toBeCloseTo(error("forecast"), 12);
    const tenths = (await m.rows("backtest_calibration", ...all("forecast, weight, mean_outcome"))) as {
      forecast: string;
      weight: number;
    }[];
    expect(tenths.filter((t) => t.forecast === "p_silent").reduce((sum, t) => sum + t.weight, 0)).toBe(silence.length);
  });

  it("says nothing while history is too short", async () => {
    const m = await metricsOf({deals: [deal()]}, {history_months: 3});
    expect(await m.rows("backtest_scores", ...all("forecast, forecasts, brier"))).toEqual([
      {forecast: "p_silent", forecasts: 0, brier: null},
      {forecast: "trust", forecasts: 0, brier: null}
    ]);
    expect(await m.rows("backtest_calibration", ...all("*"))).toEqual([]);
    expect(await m.rows("backtest_alarms", ...all("level, judged, share"))).toEqual(
      ["alarm", "none", "watch"].map((level) => ({level, judged: 0, share: null}))
    );
  });
});

describe("the backtest of the quiet alarm", () => {
  const leads = (partner_id: string, n: number, gap: number, ago: number) =>
    times(n, (i) => referral({partner_id, made_on: daysBefore(ago + gap * i)}));
  const steady = ["b", "c", "d", "e"].flatMap((id) => leads(id, 100, 10, 1));

  it("counts an alarm once, and whether the partner stayed below its pace in as many days after", async () => {
    const m = await metricsOf({referrals: [...steady, ...leads("stopped", 70, 10, 300)]}, {history_months: 9});
    const alarms = await m.rows("backtest_pace", "as_of, window_days, seen_after, stayed_below, raised", "level = 'alarm'");
    expect(alarms.length).toBeGreaterThan(1);
    expect(alarms.every((row) => row.seen_after === 0 && row.stayed_below === true)).toBe(true);
    expect(alarms.map((row) => row.raised)).toEqual(alarms.map((_, i) => i === 0));
    expect(await m.row("backtest_alarms", "judged, stayed_below, share", "level = 'alarm'")).toEqual({
      judged: 1,
      stayed_below: 1,
      share: 1
    });
  });

  it("calls an alarm wrong after which the partner came back to its pace", async () => {
    const back = [...leads("back", 57, 10, 430), ...leads("back", 55, 6, 1)];
    const m = await metricsOf({referrals: [...steady, ...back]}, {history_months: 12});
    expect(await m.row("backtest_alarms", "judged, stayed_below", "level = 'alarm'")).toEqual({judged: 1, stayed_below: 0});
  });

  it("waits until as many days as were tested are over", async () => {
    const m = await metricsOf({referrals: [...steady, ...leads("stopped", 70, 10, 100)]}, {history_months: 3});
    const rows = await m.rows("backtest_pace", ...all("as_of, window_days"));
    expect(rows.length).toBeGreaterThan(0);
    for (const {as_of, window_days} of rows)
      expect(Date.parse("2025-06-30") - Date.parse(String(as_of))).toBeGreaterThanOrEqual(Number(window_days) * 864e5);
  });
});
