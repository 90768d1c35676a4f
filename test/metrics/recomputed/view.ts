import type {Values, World} from "../invented.ts";

export const number = (day: unknown) => Math.round(Date.parse(String(day)) / 86_400_000);
export const dayNumber = (day: unknown): number | null => (day === null || day === undefined ? null : number(day));

/** A closed deal as known at the end of a day: `age` in days since it closed, `net` null when held out. */
interface Closed {
  id: string;
  partners: string[];
  customer: string;
  rep: string | null;
  won: boolean;
  net: number | null;
  age: number;
}

/** What is known of the company at the end of a day. */
export interface View {
  world: World;
  today: number;
  partners: {id: string; days: number | null; years: number}[];
  closed: Closed[];
  referrals: (Values & {age: number; known: string})[];
}

/** What is worked out of a world once: a year of days would ask for the same hundreds of times. */
function remembered<T>(work: (world: World, key: string) => T): (world: World, key: string) => T {
  const known = new WeakMap<World, Map<string, T>>();
  return (world, key) => {
    const own = known.get(world) ?? new Map<string, T>();
    known.set(world, own);
    if (!own.has(key)) own.set(key, work(world, key));
    return own.get(key)!;
  };
}

/** The records as of a day: what closed, was made or was answered later is not so yet. */
export const viewOf = remembered(viewAt);

function viewAt(world: World, day: string): View {
  const today = number(day);
  const closed = world.deals
    .filter((d) => d.status !== "open" && number(d.closed_on) <= today)
    .map((d) => ({
      id: String(d.deal_id),
      partners: partnersOf(world, d),
      customer: String(d.customer_id),
      rep: d.rep_id as string | null,
      won: d.status === "won",
      net: netOf(world, d),
      age: today - number(d.closed_on)
    }));
  const referrals = world.referrals
    .filter((r) => number(r.made_on) <= today)
    .map((r) => {
      const answered = r.outcome !== "pending" && (dayNumber(r.answered_on) ?? number(r.made_on)) <= today;
      return {...r, age: today - number(r.made_on), known: answered ? String(r.outcome) : "pending"};
    });
  const partners = world.partners.flatMap((p) => {
    const id = String(p.partner_id);
    const start = startOf(world, id);
    if (start !== null && start > today) return [];
    const days = start === null ? null : today - start;
    return [{id, days, years: Math.min(days ?? 1095, 1095) / 365}];
  });
  return {world, today, partners, closed, referrals};
}

/** Won deals of the last `window` days. */
export const wonIn = (view: View, window: number) => view.closed.filter((d) => d.won && d.age < window);

/** Referrals that a partner sent us, ever. */
export const receivedFrom = (view: View, id: string) =>
  view.referrals.filter((r) => r.partner_id === id && r.direction === "received");

function partnersOf(world: World, deal: Values): string[] {
  const named = namedOn(world, String(deal.deal_id));
  return named.length ? named : deal.partner_id === null ? [] : [String(deal.partner_id)];
}

const namedOn = remembered((world, deal) =>
  world.deal_partners.filter((d) => String(d.deal_id) === deal).map((d) => String(d.partner_id))
);

function netOf(world: World, deal: Values): number | null {
  const net = Number(deal.amount) - Number(deal.refunded ?? 0);
  if (deal.currency === null || deal.currency === "EUR") return net;
  const month = String(deal.closed_on).slice(0, 7);
  const rate = world.rates.find((r) => r.currency === deal.currency && String(r.month).slice(0, 7) === month);
  return rate ? net * Number(rate.per_unit) : null;
}

const startOf = remembered((world, id): number | null => {
  const days = [
    ...world.partners.filter((p) => p.partner_id === id).map((p) => dayNumber(p.joined_on)),
    ...world.deals.filter((d) => d.partner_id === id || partnersOf(world, d).includes(id)).map((d) => number(d.opened_on)),
    ...world.referrals.filter((r) => r.partner_id === id).map((r) => number(r.made_on)),
    ...world.tickets.filter((t) => t.partner_id === id).map((t) => number(t.opened_on))
  ].filter((d) => d !== null);
  return days.length ? Math.min(...days) : null;
});

/** Activities, where the company records any. */
export const activitiesOf = (view: View): Values[] => view.world.activities ?? [];

/** Days since the last dealing of any kind with a partner or customer; null where there was none. */
export function sinceContact(view: View, side: "partner" | "customer", id: string): number | null {
  const {deals, tickets, referrals} = view.world;
  const own = (row: Values) => row[`${side}_id`] === id;
  const on = (deal: Values) => (side === "customer" ? own(deal) : partnersOf(view.world, deal).includes(id));
  const days = [
    ...activitiesOf(view)
      .filter(own)
      .map((a) => a.happened_on),
    ...deals.filter(on).flatMap((d) => [d.opened_on, d.closed_on]),
    ...tickets.filter(own).flatMap((t) => [t.opened_on, t.resolved_on]),
    ...referrals.filter(own).flatMap((r) => [r.made_on, r.answered_on])
  ].flatMap((day) => dayNumber(day) ?? []);
  const past = days.filter((day) => day <= view.today);
  return past.length ? view.today - Math.max(...past) : null;
}
