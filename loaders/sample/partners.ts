import {AS_OF, type Day, day, iso} from "./calendar.ts";
import {type Pace} from "./arrivals.ts";
import {allies, cast} from "./cast.ts";
import {dice} from "./dice.ts";
import {type History, history, numbered} from "./history.ts";
import {partnerNames, type Region, regions} from "./names.ts";
import type {Habits, Profile} from "./habits.ts";
import {makeProfiles, recordedFrom} from "./profiles.ts";
import {type Customer, known, personNames, type Rep, repsOf, team} from "./world.ts";

export interface Partner {
  id: string;
  name: string;
  region: Region;
  profile: Profile;
  manager: Rep;
  /** Our people that exchange leads with it, the first from the start, each with the day since when. */
  ours: readonly {rep: Rep; since: Day}[];
  /** Its own people. */
  theirs: readonly string[];
  /** The customers that it mostly works with. */
  customers: readonly Customer[];
}

/** The sixty partners, P001 first, with their people V001, V002, … in the same order. */
export function makePartners(customers: readonly Customer[]): Partner[] {
  const profiles = makeProfiles(partnerNames.map((_, i) => numbered("P", 3, i + 1)));
  let people = 0;
  return partnerNames.map(([name, region], i) => {
    const id = numbered("P", 3, i + 1);
    const profile = profiles.get(id)!;
    const chance = dice(`partner ${id}`);
    const manager = id === cast.private_alliance ? team.find((r) => r.id === allies.us)! : chance.pick(repsOf(region));
    const theirs = Array.from({length: profile.theirs}, () => numbered("V", 3, ++people));
    const near = chance.shuffled(customers.filter((c) => c.region === region));
    const portfolio = near.slice(0, Math.round(6 + 90 * profile.revenue + chance.range(0, 6)));
    return {id, name, region, profile, manager, ours: contacts(id, profile, manager), theirs, customers: portfolio};
  });
}

/** The manager, and others of ours who joined in over time. */
function contacts(id: string, profile: Profile, manager: Rep): Partner["ours"] {
  const chance = dice(`contacts ${id}`);
  const others = chance.shuffled(team.filter((r) => r !== manager)).slice(0, profile.ours - 1);
  const first = recordedFrom(profile);
  const spread = id === cast.private_alliance ? day("2024-11-01") : first;
  const step = (AS_OF - spread) / (others.length + 1.5);
  return [
    {rep: manager, since: first},
    ...others.map((rep, i) => ({rep, since: Math.round(spread + (i + chance.uniform()) * step)}))
  ];
}

/** What a partner does on that day, after its turn as before. */
export function habits(p: Partner, on: Day): Habits {
  const {turn} = p.profile;
  return turn && on >= turn.on ? {...p.profile, ...turn} : p.profile;
}

/** How often a partner does something, from its first recorded day. */
export function paces(p: Partner, what: "deals" | "received" | "given" | "tickets" | "contacts"): Pace[] {
  const from = recordedFrom(p.profile);
  const {turn} = p.profile;
  return [{from, perYear: p.profile[what]}, ...(turn?.[what] === undefined ? [] : [{from: turn.on, perYear: turn[what]}])];
}

/** A customer of the partner's, or now and then another of its region or, rarely, elsewhere. */
export function customerFor(p: Partner, on: Day, all: readonly Customer[], random: ReturnType<typeof dice>): Customer {
  const at = random.uniform();
  const region = at > 0.95 ? random.pick(regions) : p.region;
  const from = at < 0.8 ? p.customers : all.filter((c) => c.region === region);
  return random.pick(from.filter((c) => known(c, on)));
}

const kinds = ["reseller", "integrator", "consultancy", "distributor"] as const;
const onPaper = new Set(["referral", "reseller", "technology"]);

/** The partners' records; two managers changed hands and one partner rose a tier after the first drop. */
export function partnerHistory(p: Partner): History {
  const chance = dice(`paper ${p.id}`);
  const {joined, parent, agreement, revenue} = p.profile;
  const agreed = Math.max(joined, Math.min(joined + chance.whole(0, 700), day("2026-05-29")));
  const tier =
    revenue > 0.04
      ? "gold"
      : revenue > 0.008
        ? chance.pick(["gold", "silver"] as const)
        : chance.pick(["silver", "bronze"] as const);
  const first = {
    partner_id: p.id,
    name: p.name,
    kind: chance.pick(kinds),
    tier,
    region: p.region,
    parent_id: parent,
    manager_id: p.manager.id,
    joined_on: iso(joined),
    agreement,
    agreed_on: agreement !== null && onPaper.has(agreement) ? iso(agreed) : null
  };
  const steps = [{on: joined, set: first}];
  if (p.id === "P003") steps.push({on: day("2026-09-08"), set: {...first, tier: "silver"}});
  if (p.id === "P018")
    steps.push({on: day("2026-10-06"), set: {...first, manager_id: repsOf(p.region).find((r) => r !== p.manager)!.id}});
  return history(p.id, steps);
}

/** Our reps and the partners' people. */
export function peopleHistories(partners: readonly Partner[]): History[] {
  const ours = team.map((r) => person(r.id, r.name, "us", null, r.region, day("2023-09-01")));
  const names = new Map(regions.map((region) => [region, personNames(region)]));
  const theirs = partners.flatMap((p) =>
    p.theirs.map((id) => person(id, names.get(p.region)!.shift()!, "partner", p.id, p.region, recordedFrom(p.profile)))
  );
  return [...ours, ...theirs];
}

function person(id: string, name: string, side: string, partner: string | null, region: Region, on: Day): History {
  const set = {
    person_id: id,
    name,
    side,
    partner_id: partner,
    team: side === "us" ? `Sales ${region}` : null,
    region,
    email: `${id.toLowerCase()}@example.test`
  };
  return history(id, [{on, set}]);
}
