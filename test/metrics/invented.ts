/** A record by column. */
export type Values = Record<string, string | number | null>;

/** Records of an invented company, by table. */
export interface World {
  partners: Values[];
  deals: Values[];
  deal_partners: Values[];
  referrals: Values[];
  tickets: Values[];
  rates: Values[];
  activities?: Values[];
}

/** Numbers in 0..1 from a seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const dayOf = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);
const first = Date.parse("2021-03-01") / 86_400_000;
const last = Date.parse("2025-08-01") / 86_400_000;

/** 40 partners, four of which fall silent, that differ in how good, how busy, how generous and how old they are; the records run past the last as-of date. */
export function invented(seed: number): World {
  const random = seeded(seed);
  const whole = (n: number) => Math.floor(random() * n);
  const chance = (p: number) => random() < p;
  const partners = Array.from({length: 40}, (_, i) => ({
    id: `p${String(i).padStart(2, "0")}`,
    from: first + whole(i < 30 ? 300 : last - first),
    until: i % 9 === 4 ? last - 250 - whole(100) : last,
    good: random(),
    pull: i % 9 === 4 ? 0.6 : random() ** 3 + 0.02,
    generous: i % 9 === 4 ? 0.9 : random()
  }));
  type Partner = (typeof partners)[number];
  const pick = (): Partner => {
    let at = random() * partners.reduce((sum, p) => sum + p.pull, 0);
    return partners.find((p) => (at -= p.pull) < 0) ?? partners[0]!;
  };
  const within = (p: Partner) => p.from + whole(Math.max(1, p.until - p.from));

  const world: World = {partners: [], deals: [], deal_partners: [], referrals: [], tickets: [], rates: []};
  world.partners = partners.map((p, i) => ({partner_id: p.id, name: p.id, joined_on: i % 7 === 3 ? null : dayOf(p.from)}));
  world.partners.push({partner_id: "undated", name: "Undated", joined_on: null});

  for (let i = 0; i < 900; i++) {
    const p = pick();
    const opened = within(p);
    const closed = chance(0.9) ? opened + whole(150) : null;
    const shared = chance(0.15);
    const direct = !shared && chance(0.12);
    const amount = Math.round(100 * (200 + 20000 * random() ** 3)) / 100;
    world.deals.push({
      deal_id: `d${String(i)}`,
      partner_id: direct ? null : p.id,
      customer_id: `c${String(whole(60))}`,
      rep_id: chance(0.1) ? null : `u${String(whole(9))}`,
      opened_on: dayOf(opened),
      closed_on: closed === null ? null : dayOf(closed),
      status: closed === null ? "open" : chance(0.2 + 0.6 * p.good) ? "won" : "lost",
      amount,
      refunded: chance(0.06) ? Math.round(100 * amount * 1.6 * random()) / 100 : null,
      currency: chance(0.12) ? "USD" : chance(0.5) ? "EUR" : null
    });
    if (shared)
      for (const partner_id of new Set([p.id, pick().id, pick().id]))
        world.deal_partners.push({deal_id: `d${String(i)}`, partner_id});
  }
  for (let i = 0; i < 1100; i++) {
    const p = pick();
    const made = within(p);
    const received = chance(p.generous);
    const [ours, theirs] = [chance(0.1) ? null : `u${String(whole(9))}`, chance(0.1) ? null : `${p.id}-${String(whole(3))}`];
    world.referrals.push({
      referral_id: `r${String(i).padStart(4, "0")}`,
      partner_id: p.id,
      direction: received ? "received" : "given",
      from_person: received ? theirs : ours,
      to_person: received ? ours : theirs,
      made_on: dayOf(made),
      answered_on: chance(0.7) ? dayOf(made + whole(60)) : null,
      outcome: chance(0.12) ? "pending" : chance(0.3 + 0.5 * p.good) ? "accepted" : "rejected",
      deal_id: received && chance(0.4) ? `d${String(whole(900))}` : null,
      value: chance(0.8) ? whole(9000) : null
    });
  }
  for (let i = 0; i < 500; i++) {
    const p = pick();
    const opened = within(p);
    world.tickets.push({
      ticket_id: `t${String(i)}`,
      partner_id: chance(0.05) ? null : p.id,
      owner: chance(0.75) ? "partner" : chance(0.5) ? "us" : "both",
      opened_on: dayOf(opened),
      due_on: chance(0.8) ? dayOf(opened + whole(20)) : null,
      resolved_on: chance(0.85) ? dayOf(opened + whole(40)) : null,
      reopened: chance(0.15) ? 1 + whole(2) : chance(0.5) ? 0 : null,
      hours: chance(0.9) ? Math.round(40 * random()) / 4 : null
    });
  }
  for (let year = 2021; year <= 2025; year++)
    for (let month = 1; month <= 12; month++)
      if (month % 4 !== 2)
        world.rates.push({
          month: `${String(year)}-${String(month).padStart(2, "0")}-01`,
          currency: "USD",
          per_unit: Math.round(1e6 * (0.85 + 0.1 * random())) / 1e6
        });
  return world;
}
