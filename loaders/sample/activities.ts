import {arrivals} from "./arrivals.ts";
import {type Day, day, iso} from "./calendar.ts";
import {type Dice, dice} from "./dice.ts";
import {type History, history, numbered, type Row} from "./history.ts";
import {customerFor, paces, type Partner} from "./partners.ts";
import {type Customer, known, repsOf} from "./world.ts";

/** Activities are kept since our own system keeps them. */
const KEPT_FROM = day("2024-01-02");
const DIRECT_ACTIVITIES = 110;

const mixed = {call: 46, visit: 16, training: 6, event: 5, email: 27} as const;
const lasting = {call: 0.5, visit: 4, training: 5, event: 3, email: 0.25, plan_review: 3} as const;

interface Activity {
  on: Day;
  row: Row;
}

/** What we did for partners and customers, numbered by day. */
export function activityHistories(partners: readonly Partner[], customers: readonly Customer[]): History[] {
  const done = [...partners.flatMap((p) => [...contacts(p, customers), ...reviews(p)]), ...direct(customers)];
  done.sort((a, b) => a.on - b.on);
  return done.map((a, i) => {
    const id = numbered("A", 5, i + 1);
    return history(id, [{on: a.on, set: {activity_id: id, ...a.row}}]);
  });
}

function contacts(p: Partner, customers: readonly Customer[]): Activity[] {
  const chance = dice(`contacts of ${p.id}`);
  const from = paces(p, "contacts").map((pace) => ({...pace, from: Math.max(pace.from, KEPT_FROM)}));
  return arrivals(chance, from, 1.4).map((on) => {
    const with_customer = chance.chance(0.2) ? customerFor(p, on, customers, chance).id : null;
    const person = chance.pick(p.ours.filter((c) => c.since <= on)).rep.id;
    return activity(on, p.id, with_customer, person, chance.weighted(mixed), chance);
  });
}

/** The larger partners get a joint review of the plan about once a year, the others now and then. */
function reviews(p: Partner): Activity[] {
  const chance = dice(`reviews of ${p.id}`);
  const [first, ...later] = paces(p, "contacts");
  const perYear = p.profile.contacts === 0 ? 0 : p.profile.revenue > 0.02 ? 1 : 0.3;
  const from = Math.max(first!.from + 60, KEPT_FROM);
  const found = arrivals(chance, [{from, perYear}, ...later], 5);
  return found.map((on) => activity(on, p.id, null, p.manager.id, "plan_review", chance));
}

function direct(customers: readonly Customer[]): Activity[] {
  const chance = dice("activities direct");
  return arrivals(chance, [{from: KEPT_FROM, perYear: DIRECT_ACTIVITIES}]).map((on) => {
    const customer = chance.pick(customers.filter((c) => known(c, on)));
    return activity(on, null, customer.id, chance.pick(repsOf(customer.region)).id, chance.weighted(mixed), chance);
  });
}

function activity(
  on: Day,
  partner: string | null,
  customer: string | null,
  person: string,
  kind: keyof typeof lasting,
  chance: Dice
): Activity {
  const hours = Math.max(0.25, Math.round(4 * chance.gamma(lasting[kind], 4)) / 4);
  return {
    on,
    row: {partner_id: partner, customer_id: customer, person_id: person, kind, happened_on: iso(on), hours: String(hours)}
  };
}
