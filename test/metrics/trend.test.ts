import {describe, expect, it} from "vitest";
import {chanceAtMost} from "../../loaders/statistics/beta.ts";
import {asOf, daysBefore, deal, metricsOf, referral, times} from "./support.ts";

/** n received referrals of a partner, one every `gap` days, the last `ago` days back. */
const leads = (partner_id: string, n: number, gap: number, ago: number) =>
  times(n, (i) => referral({partner_id, made_on: daysBefore(ago + gap * i)}));

describe("leads drying up", () => {
  it("takes the shortest window in which three are expected", async () => {
    const m = await metricsOf({
      referrals: [...leads("busy", 100, 10, 0), ...leads("steady", 27, 40, 0), ...leads("slow", 11, 100, 0)]
    });
    expect(await m.rows("trend", "partner_id, window_days, recent")).toEqual([
      {partner_id: "busy", window_days: 90, recent: 9},
      {partner_id: "slow", window_days: 365, recent: 4},
      {partner_id: "steady", window_days: 180, recent: 5}
    ]);
  });

  it("is the predictive chance of so few, from the history before the window alone", async () => {
    // One partner, 45 leads in the 1,000 days before the last 90: a = .5 + 45, b = .5 / rate + T.
    const m = await metricsOf({
      partners: [{partner_id: "a", name: "A", joined_on: daysBefore(1090)}],
      referrals: leads("a", 45, 20, 100)
    });
    const years = 1000 / 365;
    const [a, b] = [45.5, (0.5 * years) / 45 + years];
    const row = await m.row("trend");
    expect(row).toMatchObject({window_days: 90, recent: 0});
    expect(row.expected_recent).toBeCloseTo(((a / b) * 90) / 365, 10);
    expect(row.p_quiet).toBeCloseTo((b / (b + 90 / 365)) ** a, 10);
    expect(row.p_quiet).toBeCloseTo(chanceAtMost(b / (b + 90 / 365), a, 1), 10);
    expect(row.q_value).toBe(row.p_quiet);
  });

  it("raises an alarm for the one that stopped and none for those in rhythm", async () => {
    const m = await metricsOf({
      referrals: [...leads("stopped", 60, 10, 200), ...["a", "b", "c", "d", "e"].flatMap((id) => leads(id, 60, 15, 3))]
    });
    expect(await m.rows("trend", "partner_id, level", "level <> 'none'")).toEqual([{partner_id: "stopped", level: "alarm"}]);
    expect(await m.row("trend_summary", "tested, alarms, watches")).toEqual({tested: 6, alarms: 1, watches: 0});
    expect((await m.row("trend_summary")).expected_false).toBeCloseTo(0.3, 12);
  });

  it("watches a quiet one that many others make look like chance", async () => {
    const others = Array.from({length: 20}, (_, i) => `o${String(i).padStart(2, "0")}`);
    const m = await metricsOf({referrals: [...leads("quiet", 36, 28, 100), ...others.flatMap((id) => leads(id, 36, 30, 2))]});
    const row = await m.row("trend", "*", "partner_id = 'quiet'");
    expect(row.p_quiet).toBeLessThan(0.05);
    expect(row.q_value).toBeGreaterThan(0.1);
    expect(row.level).toBe("watch");
  });

  it("doesn't test a partner of which less than one is expected", async () => {
    const m = await metricsOf({referrals: [referral({made_on: daysBefore(1000)})]});
    const row = await m.row("trend");
    expect(row.expected_recent).toBeLessThan(1);
    expect(row).toMatchObject({window_days: 365, recent: 0, p_quiet: null, q_value: null, level: "none"});
  });

  it("says nothing of a partner without history before the shortest window", async () => {
    const m = await metricsOf({referrals: leads("a", 5, 10, 50)});
    expect(await m.row("trend", "window_days, recent, expected_recent, p_quiet, level")).toEqual({
      window_days: null,
      recent: null,
      expected_recent: null,
      p_quiet: null,
      level: "none"
    });
  });

  it("needs a day of history before the window", async () => {
    const m = await metricsOf({
      partners: [90, 91].map((days) => ({partner_id: `p${String(days)}`, name: "P", joined_on: daysBefore(days)}))
    });
    expect(await m.rows("trend", "partner_id, window_days")).toEqual([
      {partner_id: "p90", window_days: null},
      {partner_id: "p91", window_days: 90}
    ]);
  });

  it("counts months of exchange up to as_of", async () => {
    const m = await metricsOf({
      referrals: [
        referral({made_on: "2025-06-01"}),
        referral({made_on: "2025-06-30", direction: "given"}),
        referral({made_on: "2025-07-01"})
      ]
    });
    expect(await m.rows("referral_months", "*", "true")).toEqual([{partner_id: "a", month: "2025-06-01", received: 1, given: 1}]);
  });
});

