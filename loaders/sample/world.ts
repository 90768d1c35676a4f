import {AS_OF, type Day, day} from "./calendar.ts";
import {dice} from "./dice.ts";
import {numbered} from "./history.ts";
import {industries, languages, type Region, regions, reps} from "./names.ts";

export type Size = "small" | "medium" | "large";

export interface Customer {
  id: string;
  name: string;
  region: Region;
  industry: string;
  size: Size;
  parent: string | null;
  /** The day it became known to us. */
  since: Day;
}

/** One of our twelve reps. */
export interface Rep {
  id: string;
  name: string;
  region: Region;
}

const CUSTOMERS_PER_REGION = 50;
/** The last few customers of the list came after the first drop. */
const NEWCOMERS = 14;
const FOUNDED = day("2023-07-03");

export const team: readonly Rep[] = reps.map(([name, region], i) => ({id: numbered("U", 2, i + 1), name, region}));

/** The reps who live in a region. */
export const repsOf = (region: Region): readonly Rep[] => team.filter((r) => r.region === region);

/** The 400 companies that buy, in the order in which they became known. */
export function makeCustomers(): Customer[] {
  const chance = dice("customers");
  const named = chance.shuffled(regions.flatMap((region) => customerNames(region).map((name) => ({region, ...name}))));
  const customers = named.map((n, i) => ({
    id: numbered("C", 4, i + 1),
    ...n,
    size: chance.weighted<Size>({small: 50, medium: 35, large: 15}),
    parent: null as string | null,
    since: i < named.length - NEWCOMERS ? FOUNDED : day("2026-07-03") + 8 * (i - named.length + NEWCOMERS)
  }));
  for (const c of customers.slice(40)) if (chance.chance(0.06)) c.parent = parentOf(c, customers, chance.uniform());
  return customers;
}

/** An older, larger customer in the same region. */
function parentOf(c: Customer, customers: readonly Customer[], at: number): string | null {
  const elders = customers.slice(0, 40).filter((e) => e.region === c.region);
  return elders[Math.floor(at * elders.length)]?.id ?? null;
}

function customerNames(region: Region): {name: string; industry: string}[] {
  const chance = dice(`customers ${region}`);
  const {roots, ends, trades} = languages[region];
  const pairs = chance.shuffled(roots.flatMap((root) => ends.map((end) => root + end)));
  return pairs.slice(0, CUSTOMERS_PER_REGION).map((name) => {
    const trade = chance.whole(0, industries.length - 1);
    return {name: `${name} ${trades[trade]}`, industry: industries[trade]!};
  });
}

/** Distinct names of people from a region. */
export function personNames(region: Region): string[] {
  const {given, family} = languages[region];
  return dice(`people ${region}`).shuffled(given.flatMap((g) => family.map((f) => `${g} ${f}`)));
}

export const known = (c: Customer, on: Day): boolean => c.since <= Math.min(on, AS_OF);
