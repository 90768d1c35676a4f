import {describe, expect, it} from "vitest";
import {activity, asOf, deal, metricsOf, referral} from "./support.ts";

/** With it, records cover every window that is compared. */
const early = deal({opened_on: "2023-01-01", closed_on: "2023-01-02", status: "lost"});

describe("headlines", () => {
  it("stand beside what they were at the month's and the quarter's end before", async () => {
    const m = await metricsOf(
      {
        deals: [
          early,
          deal({closed_on: "2025-03-10"}),
          deal({closed_on: "2025-05-10"}),
          deal({closed_on: "2025-06-10", amount: 50})
        ]
      },
      {history_months: 4}
    );
    expect(await m.row("headlines", "* exclude (as_of, headline)", `headline = 'partner_revenue' and as_of = '${asOf}'`)).toEqual(
      {
        value: 250,
        unit: "money",
        better: "higher",
        month_end: "2025-05-31",
        month_before: 200,
        since_month: 50,
        quarter_end: "2025-03-31",
        quarter_before: 100,
        since_quarter: 150,
        year_end: null,
        year_before: null,
        since_year: null
      }
    );
  });

  it("stand beside what they were at the month's end a whole year before, where metrics reach back so far", async () => {
    const deals = [
      early,
      deal({closed_on: "2024-05-30", status: "lost"}),
      deal({closed_on: "2024-06-30"}),
      deal({closed_on: "2024-07-01", amount: 30}),
      deal({closed_on: "2025-06-30", amount: 250})
    ];
    const m = await metricsOf({deals}, {history_months: 13});
    const at = (day: string) =>
      m.row("headlines", "year_end, year_before, since_year", `headline = 'partner_revenue' and as_of = '${day}'`);
    expect(await at(asOf)).toEqual({year_end: "2024-06-30", year_before: 100, since_year: 180});
    expect(await at("2025-05-31")).toEqual({year_end: "2024-05-31", year_before: 0, since_year: 130});
  });

  it("are compared with no sum over a window that records cover only in part, so that their beginning is no growth", async () => {
    const of = async (closed_on: string) => {
      const m = await metricsOf(
        {deals: [deal({closed_on}), deal({closed_on: "2025-06-10", amount: 50})], referrals: [referral({made_on: "2025-01-10"})]},
        {history_months: 1}
      );
      const names = ["partner_revenue", "effective_n", "received", "partners"];
      const rows = await m.rows("headlines", "headline, month_before, since_month", `as_of = '${asOf}'`);
      return names.map((name) => {
        const row = rows.find(({headline}) => headline === name)!;
        return [row.month_before, row.since_month];
      });
    };
    // the window to 31 May 2025 begins on 1 June 2024
    expect(await of("2024-06-01")).toEqual([
      [100, -50],
      [1, 0],
      [null, null],
      [1, 0]
    ]);
    expect(await of("2024-06-02")).toEqual([
      [null, null],
      [null, null],
      [null, null],
      [1, 0]
    ]);
  });

  it("are null, not 0, where nothing that they are counted from is recorded by then", async () => {
    const counted = ["trusted", "received", "they_owe", "partner_revenue", "ignored", "over_served", "quiet_alarms"];
    const told = async (m: Awaited<ReturnType<typeof metricsOf>>, day = asOf) => {
      const rows = await m.rows("headlines", "headline, value", `as_of = '${day}'`);
      return counted.map((name) => rows.find((row) => row.headline === name)!.value);
    };
    const deals = [deal(), deal({status: "lost"})];
    const sold = await metricsOf({deals}, {history_months: 1});
    expect(await told(sold)).toEqual([0, null, null, 100, null, null, null]);
    expect(await told(sold, "2025-05-31"), "before the first record").toEqual(counted.map(() => null));
    const referred = await metricsOf({referrals: [referral({direction: "given"})]});
    expect(await told(referred)).toEqual([null, 0, 0, null, null, null, null]);
    const all = {deals, referrals: [referral()], activities: [activity({partner_id: "a", hours: 1})]};
    expect(await told(await metricsOf(all))).toEqual([0, 1, 0, 100, 0, 0, 0]);
  });

  it("count nobody, not 0, without contact where more than half are and none is listed", async () => {
    const deals = ["a", "b", "c"].map((partner_id) => deal({partner_id}));
    const late = (partner_id: string) => activity({partner_id, happened_on: "2025-01-02"});
    const soon = (partner_id: string) => activity({partner_id, happened_on: "2025-06-20"});
    const told = async (activities: ReturnType<typeof activity>[]) => {
      const m = await metricsOf({
        deals: deals.map((row) => ({...row, opened_on: "2025-01-02", closed_on: "2025-01-02"})),
        activities
      });
      return (await m.row("headlines", "value", "headline = 'ignored'")).value;
    };
    expect(await told([late("a"), soon("b"), soon("c")])).toBe(1);
    expect(await told([late("a"), late("b"), soon("c")])).toBeNull();
  });

  it("are the figures of the metrics that they come from, each with its meaning", async () => {
    const m = await metricsOf(
      {deals: [deal(), deal({partner_id: "b", amount: 300})], referrals: [referral()]},
      {history_months: 1}
    );
    const rows = await m.rows("headlines", "headline, value");
    const of = (name: string) => rows.find((row) => row.headline === name)!.value;
    expect(rows).toHaveLength(23);
    expect(of("effective_n")).toBe(
      (await m.row("concentration", "effective_n", `dimension = 'partner' and as_of = '${asOf}'`)).effective_n
    );
    expect([of("partners"), of("received"), of("given"), of("largest_share")]).toEqual([2, 1, 0, 0.75]);
  });
});
