import type {Records} from "./facts.ts";

const day = (n: number) => new Date(Date.UTC(2024, 0, 1) + (n % 880) * 864e5).toISOString().slice(0, 10);

/** So many partners of ten account managers, each with a deal and a lead; their sizes, dates and outcomes differ. */
export function manyPartners(count: number): Records {
  const list = Array.from({length: count}, (_, i) => `partner-${i}`);
  return {
    people: Array.from({length: 10}, (_, i) => ({person_id: `Manager ${i}`, name: `Manager ${i}`, side: "us"})),
    partners: list.map((id, i) => ({
      partner_id: id,
      name: `A partner of some length ${i}`,
      region: ["Nordics", "Iberia", "Alps"][i % 3]!,
      tier: ["Gold", "Silver"][i % 2]!,
      manager_id: `Manager ${i % 10}`,
      joined_on: day(i)
    })),
    deals: list.map((id, i) => ({
      deal_id: `d${i}`,
      partner_id: id,
      customer_id: `c${i % 300}`,
      opened_on: day(i),
      closed_on: day(i + 10),
      status: i % 3 ? "won" : "lost",
      amount: String(1000 + ((i * 7919) % 90000))
    })),
    referrals: list.map((id, i) => ({
      referral_id: `r${i}`,
      partner_id: id,
      direction: i % 2 ? "given" : "received",
      made_on: day(i * 3),
      outcome: "accepted"
    }))
  };
}
