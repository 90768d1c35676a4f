import {seeded, type World} from "./invented.ts";

const dayOf = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);

/**
 * A company of no to eight partners with few records, many of them where definitions have their edges: the ends of windows,
 * nothing sold or all of it refunded, tickets due on the day, deals of several, one person on both sides, partners of one day.
 * @param today the day around which the edges lie
 */
export function small(seed: number, today: string): World {
  const random = seeded(seed);
  const now = Date.parse(today) / 86_400_000;
  const whole = (n: number) => Math.floor(random() * n);
  const chance = (p: number) => random() < p;
  const one = <T>(...of: T[]): T => of[whole(of.length)]!;
  const [partners, deals, referrals, tickets] = [
    one(0, 1, 2, 3, 4, 5, 6, 8),
    one(0, 1, 3, 10, 40),
    one(0, 1, 3, 20, 90),
    one(0, 1, 4, 15)
  ];
  const [span, good] = [one(40, 200, 800, 1500), random()];
  const edges = [0, 1, 29, 30, 31, 60, 61, 89, 90, 91, 180, 364, 365, 366, 1094, 1095, 1096];
  const day = () => now - (chance(0.25) ? one(...edges) : whole(span));
  const anybody = () => `p${String(whole(partners))}`;
  const world: World = {partners: [], deals: [], deal_partners: [], referrals: [], tickets: [], rates: []};
  for (let i = 0; i < partners; i++)
    world.partners.push({partner_id: `p${String(i)}`, name: "P", joined_on: chance(0.6) ? dayOf(day()) : null});
  for (let i = 0; i < deals; i++) {
    const [ended, closed, amount] = [
      day() + (chance(0.1) ? 40 : 0),
      chance(0.85),
      one(0, 100, 100, 100, 250.5, whole(5000), 1e6)
    ];
    world.deals.push({
      deal_id: `d${String(i)}`,
      partner_id: partners && chance(0.8) ? anybody() : null,
      customer_id: `c${String(whole(6))}`,
      rep_id: chance(0.2) ? null : `u${String(whole(4))}`,
      opened_on: dayOf(ended - whole(60)),
      closed_on: closed ? dayOf(ended) : null,
      status: closed ? (random() < good ? "won" : "lost") : "open",
      amount,
      refunded: chance(0.15) ? one(amount, amount / 2, amount * 2, 0) : null,
      currency: one(null, "EUR", "EUR", "USD")
    });
    if (partners > 1 && chance(0.25))
      for (const partner_id of new Set([anybody(), anybody(), anybody()]))
        world.deal_partners.push({deal_id: `d${String(i)}`, partner_id});
  }
  for (let i = 0; partners && i < referrals; i++) {
    const [made, received] = [day(), chance(0.6)];
    const [ours, theirs] = [chance(0.2) ? null : one("u1", "u2", "x"), chance(0.2) ? null : one("t1", "t2", "x")];
    world.referrals.push({
      referral_id: `r${String(i).padStart(3, "0")}`,
      partner_id: anybody(),
      direction: received ? "received" : "given",
      from_person: received ? theirs : ours,
      to_person: received ? ours : theirs,
      made_on: dayOf(made),
      answered_on: chance(0.6) ? dayOf(made + whole(40)) : null,
      outcome: one("pending", "accepted", "accepted", "rejected"),
      deal_id: received && deals && chance(0.5) ? `d${String(whole(deals))}` : null,
      value: chance(0.8) ? one(0, 500, whole(900)) : null
    });
  }
  for (let i = 0; i < tickets; i++) {
    const opened = day();
    world.tickets.push({
      ticket_id: `t${String(i)}`,
      partner_id: partners && chance(0.9) ? anybody() : null,
      owner: one("partner", "partner", "us", "both"),
      opened_on: dayOf(opened),
      due_on: chance(0.8) ? dayOf(Math.max(opened, one(opened, opened + whole(20), now, now - 1, now + 1))) : null,
      resolved_on: chance(0.6) ? dayOf(opened + whole(40)) : null,
      reopened: one(0, null, 1),
      hours: one(null, 0, 1, 2.5)
    });
  }
  for (const month of [0, 45, 200])
    world.rates.push({month: `${dayOf(now - month).slice(0, 7)}-01`, currency: "USD", per_unit: 0.9});
  return world;
}
