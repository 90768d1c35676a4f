import {describe, expect, it, onTestFinished} from "vitest";
import {metricTexts} from "../../loaders/metrics/files.ts";
import {buildMetricsOn} from "../../loaders/metrics/run.ts";
import {plainSettings} from "../../loaders/settingsValues.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {chances, factsOfMany, partner, partnersSince} from "./simulated.ts";
import {asOf, daysBefore} from "./support.ts";

const partners = 400;
const driedUp = 40;

/**
 * 400 partners known for more than three years who send leads independently of each other, each at a pace of its own (gamma of shape 4
 * around the mean, a year); the first 40 stopped so many days ago.
 */
async function simulated(seed: number, perYear: number, stoppedAgo: number) {
  const {gamma, arrivals} = chances(seed);
  const referrals = [];
  for (let i = 0; i < partners; i++)
    for (const age of arrivals((perYear * gamma(4)) / 4, 1095, i < driedUp ? stoppedAgo : 0))
      referrals.push({
        referral_id: `r${String(referrals.length)}`,
        partner_id: partner(i),
        direction: "received",
        made_on: daysBefore(age),
        outcome: "accepted"
      });
  const db = await factsOfMany({partners: partnersSince(partners, () => 1400), referrals});
  onTestFinished(() => db.close());
  await buildMetricsOn(db, plainSettings(parseSettings({}, "test")), asOf, metricTexts(), ["trend"]);
  const [found] = await db.rows<{hits: number; wrong: number; least: number}>(
    `select
       cast(count(*) filter (level = 'alarm' and partner_id < '${partner(driedUp)}') as integer) / ${driedUp} as hits,
       cast(count(*) filter (level = 'alarm' and partner_id >= '${partner(driedUp)}') as integer) / ${partners - driedUp} as wrong,
       min(p_quiet) filter (partner_id < '${partner(driedUp)}') as least
     from metrics.trend`
  );
  return found!;
}

// The bound of 60 % is not met at every pace: DECISIONS.md has what was measured at one, two, three and four leads a month.
describe("the alarm of leads drying up, where the truth is known", () => {
  it.each([120, 180, 270])(
    "finds at least 60 % of the partners of a lead a week that stopped %d days ago, with at most 3 % of the others",
    async (stoppedAgo) => {
      const {hits, wrong} = await simulated(20250630, 52, stoppedAgo);
      expect(hits).toBeGreaterThanOrEqual(0.6);
      expect(wrong).toBeLessThanOrEqual(0.03);
    }
  );

  it("has at most 3 % of the others at one lead a month, too, where three to six are expected and none may still be chance", async () => {
    const {hits, wrong, least} = await simulated(20250630, 12, 180);
    expect(wrong).toBeLessThanOrEqual(0.03);
    expect(hits).toBeLessThan(0.6);
    // so few are expected in the window that silence of one partner in ten isn't yet beyond chance over all
    expect(least).toBeGreaterThan(0.0001);
  });
});
