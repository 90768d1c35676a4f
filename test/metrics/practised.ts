import {seeded, type Values, type World} from "./invented.ts";

/** An invented company whose records also tell how it works with its partners. */
export interface Practice extends World {
  customers: Values[];
  activities: Values[];
}

const dayAfter = (day: unknown, days: number) => new Date(Date.parse(String(day)) + days * 86_400_000).toISOString().slice(0, 10);

/** The optional columns of deals, tickets and partners, parents, and activities, by chance of their own seed; what is there stays as it is. */
export function practised(world: World, seed: number): Practice {
  const random = seeded(seed);
  const whole = (n: number) => Math.floor(random() * n);
  const chance = (p: number) => random() < p;
  const one = <T>(...of: T[]): T => of[whole(of.length)]!;
  const customers = Array.from({length: 60}, (_, i) => ({
    customer_id: `c${String(i)}`,
    name: `c${String(i)}`,
    parent_id: i % 20 === 1 ? "c0" : null
  }));
  const deals = world.deals.map((d) => {
    const registered = chance(0.35) ? dayAfter(d.opened_on, whole(3)) : null;
    const registration = registered === null ? null : one("approved", "approved", "rejected", "pending");
    const decided = registration !== null && registration !== "pending" && chance(0.85) ? dayAfter(registered, whole(7)) : null;
    return {
      ...d,
      found_by: one("us", "partner", "partner", null),
      relationship_with: one("us", "partner", "us", null),
      led_by: one("us", "partner", null, "us"),
      customer_prefers: one("us", "partner", "either", null),
      fulfilled_by: one("us", "partner", "partner", null),
      registered_on: registered,
      registration,
      decided_on: decided
    };
  });
  const tickets = world.tickets.map((t) => ({
    ...t,
    customer_id: chance(0.9) ? `c${String(whole(60))}` : null,
    topic: one("installation", "billing", null, "Installation")
  }));
  const partners = world.partners.map((p, i) => ({
    ...p,
    parent_id: i % 10 === 6 ? "p00" : null,
    agreement: one("none", "informal", "reseller", null)
  }));
  const activities = Array.from({length: 400}, (_, i) => ({
    activity_id: `v${String(i)}`,
    partner_id: chance(0.85) ? `p${String(whole(40)).padStart(2, "0")}` : null,
    customer_id: chance(0.6) ? `c${String(whole(60))}` : null,
    kind: one("call", "visit", "training", "event", "plan_review", "email", "email"),
    happened_on: dayAfter("2022-09-01", whole(1060)),
    hours: chance(0.8) ? whole(8) : null
  }));
  return {...world, customers, deals, tickets, partners, activities};
}
