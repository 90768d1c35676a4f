import {arrivals} from "./arrivals.ts";
import {AS_OF, type Day, iso, START, workday} from "./calendar.ts";
import type {Deal} from "./deals.ts";
import {type Dice, dice} from "./dice.ts";
import {type History, history, numbered, type Step} from "./history.ts";
import {customerFor, habits, paces, type Partner} from "./partners.ts";
import {type Customer, known} from "./world.ts";

/** A support ticket, as it will have gone. */
export interface Ticket {
  id: string;
  partner: Partner | null;
  customer: Customer;
  deal: Deal | null;
  owner: "partner" | "us" | "both";
  opened: Day;
  due: Day;
  resolved: Day;
  reopened: {on: Day; again: Day} | null;
  hours: number;
  severity: "low" | "normal" | "high";
  topic: string;
  csat: number | null;
}

const topics = {configuration: 30, integration: 25, performance: 15, billing: 12, outage: 8, installation: 10} as const;
const dueDays = {low: 14, normal: 7, high: 3} as const;
const DIRECT_TICKETS = 75;

/** All tickets, numbered by the day on which they were opened. */
export function makeTickets(partners: readonly Partner[], customers: readonly Customer[], deals: readonly Deal[]): Ticket[] {
  const tickets = [...partners.flatMap((p) => partnerTickets(p, customers, deals)), ...directTickets(customers, deals)];
  tickets.sort((a, b) => a.opened - b.opened);
  tickets.forEach((t, i) => (t.id = numbered("T", 5, i + 1)));
  return tickets;
}

function partnerTickets(p: Partner, customers: readonly Customer[], deals: readonly Deal[]): Ticket[] {
  const mine = deals.filter((d) => d.partner === p);
  return arrivals(dice(`tickets ${p.id}`), paces(p, "tickets"), 1.5).map((opened, i) => {
    const chance = dice(`ticket ${p.id} ${i}`);
    const {late, reopened} = habits(p, opened);
    const ticket = service(customerFor(p, opened, customers, chance), opened, {late, reopened}, mine, chance);
    const owner = chance.weighted<Ticket["owner"]>({partner: 52, us: 33, both: 15});
    return {...ticket, partner: p, owner, hours: hours(p.profile.hours, chance)};
  });
}

function directTickets(customers: readonly Customer[], deals: readonly Deal[]): Ticket[] {
  const mine = deals.filter((d) => d.partner === null);
  return arrivals(dice("tickets direct"), [{from: START, perYear: DIRECT_TICKETS}]).map((opened, i) => {
    const chance = dice(`ticket direct ${i}`);
    const customer = chance.pick(customers.filter((c) => known(c, opened)));
    const ticket = service(customer, opened, {late: 0.22, reopened: 0.08}, mine, chance);
    return {...ticket, partner: null, owner: "us" as const, hours: hours(4, chance)};
  });
}

const hours = (mean: number, chance: Dice): number => Math.max(0.25, Math.round(4 * chance.gamma(mean, 1.8)) / 4);

/** Half of the tickets follow from a deal of the last half year, where there is one. */
function service(customer: Customer, opened: Day, risk: {late: number; reopened: number}, deals: readonly Deal[], chance: Dice) {
  const after = deals.filter((d) => d.won && d.closes <= opened && d.closes > opened - 180);
  const deal = after.length > 0 && chance.chance(0.5) ? chance.pick(after) : null;
  const severity = chance.weighted({low: 30, normal: 50, high: 20});
  const due = opened + dueDays[severity];
  const late = chance.chance(risk.late);
  const resolved = late
    ? workday(due + chance.whole(3, 25))
    : Math.max(opened, Math.min(due, workday(opened + chance.whole(0, dueDays[severity]))));
  const again = chance.chance(risk.reopened) ? workday(resolved + chance.whole(2, 20)) : null;
  const fresh = deal !== null && opened - deal.closes < 90;
  return {
    id: "",
    customer: deal?.customer ?? customer,
    deal,
    opened,
    due,
    resolved,
    reopened: again === null ? null : {on: again, again: workday(again + chance.whole(1, 6))},
    severity,
    topic: fresh && chance.chance(0.45) ? "installation" : chance.weighted(topics),
    csat: chance.chance(0.45)
      ? Math.max(1, Math.min(5, Math.round((late || again !== null ? 3.1 : 4.3) + 0.8 * chance.normal())))
      : null
  };
}

/** A ticket's way through the drops: opened, resolved, and now and then opened and resolved again. */
export function ticketHistory(t: Ticket): History {
  const opened = {
    ticket_id: t.id,
    partner_id: t.partner?.id ?? null,
    customer_id: t.customer.id,
    deal_id: t.deal?.id ?? null,
    owner: t.owner,
    opened_on: iso(t.opened),
    due_on: iso(t.due),
    resolved_on: null,
    reopened: 0,
    hours: String(Math.min(t.hours, 0.5)),
    severity: t.severity,
    topic: t.topic,
    csat: null
  };
  const steps: Step[] = [
    {on: t.opened, set: opened},
    {on: t.resolved, set: {resolved_on: iso(t.resolved), hours: String(t.hours), csat: t.csat}}
  ];
  if (t.reopened) {
    steps.push({on: t.reopened.on, set: {resolved_on: null, reopened: 1}});
    steps.push({on: t.reopened.again, set: {resolved_on: iso(t.reopened.again)}});
  }
  return history(
    t.id,
    steps.filter((s) => s.on <= AS_OF)
  );
}