describe("deals below their own pace", () => {
  const opened = (partner_id: string, n: number, gap: number, ago: number) =>
    times(n, (i) => deal({partner_id, status: "open", closed_on: null, opened_on: daysBefore(ago + gap * i)}));

  it("are tested as referrals are, opened and won each in a family of its own", async () => {
    const m = await metricsOf({
      deals: [...opened("stopped", 60, 10, 200), ...["a", "b", "c", "d", "e"].flatMap((id) => opened(id, 60, 15, 3))]
    });
    expect(await m.rows("deal_pace", "signal, partner_id, level, last_on", "level <> 'none'")).toEqual([
      {signal: "deals_opened", partner_id: "stopped", level: "alarm", last_on: daysBefore(200)}
    ]);
    // a company that records deals alone is told
    expect(await m.rows("cases", "kind, partner_id", "true")).toEqual([{kind: "deals_below_pace", partner_id: "stopped"}]);
    // no deal is won by anybody, so none is expected
    expect(await m.rows("deal_pace", "p_quiet", "signal = 'deals_won' and p_quiet is not null")).toEqual([]);
  });

  it("are dated by the last of them where they have stopped, at every date, and so are referrals", async () => {
    const others = ["a", "b", "c", "d", "e"];
    const since = async (records: Parameters<typeof metricsOf>[0]) => {
      const m = await metricsOf(records, {history_months: 3});
      const rows = await m.rows("cases", "distinct since", "partner_id = 'stopped' and kind like '%below_pace'");
      return rows.map((row) => row.since);
    };
    const deals = [...opened("stopped", 60, 10, 200), ...others.flatMap((id) => opened(id, 60, 15, 3))];
    expect(await since({deals})).toEqual([daysBefore(200)]);
    const referrals = [...leads("stopped", 60, 10, 200), ...others.flatMap((id) => leads(id, 60, 15, 3))];
    expect(await since({referrals})).toEqual([daysBefore(200)]);
  });

  it("have the same window, expectation and probability as the same days of referrals", async () => {
    const days = Array.from({length: 45}, (_, i) => daysBefore(100 + 20 * i));
    const m = await metricsOf({
      partners: [{partner_id: "a", name: "A", joined_on: daysBefore(1090)}],
      referrals: days.map((made_on) => referral({made_on})),
      deals: days.map((closed_on) => deal({closed_on, opened_on: closed_on}))
    });
    const columns = "window_days, recent, expected_recent, p_quiet, q_value, level";
    const trend = await m.row("trend", columns);
    expect(trend.level).toBe("alarm");
    for (const signal of ["deals_opened", "deals_won"])
      expect(await m.row("deal_pace", columns, `signal = '${signal}'`)).toEqual(trend);
    // one case: fewer referrals explain fewer deals opened, and these fewer deals won
    const signals = await m.rows("case_signals", "kind, muted_by", "kind like '%below_pace' order by kind");
    expect(signals).toEqual([
      {kind: "below_pace", muted_by: null},
      {kind: "deals_below_pace", muted_by: "below_pace"},
      {kind: "wins_below_pace", muted_by: "below_pace"}
    ]);
  });

  it("count a deal of two partners as half a deal for each", async () => {
    const m = await metricsOf({
      deals: [deal({deal_id: "d", partner_id: null, opened_on: daysBefore(400), closed_on: daysBefore(10)})],
      deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "d", partner_id}))
    });
    expect(await m.rows("deal_pace", "partner_id, recent", "signal = 'deals_won'")).toEqual(
      ["a", "b"].map((partner_id) => ({partner_id, recent: 0.5}))
    );
  });
});

