import type {Day} from "./calendar.ts";

/** How a partner behaves: shares from 0 to 1, rates in times a year. */
export interface Habits {
  /** Deals opened. */
  deals: number;
  win: number;
  /** Leads of theirs that we accept. */
  accept: number;
  /** Their tickets that are resolved late, and that have to be reopened. */
  late: number;
  reopened: number;
  received: number;
  given: number;
  tickets: number;
  /** Of ours, a ticket. */
  hours: number;
  contacts: number;
  /** Deals that they lead though we found the customer and know it better. */
  wrong_lead: number;
}

export interface Profile extends Habits {
  /** Share of the partner revenue of the last twelve months that its deals are scaled to. */
  revenue: number;
  /** How much larger its deals are from year to year. */
  growth: number;
  /** Shape of the gaps between its leads: 1 is pure chance, more is a steadier rhythm. */
  rhythm: number;
  joined: Day;
  parent: string | null;
  agreement: "none" | "informal" | "referral" | "reseller" | "technology" | null;
  /** How many of our people exchange leads with it, and how many of theirs with us. */
  ours: number;
  theirs: number;
  /** One large deal, won on that day, beyond its revenue; share of the partner revenue of a year. */
  landed: {on: Day; share: number} | null;
  /** From a day on it behaves otherwise. */
  turn: ({on: Day} & Partial<Habits>) | null;
}
