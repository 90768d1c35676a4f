import {arrivals} from "./arrivals.ts";
import {AS_OF, type Day, day, START, workday, YEAR} from "./calendar.ts";
import {cast} from "./cast.ts";
import {type Dice, dice} from "./dice.ts";
import {numbered} from "./history.ts";
import type {Region} from "./names.ts";
import {customerFor, habits, paces, type Partner} from "./partners.ts";
import {type Customer, known, type Rep, repsOf, team} from "./world.ts";

export type Side = "us" | "partner";

export type Currency = "EUR" | "USD" | "CHF" | "SEK";

/** A sales opportunity as it will have gone; what lies after the newest drop is not known yet. */
export interface Deal {
  id: string;
  /** The partner who brought or leads it; null for a direct deal. */
  partner: Partner | null;
  /** Others on it, each with the day it joined. */
  others: {partner: Partner; joined: Day}[];
  customer: Customer;
  rep: Rep;
  opened: Day;
  closes: Day;
  won: boolean;
  /** In euros, whatever the deal's own currency. */
  amount: number;
  currency: Currency;
  found: Side;
  relationship: Side;
  led: Side;
  competitor: string | null;
  product: string;
}

const products = {Platform: 1.5, Insight: 1, Gateway: 0.8, Onboarding: 0.35} as const;
const sizes = {small: 0.6, medium: 1, large: 1.6} as const;
const competitors = ["Kestrelbase", "Monolitho", "Rivulet One"] as const;

/** Partner revenue that a year should bring, and the direct deals opened in one. */
const PARTNER_REVENUE = 20_000_000;
const DIRECT_DEALS = 190;
const DIRECT_SIZE = 62_000;
const DIRECT_WIN = 0.41;

/** Deals are opened from here on, so that some are closed by START. */
const FIRST_OPENED = START - 60;

/** All deals, numbered by the day on which they were opened. */
export function makeDeals(partners: readonly Partner[], customers: readonly Customer[]): Deal[] {
  const byPartner = partners.map((p) => partnerDeals(p, customers));
  shareSome(byPartner.flat(), partners);
  byPartner.forEach((of, i) => scale(of, partners[i]!));
  const deals = [...byPartner.flat(), ...partners.flatMap((p) => landed(p, customers)), ...directDeals(customers)];
  deals.sort((a, b) => a.opened - b.opened);
  deals.forEach((d, i) => (d.id = numbered("D", 5, i + 1)));
  withoutRate(deals).currency = "SEK";
  return deals;
}

/** The one deal that was made in kronor, for which no rate is ever delivered. */
const withoutRate = (deals: readonly Deal[]): Deal =>
  deals.findLast(
    (d) => d.won && d.partner?.region === "Nordics" && d.customer.region === "Nordics" && d.closes < day("2026-05-29")
  )!;

function partnerDeals(p: Partner, customers: readonly Customer[]): Deal[] {
  const [first, ...later] = paces(p, "deals");
  const from = p.profile.joined < START ? Math.max(FIRST_OPENED, p.profile.joined) : first!.from;
  return arrivals(dice(`deals ${p.id}`), [{...first!, from}, ...later], 1.6).map((opened, i) =>
    partnerDeal(p, opened, customers, dice(`deal ${p.id} ${i}`))
  );
}

/** The large deal of a partner that has landed one. */
function landed(p: Partner, customers: readonly Customer[]): Deal[] {
  if (!p.profile.landed) return [];
  const chance = dice(`landed ${p.id}`);
  const {on, share} = p.profile.landed;
  const deal = partnerDeal(p, workday(on - 75), customers, chance);
  return [{...deal, closes: on, won: true, amount: tidy(share * PARTNER_REVENUE, chance)}];
}

function partnerDeal(p: Partner, opened: Day, customers: readonly Customer[], chance: Dice): Deal {
  const customer = customerFor(p, opened, customers, chance);
  const closes = workday(opened + Math.round(chance.gamma(64, 2.4)) + 6);
  const {win, wrong_lead} = habits(p, closes);
  const lead = leadership(wrong_lead, chance);
  const competitor = chance.chance(0.5 - 0.05 * yearsWith(p, opened)) ? chance.pick(competitors) : null;
  const odds = lead.wrong ? win * {small: 0.05, medium: 0.25, large: 0.45}[customer.size] : win + (competitor ? -0.04 : 0.03);
  return {
    ...sale(customer, opened, closes, chance),
    partner: p,
    rep: chance.chance(0.65) ? p.manager : chance.pick([...repsOf(customer.region), chance.pick(team)]),
    won: chance.chance(odds),
    competitor,
    found: lead.found,
    relationship: lead.relationship,
    led: lead.led
  };
}

