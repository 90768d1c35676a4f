import {activities} from "./activities.ts";
import {aliases} from "./aliases.ts";
import type {CanonicalTable} from "./columns.ts";
import {customers} from "./customers.ts";
import {dealPartners} from "./deal_partners.ts";
import {deals} from "./deals.ts";
import {decisions} from "./decisions.ts";
import {events} from "./events.ts";
import {notes} from "./notes.ts";
import {partners} from "./partners.ts";
import {people} from "./people.ts";
import {rates} from "./rates.ts";
import {referrals} from "./referrals.ts";
import {tickets} from "./tickets.ts";

/** Every canonical table, parents before children; aliases first, since they say which ids of the others are the same. */
export const tables: readonly CanonicalTable[] = [
  aliases,
  partners,
  people,
  customers,
  deals,
  dealPartners,
  referrals,
  tickets,
  activities,
  rates,
  decisions,
  events,
  notes
];

/** The canonical table of that name, or undefined. */
export const tableNamed = (name: string): CanonicalTable | undefined => tables.find((t) => t.name === name);
