import {describe, expect, it} from "vitest";
import {asOf, daysBefore, metricsOf, referral, times} from "./support.ts";

const joined = (partner_id: string, ago: number) => ({partner_id, name: partner_id, joined_on: daysBefore(ago)});
const leads = (n: number, partner_id: string, ago: (i: number) => number) =>
  times(n, (i) => referral({partner_id, made_on: daysBefore(ago(i))}));

describe("the date of a decline", () => {
  // Four partners: shape .5. 73 leads in the reference years, on average 18.25 a year: rate 2/73.
  // Whoever had 73 there: mu0 = 73.5 / (75/73) * 30/365, reference value mu0 / 2 / ln 2 = 4.24, threshold 5.91.
  const records = {
    partners: ["falls", "idle", "none", "quiet"].map((id) => joined(id, 365 + 150)),
    referrals: [
      ...leads(73, "falls", (i) => 515 - 5 * i),
      ...leads(7, "falls", () => 140),
      ...leads(7, "falls", () => 100),
      ...leads(1, "falls", () => 89)
    ]
  };

  it("is found in the buckets after the first year, counted back from as_of", async () => {
    const pace = ((73.5 / (1 + 0.5 / (73 / 4))) * 30) / 365;
    const step = pace / 2 / Math.LN2;
    const m = await metricsOf(records);
    const row = await m.row("declines", "*", "partner_id = 'falls'");
    // Buckets, oldest first: 7, 7, 1, 0, 0 leads; the sum is 0 until the third.
    expect(row).toMatchObject({as_of: asOf, buckets: 5, began_on: daysBefore(89), signalled_on: daysBefore(30)});
    expect(row.pace).toBeCloseTo(pace, 12);
    expect(row.cusum).toBeCloseTo(3 * step - 1, 12);
    expect(2 * step - 1).toBeGreaterThan(Math.log(60) / Math.LN2);
    expect(step - 1).toBeLessThan(Math.log(60) / Math.LN2);
  });

  it("is null for one whose sum stays low", async () => {
    const m = await metricsOf(records);
    const row = await m.row("declines", "*", "partner_id = 'quiet'");
    expect(row).toMatchObject({began_on: null, signalled_on: null});
    expect(row.cusum).toBeCloseTo((5 * Number(row.pace)) / 2 / Math.LN2, 12);
  });

  it("is forgotten when the leads have come back", async () => {
    const m = await metricsOf({...records, referrals: [...records.referrals, ...leads(20, "falls", () => 3)]});
    expect(await m.row("declines", "cusum, began_on", "partner_id = 'falls'")).toEqual({cusum: 0, began_on: null});
  });

  it("needs the reference year and one bucket after it", async () => {
    const m = await metricsOf({partners: [joined("old", 395), joined("young", 394)]});
    expect(await m.rows("declines", "partner_id, buckets")).toEqual([{partner_id: "old", buckets: 1}]);
  });

  it("looks at the evidence window alone", async () => {
    const m = await metricsOf({partners: [joined("a", 3000)], referrals: leads(30, "a", (i) => 1095 + i)});
    const row = await m.row("declines", "pace, buckets");
    expect(row).toEqual({pace: ((0.5 / 1.5) * 30) / 365, buckets: 24});
  });
});
