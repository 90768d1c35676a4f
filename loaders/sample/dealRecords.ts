import {AS_OF, type Day, day, iso, workday, YEAR} from "./calendar.ts";
import type {Currency, Deal, Side} from "./deals.ts";
import {type Dice, dice} from "./dice.ts";
import {type History, history, money, type Row, type Step} from "./history.ts";
import {stageSteps} from "./stages.ts";

/** A deal's way through the drops: opened, registered, decided, closed; some amounts are corrected or refunded later. */
export function dealHistory(d: Deal): History {
  const chance = dice(`record ${d.id}`);
  const perUnit = usualRate[d.currency];
  const was = chance.chance(0.3) ? roundTo(d.amount * chance.range(0.8, 1.25), 50) : d.amount;
  const opened = {...blank(d, chance), amount: money(was / perUnit), currency: d.currency};
  const steps: Step[] = [
    {on: d.opened, set: opened},
    ...registration(d, chance),
    ...closing(d, perUnit, chance),
    ...stageSteps(d)
  ];
  return history(
    d.id,
    steps.filter((s) => s.on <= AS_OF)
  );
}

function blank(d: Deal, chance: Dice): Row {
  return {
    deal_id: d.id,
    partner_id: d.partner?.id ?? null,
    customer_id: d.customer.id,
    rep_id: d.rep.id,
    opened_on: iso(d.opened),
    closed_on: null,
    status: "open",
    amount: null,
    currency: null,
    refunded: null,
    found_by: d.found,
    relationship_with: d.relationship,
    led_by: d.led,
    customer_prefers: prefers(d),
    fulfilled_by: null,
    registered_on: null,
    decided_on: null,
    registration: null,
    stage: null,
    expected_close_on: null,
    probability: null,
    discount_pct: String(discount(d, chance)),
    competitor: d.competitor,
    region: d.customer.region,
    industry: d.customer.industry,
    product: d.product
  };
}

/** Who the customer wants to deliver; where no partner is on the deal, nobody asks. */
const prefers = (d: Deal): Side | "either" | null =>
  d.partner === null ? null : dice(`prefers ${d.id}`).weighted({partner: 38, us: 22, either: 40});

/** What the customer prefers is mostly honoured; now and then nobody notes who delivered. */
function fulfilledBy(d: Deal): Side | null {
  const chance = dice(`fulfilled ${d.id}`);
  const wish = prefers(d);
  if (chance.chance(0.07)) return null;
  if (wish === "either") return chance.chance(0.6) ? "partner" : "us";
  return chance.chance(0.86) ? wish : wish === "us" ? "partner" : "us";
}

/** Follows what was sold and the years together; a little of it is habit. */
function discount(d: Deal, chance: Dice): number {
  const base = {Platform: 14, Insight: 10, Gateway: 8, Onboarding: 3}[d.product] ?? 10;
  const years = d.partner === null ? 0 : Math.max(0, (d.opened - d.partner.profile.joined) / YEAR);
  const found = base - 0.8 * Math.min(5, years) + (d.competitor ? 3 : 0) + 2.5 * chance.normal();
  return Math.max(0, Math.round(2 * found) / 2);
}

/** Since then whoever decides on registrations has been away, and some wait. */
const DESK_AWAY = day("2026-10-12");

/** Partners register most of what they find; we mostly decide within two working days. */
function registration(d: Deal, chance: Dice): Step[] {
  if (d.partner === null || !chance.chance(d.found === "partner" ? 0.7 : 0.15)) return [];
  const on = workday(d.opened + chance.whole(0, 4));
  const due = workday(on + (chance.chance(on < DESK_AWAY ? 0.86 : 0.3) ? chance.whole(0, 2) : chance.whole(4, 20)));
  if (on >= d.closes) return [];
  const answer = chance.chance(0.9) ? "approved" : "rejected";
  const decided = Math.min(due, d.closes);
  return [
    {on, set: {registered_on: iso(on), registration: "pending"}},
    {on: decided, set: {decided_on: iso(decided), registration: answer}}
  ];
}

function closing(d: Deal, perUnit: number, chance: Dice): Step[] {
  const set: Row = {status: d.won ? "won" : "lost", closed_on: iso(d.closes), amount: money(d.amount / perUnit)};
  if (!d.won) return [{on: d.closes, set}];
  set.fulfilled_by = d.partner === null ? "us" : fulfilledBy(d);
  return [{on: d.closes, set}, ...corrections(d, perUnit, chance)];
}

/** One won deal in thirty is refunded in part, one in sixteen has its amount corrected. */
function corrections(d: Deal, perUnit: number, chance: Dice): Step[] {
  const refunded = workday(d.closes + chance.whole(15, 110));
  const corrected = workday(d.closes + chance.whole(5, 50));
  const part = roundTo((d.amount / perUnit) * chance.range(0.05, 0.35), 10);
  const amended = roundTo((d.amount / perUnit) * chance.range(0.9, 1.06), 10);
  const kind = chance.uniform();
  if (kind < 1 / 30) return [{on: refunded, set: {refunded: money(part)}}];
  return kind < 1 / 30 + 1 / 16 ? [{on: corrected, set: {amount: money(amended)}}] : [];
}

/** Euros per unit when a deal's amount in its own currency was agreed. */
const usualRate: Record<Currency, number> = {EUR: 1, USD: 0.93, CHF: 1.05, SEK: 0.09};

const roundTo = (amount: number, step: number): number => Math.round(amount / step) * step;

/** Who was on a deal: all of its partners where there are several, and those who joined after it was opened. */
export function dealPartnerHistories(d: Deal): History[] {
  if (d.partner === null) return [];
  const chance = dice(`partners of ${d.id}`);
  const late = d.found === "us" && chance.chance(0.3) ? workday(d.opened + chance.whole(2, 35)) : d.opened;
  const lead = late < d.closes ? late : d.opened;
  if (d.others.length === 0 && lead === d.opened) return [];
  const all = [
    {id: d.partner.id, role: "lead", joined: lead},
    ...d.others.map((o) => ({id: o.partner.id, role: "support", joined: o.joined}))
  ];
  return all.filter((m) => m.joined <= AS_OF).map((m) => member(d.id, m.id, m.role, m.joined));
}

function member(deal: string, partner: string, role: string, on: Day): History {
  return history(`${deal} ${partner}`, [{on, set: {deal_id: deal, partner_id: partner, role, joined_on: iso(on)}}]);
}
