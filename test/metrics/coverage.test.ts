import {describe, expect, it, onTestFinished} from "vitest";
import {chances, factsOfMany, partner, partnersSince} from "./simulated.ts";
import {daysBefore, measured} from "./support.ts";

const weights = {deal: 0.4, referral: 0.3, ticket: 0.3};
const means = {deal: 0.55, referral: 0.6, ticket: 0.8};
type Kind = keyof typeof weights;

/**
 * Partners who keep each kind of promise with a chance of their own, Beta(8 mean, 8 (1 - mean)), that stays the same for three years;
 * about two promises a year and kind come due, from some partners many and from others few.
 */
function simulated(seed: number, n: number) {
  const {uniform, gamma, beta, arrivals} = chances(seed);
  const records = {partners: partnersSince(n, () => 1095), deals: [], referrals: [], tickets: []} as Parameters<
    typeof factsOfMany
  >[0];
  let made = 0;
  const promise = (kind: Kind, partner_id: string, age: number, kept: boolean) => {
    const [id, on] = [`x${String(++made)}`, daysBefore(age)];
    if (kind === "deal")
      records.deals!.push({
        deal_id: id,
        partner_id,
        customer_id: "c",
        opened_on: on,
        closed_on: on,
        status: kept ? "won" : "lost",
        amount: 1
      });
    else if (kind === "referral")
      records.referrals!.push({
        referral_id: id,
        partner_id,
        direction: "received",
        made_on: on,
        outcome: kept ? "accepted" : "rejected"
      });
    else {
      const due_on = kept ? on : daysBefore(age + 1);
      records.tickets!.push({
        ticket_id: id,
        partner_id,
        owner: "partner",
        opened_on: due_on,
        due_on,
        resolved_on: on,
        reopened: kept ? 0 : 1
      });
    }
  };
  const truth = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    let score = 0;
    for (const kind of ["deal", "referral", "ticket"] as const) {
      const chance = beta(8 * means[kind], 8 * (1 - means[kind]));
      for (const age of arrivals((2 * gamma(1.5)) / 1.5, 1095)) promise(kind, partner(i), age, uniform() < chance);
      score += 100 * weights[kind] * chance;
    }
    truth.set(partner(i), score);
  }
  return {records, truth};
}

describe("the 90 % interval of trust", () => {
  it("holds the true chance of 87 to 93 % of partners whose ways don't change", async () => {
    const {records, truth} = simulated(20250630, 600);
    const db = await factsOfMany(records);
    onTestFinished(() => db.close());
    const rows = (await (await measured(db)).rows("trust", "partner_id, lower, upper")) as {
      partner_id: string;
      lower: number;
      upper: number;
    }[];
    const held = rows.filter(({partner_id, lower, upper}) => lower <= truth.get(partner_id)! && truth.get(partner_id)! <= upper);
    expect(rows).toHaveLength(600);
    expect(held.length / 600).toBeGreaterThanOrEqual(0.87);
    expect(held.length / 600).toBeLessThanOrEqual(0.93);
  });
});
