import {arrivals} from "./arrivals.ts";
import {AS_OF, type Day, iso, workday} from "./calendar.ts";
import {allies, cast} from "./cast.ts";
import type {Deal} from "./deals.ts";
import {type Dice, dice} from "./dice.ts";
import {type History, history, money, numbered, type Step} from "./history.ts";
import {customerFor, habits, paces, type Partner} from "./partners.ts";
import type {Customer} from "./world.ts";

/** A lead passed on, as it will have gone. */
export interface Referral {
  id: string;
  partner: Partner;
  direction: "received" | "given";
  us: string;
  them: string;
  customer: Customer;
  made: Day;
  answered: Day;
  accepted: boolean;
  deal: Deal | null;
  value: number;
}

const GIVEN_ACCEPTED = 0.62;
/** Given leads that a partner answers with one of its own, beyond its usual pace. */
const RETURNED = 0.35;

/** All leads in both directions, numbered by the day on which they were made. */
export function makeReferrals(partners: readonly Partner[], customers: readonly Customer[], deals: readonly Deal[]): Referral[] {
  const referrals = partners.flatMap((p) => exchanged(p, customers));
  referrals.sort((a, b) => a.made - b.made);
  referrals.forEach((r, i) => (r.id = numbered("R", 5, i + 1)));
  leadToDeals(referrals, deals);
  return referrals;
}

function exchanged(p: Partner, customers: readonly Customer[]): Referral[] {
  const chance = dice(`returned ${p.id}`);
  const {rhythm} = p.profile;
  const given = arrivals(dice(`given ${p.id}`), paces(p, "given"), rhythm);
  const received = arrivals(dice(`received ${p.id}`), paces(p, "received"), rhythm);
  const stopped = p.profile.turn?.received === 0 ? p.profile.turn.on : AS_OF + 1;
  const returns =
    received.length < 7 ? [] : given.filter(() => chance.chance(RETURNED)).map((on) => workday(on + chance.whole(4, 50)));
  const all = [...received, ...returns.filter((on) => on < stopped && on <= AS_OF)];
  return [
    ...all.map((made, i) => referral(p, "received", made, customers, dice(`received ${p.id} ${i}`))),
    ...given.map((made, i) => referral(p, "given", made, customers, dice(`given ${p.id} ${i}`)))
  ];
}

function referral(
  p: Partner,
  direction: Referral["direction"],
  made: Day,
  customers: readonly Customer[],
  chance: Dice
): Referral {
  const accept = direction === "received" ? habits(p, made).accept : GIVEN_ACCEPTED;
  return {
    id: "",
    partner: p,
    direction,
    ...between(p, made, chance),
    customer: customerFor(p, made, customers, chance),
    made,
    answered: workday(made + (chance.chance(0.03) ? 9000 : chance.whole(1, 18))),
    accepted: chance.chance(accept),
    deal: null,
    value: Math.round(chance.gamma(9000 + 250_000 * p.profile.revenue, 1.5) / 100) * 100
  };
}

/** Mostly the two who know each other best; our others only since they joined in. */
function between(p: Partner, on: Day, chance: Dice): {us: string; them: string} {
  const colleagues = p.ours.filter((c) => c.since <= on);
  const first = chance.chance(0.6) ? colleagues[0]! : chance.pick(colleagues);
  const early = p.id === cast.private_alliance && colleagues.length === 1;
  const them = early ? allies.them : chance.chance(0.55) ? p.theirs[0]! : chance.pick(p.theirs);
  return {us: first.rep.id, them};
}

/** An accepted lead leads to the partner's next deal that it found itself, if one is opened within two months. */
function leadToDeals(referrals: readonly Referral[], deals: readonly Deal[]): void {
  const taken = new Set<Deal>();
  for (const r of referrals) {
    if (r.direction !== "received" || !r.accepted || r.answered > AS_OF) continue;
    const deal = deals.find(
      (d) => d.partner === r.partner && d.found === "partner" && d.opened > r.made && d.opened <= r.made + 60 && !taken.has(d)
    );
    if (!deal) continue;
    taken.add(deal);
    r.deal = deal;
    r.customer = deal.customer;
  }
}

/** A lead's way through the drops: made, answered, and the deal when it is opened. */
export function referralHistory(r: Referral): History {
  const ours = r.direction === "received" ? {from_person: r.them, to_person: r.us} : {from_person: r.us, to_person: r.them};
  const made = {
    referral_id: r.id,
    partner_id: r.partner.id,
    direction: r.direction,
    ...ours,
    customer_id: r.customer.id,
    made_on: iso(r.made),
    answered_on: null,
    outcome: "pending",
    deal_id: null,
    value: r.direction === "given" ? money(r.value) : null
  };
  const steps: Step[] = [{on: r.made, set: made}];
  if (r.answered <= AS_OF)
    steps.push({on: r.answered, set: {answered_on: iso(r.answered), outcome: r.accepted ? "accepted" : "rejected"}});
  if (r.deal) steps.push({on: Math.max(r.answered, r.deal.opened), set: {deal_id: r.deal.id}});
  return history(
    r.id,
    steps.filter((s) => s.on <= AS_OF)
  );
}
