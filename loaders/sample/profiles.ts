import {type Day, START, day} from "./calendar.ts";
import {dice} from "./dice.ts";
import type {Profile} from "./habits.ts";
import {shares} from "./shares.ts";
import {stories} from "./stories.ts";

const cuts = (p: number, quality: number): number => 1 / (1 + Math.exp(-(Math.log(p / (1 - p)) + quality)));

/** The habits of an unremarkable partner: the larger its revenue, the more of everything, and a quality of its own. */
function usual(id: string, revenue: number): Profile {
  const chance = dice(`profile ${id}`);
  const quality = chance.normal();
  const near = (spread: number): number => spread * (0.75 * quality + 0.65 * chance.normal());
  const leads = chance.gamma(1.8 + 80 * revenue, 2.2);
  return {
    revenue,
    growth: chance.range(0.85, 1.3),
    deals: Math.min(30, 2.5 + chance.gamma(6.5 + 60 * revenue, 1.3)),
    win: cuts(0.58, near(0.62)),
    accept: cuts(0.65, near(1.15)),
    late: cuts(0.15, -near(1.1)),
    reopened: cuts(0.06, -near(0.8)),
    received: 0.95 * leads,
    given: leads * chance.range(0.55, 1.45),
    rhythm: 1,
    tickets: 3.9 + 215 * revenue,
    hours: chance.range(3, 5),
    contacts: 11.5 + 170 * revenue,
    wrong_lead: chance.range(0, 0.1),
    joined: day("2021-03-01") + chance.whole(0, 1500),
    parent: null,
    agreement: chance.weighted({none: 12, informal: 18, referral: 26, reseller: 32, technology: 12}),
    ours: chance.whole(1, 2),
    theirs: revenue > 0.02 ? chance.whole(2, 3) : chance.chance(0.16) ? 2 : 1,
    landed: null,
    turn: null
  };
}

/** The profiles of all partners by id: the story's word, else the usual. */
export const makeProfiles = (ids: readonly string[]): Map<string, Profile> =>
  new Map(ids.map((id) => [id, {...usual(id, shares[id] ?? 0), ...stories[id]}]));

/** The first day on which something of that partner can be recorded. */
export const recordedFrom = (p: Profile): Day => Math.max(START, p.joined);