describe("a pace with a season", () => {
  /** Six partners that open 12 deals each October of four years; z, of the same rhythm, none in the last one. */
  const opening = (shifted = 0, years = ["2021", "2022", "2023", "2024"]) => {
    const partners = ["a", "b", "c", "d", "e", "z"].map((partner_id) => ({
      partner_id,
      name: partner_id,
      joined_on: "2021-01-01"
    }));
    const opened = partners.flatMap(({partner_id}, i) =>
      years
        .filter((year) => partner_id !== "z" || year !== "2024")
        .flatMap((year) =>
          times(12, (n) => {
            // shifted: in every month, a deal each
            const month = shifted ? String(n + 1).padStart(2, "0") : "10";
            const opened_on = `${year}-${month}-${String(10 + i)}`;
            return deal({partner_id, customer_id: `c${String(i)}`, status: "open", opened_on, closed_on: null});
          })
        )
    );
    return metricsOf({partners, deals: [...opened, deal({partner_id: null, opened_on: "2025-06-29"})]}, {history_months: 8});
  };
  const seasonal = async (...given: Parameters<typeof opening>) => {
    const m = await opening(...given);
    const rows = await m.rows(
      "case_signals",
      "as_of, subject, met, detail",
      "kind = 'deals_below_pace' and muted_by is null order by as_of, subject"
    );
    return rows.map((r) => `${String(r.as_of)} ${String(r.subject)} ${String(r.met)} ${String(r.detail)}`);
  };

  it("raises no case in the quiet time of each year, and one in the busy time for whom it passed by, which lasts", async () => {
    expect(await seasonal()).toEqual([
      ...["2024-10-31", "2024-11-30", "2024-12-31", "2025-01-31", "2025-02-28", "2025-03-31"].map(
        (day) => `${day} z true 180 alarm season`
      ),
      ...["2025-04-30", "2025-05-31", asOf].map((day) => `${day} z false 180 off season`)
    ]);
  });

  it("makes the chance of so few, also of more than none, one of as much as the time of the year brings", async () => {
    const m = await opening();
    const on = "as_of = '2024-10-31' and signal = 'deals_opened' and partner_id in ('a', 'z')";
    const history = "signal = 'deals_opened' and partner_id in ('a', 'z') and as_of = '2024-10-31' and window_days = 180";
    const factors = await m.rows(
      "pace_seasons",
      "factor",
      "signal = 'deals_opened' and as_of = '2024-10-31' and window_days = 180"
    );
    const [factor] = factors.map((row) => row.factor as number);
    expect(factor).toBeGreaterThan(1);
    const [a, z] = await m.rows("pace_histories", "recent, shape, rate", `${history} order by partner_id`);
    const found = await m.rows("pace_season_tests", "partner_id, p_quiet", `${on} order by partner_id`);
    expect([a!.recent, z!.recent].map(Number)).toEqual([12, 0]);
    [a, z].forEach((row, i) => {
      const [rate, shape, recent] = [row!.rate, row!.shape, row!.recent].map(Number) as [number, number, number];
      expect(found[i]!.p_quiet).toBeCloseTo(chanceAtMost(rate / (rate + (factor! * 180) / 365), shape, recent + 1), 10);
    });
    const even = await m.rows("pace_tests", "p_quiet", `${on} order by partner_id`);
    const [rate, shape] = [a!.rate, a!.shape].map(Number) as [number, number];
    expect(even[0]!.p_quiet).toBeCloseTo(chanceAtMost(rate / (rate + 180 / 365), shape, 13), 10);
  });

  it("is in what is told as expected of a partner, as it is in its case", async () => {
    const m = await opening();
    const of = "as_of = '2024-10-31' and partner_id = 'z'";
    const pace = await m.row("deal_pace", "season_expected, season_level, expected_recent", `${of} and signal = 'deals_opened'`);
    const told = await m.row("case_signals", "expected", "as_of = '2024-10-31' and subject = 'z' and kind = 'deals_below_pace'");
    expect(pace.season_level).toBe("alarm");
    expect(pace.season_expected).toBe(told.expected);
    expect(Number(pace.season_expected)).toBeGreaterThan(Number(pace.expected_recent));
  });

  it("is known only of two years: a single one may have been an exception, or lack a delivery", async () => {
    const rows = await seasonal(0, ["2023", "2024"]);
    expect(rows.filter((row) => row.startsWith(asOf)).length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.includes("season"))).toEqual([]);
  });

  it("is that of all months where none is busier", async () => {
    const rows = await seasonal(1);
    expect(rows.filter((row) => row.includes("season"))).toEqual([]);
    // six months after the last deals all are below their pace
    expect(rows.filter((row) => row.startsWith(asOf)).length).toBe(6);
  });

  it("explains few referrals too: a partner whose referrals come each October is seasonal in June, with the probability of that, and not one without a season", async () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const partners = ids.map((partner_id) => ({partner_id, name: partner_id, joined_on: "2021-01-01"}));
    const seasonal = async (month: (n: number) => string) => {
      const referrals = ids.flatMap((partner_id, i) =>
        ["2021", "2022", "2023", "2024"].flatMap((year) =>
          times(12, (n) => referral({partner_id, made_on: `${year}-${month(n)}-${String(10 + i)}`}))
        )
      );
      const m = await metricsOf({partners, referrals});
      const found = await m.rows("trend", "distinct level <> 'none' as quiet, seasonal");
      // the probability that goes with what is expected in these days: that of the season where there is one
      const apart = await m.rows("trend", "distinct season_p_quiet is distinct from p_quiet as apart");
      expect(apart).toEqual([{apart: found[0]!["seasonal"]}]);
      expect(await m.rows("trend", "partner_id", "season_level = 'none' and season_p_quiet <= 0.05")).toEqual([]);
      return [...found, ...(await m.rows("trend_summary", "tested, alarms + watches as quiet"))];
    };
    // what the season explains is counted as no alarm and no watch
    expect(await seasonal(() => "10")).toEqual([
      {quiet: true, seasonal: true},
      {tested: 6, quiet: 0}
    ]);
    expect(await seasonal((n) => String(n + 1).padStart(2, "0"))).toEqual([
      {quiet: true, seasonal: false},
      {tested: 6, quiet: 6}
    ]);
  });
});