/** Who found it, who knows the customer and who led; wrong where we did both of the first and they led. */
function leadership(wrong_lead: number, chance: Dice): {found: Side; relationship: Side; led: Side; wrong: boolean} {
  if (chance.chance(wrong_lead)) return {found: "us", relationship: "us", led: "partner", wrong: true};
  const found = chance.chance(0.58) ? "partner" : "us";
  const relationship = chance.chance(0.76) ? found : found === "us" ? "partner" : "us";
  return {found, relationship, led: chance.chance(0.85) ? relationship : found, wrong: false};
}

const yearsWith = (p: Partner, on: Day): number => Math.max(0, Math.min(7, (on - p.profile.joined) / YEAR));

function directDeals(customers: readonly Customer[]): Deal[] {
  return arrivals(dice("deals direct"), [{from: FIRST_OPENED, perYear: DIRECT_DEALS}]).map((opened, i) => {
    const chance = dice(`deal direct ${i}`);
    const customer = chance.pick(customers.filter((c) => known(c, opened)));
    const deal = sale(customer, opened, workday(opened + Math.round(chance.gamma(58, 2.2)) + 6), chance);
    return {
      ...deal,
      partner: null,
      rep: chance.chance(0.8) ? chance.pick(repsOf(customer.region)) : chance.pick(team),
      won: chance.chance(DIRECT_WIN),
      amount: tidy(deal.amount * DIRECT_SIZE, chance),
      competitor: chance.chance(0.5) ? chance.pick(competitors) : null,
      found: "us",
      relationship: "us",
      led: "us"
    };
  });
}

/** What does not depend on a partner; the amount is relative, 1 is usual. */
function sale(customer: Customer, opened: Day, closes: Day, chance: Dice) {
  const product = chance.weighted({Platform: 30, Insight: 30, Gateway: 25, Onboarding: 15});
  const amount = sizes[customer.size] * products[product] * Math.exp(0.5 * chance.normal());
  return {id: "", others: [], customer, opened, closes, product, amount, currency: currencyAt(customer, chance)};
}

/** A few deals are in francs or dollars. */
function currencyAt(customer: Customer, chance: Dice): Currency {
  if (customer.region === "DACH" && chance.chance(0.05)) return "CHF";
  return customer.region === "UK & Ireland" && chance.chance(0.035) ? "USD" : "EUR";
}

/** Scales a partner's deals so that those won in the last twelve months bring it its share, and older ones less with its growth. */
function scale(deals: readonly Deal[], p: Partner): void {
  const chance = dice(`amounts ${p.id}`);
  for (const d of deals) d.amount *= p.profile.growth ** (-(AS_OF - d.opened) / YEAR);
  const recent = deals.filter((d) => d.won && d.closes <= AS_OF && d.closes > AS_OF - YEAR);
  const credited = recent.reduce((sum, d) => sum + d.amount / (1 + d.others.length), 0);
  const usual = 0.5 * p.profile.deals * p.profile.win;
  const wish = p.profile.revenue * PARTNER_REVENUE;
  const unit = wish / Math.max(credited, p.profile.revenue > 0.015 ? 0 : usual, 0.5);
  // a lean last year would otherwise blow up the years before
  const most = Math.max(30_000, 0.5 * wish);
  for (const d of deals) d.amount = tidy(recent.includes(d) ? d.amount * unit : Math.min(d.amount * unit, most), chance);
}

/** Most prices are round; some are not. */
function tidy(amount: number, chance: Dice): number {
  if (chance.chance(0.1)) return Math.max(900, Math.round(amount * 100) / 100);
  const step = amount > 50_000 ? 500 : 50;
  return Math.max(900, Math.round(amount / step) * step);
}

/** About one partner deal in ten has a second partner on it, a few have a third; the large ones are done alone. */
function shareSome(deals: readonly Deal[], partners: readonly Partner[]): void {
  const chance = dice("shared deals");
  for (const d of deals) {
    if (d.partner === null || !chance.chance(0.16) || d.amount > (d.partner.profile.revenue > 0.03 ? 0.35 : 1)) continue;
    const near = partners.filter((p) => p.region === neighbour(d, chance) && p !== d.partner && canJoin(p, d.opened));
    const joining = chance.shuffled(near).slice(0, chance.chance(0.2) ? 2 : 1);
    d.others = joining.map((partner) => ({partner, joined: workday(d.opened + (chance.chance(0.4) ? 0 : chance.whole(3, 40)))}));
    d.others = d.others.filter((o) => o.joined < d.closes);
  }
}

const neighbour = (d: Deal, chance: Dice): Region => (chance.chance(0.85) ? d.customer.region : d.partner!.region);

const inStory = new Set<string>(Object.values(cast).flat());

/** Young partners, the largest, and those with a story of their own do not join the deals of others. */
const canJoin = (p: Partner, on: Day): boolean => p.profile.joined < on && p.profile.revenue < 0.03 && !inStory.has(p.id);
