import {z} from "zod";

/** Won deals of the window that are in no money figure: no exchange rate for the month in which they closed. */
export const Excluded = z.strictObject({
  deals: z.int().min(1),
  /** Won deals of the window, these included. */
  of: z.int().min(1),
  /** Whether they are half or more of the deals, or at face value of the money: then no share of the rest says anything of the whole. */
  half: z.boolean(),
  /** Whether they are more than one in 20, either way: then each sentence on money says so, not only the head of its page. */
  material: z.boolean(),
  /** Amount less refunds, in each currency; empty where an audience may not see it. */
  amounts: z.array(z.strictObject({currency: z.string(), amount: z.number()}))
});
export type Excluded = z.infer<typeof Excluded>;

/** Something that explains figures over time; an event of the company's own says what, and who it concerns where not all. */
export const Event = z.strictObject({
  day: z.iso.date(),
  what: z.enum(["drop", "settings", "event"]),
  text: z.string().optional(),
  /** A partner's id or a region. */
  scope: z.string().optional()
});

export const About = z.strictObject({
  company: z.string(),
  as_of: z.iso.date(),
  currency: z.string().nullable(),
  /** How amounts are told where they are not exact: to two digits, as the lower end of a band, or as such a band of 100 = all partner revenue. */
  amounts: z.enum(["rounded", "banded", "indexed"]).optional(),
  window_days: z.int().min(0),
  evidence_days: z.int().min(0),
  /** The month that a fiscal year begins with, 1 = January: which months make a quarter. */
  fiscal_year_first_month: z.int().min(1).max(12),
  partners: z.int().min(0),
  /** What every money figure leaves out; null where they hold all. */
  excluded: Excluded.nullable(),
  /** Which forecast of inactivity is published; none before there is a year of records, nor before a partner has become inactive in one. */
  inactivity: z.enum(["portfolio", "model", "recalibrated", "no_year", "none_inactive"]),
  /** Settings that figures of the page follow from and that differ from their defaults. */
  changed_settings: z.array(z.strictObject({name: z.string(), value: z.string(), default: z.string()})),
  /** What happened on a day, to be marked where figures are over time: deliveries, settings or definitions that changed, and the company's own events. */
  events: z.array(Event),
  /** Deals, referrals, tickets or activities without a delivery for longer than the setting allows, with the day of the last. */
  stale: z.array(z.strictObject({table: z.string(), last: z.iso.date()})).optional(),
  /** Tables of which something was delivered and no record counts, with how many were; 0 where that is not known, null where a reader is not told. */
  unusable: z
    .array(
      z.strictObject({
        table: z.enum(["partners", "deals", "referrals", "tickets", "activities"]),
        records: z.int().min(0).nullable(),
        /** Whether they were accepted, and name no partner. */
        no_partner: z.literal(true).optional()
      })
    )
    .optional(),
  /** What the drops hold records of; a page says "not recorded" for the rest. */
  recorded: z.strictObject({
    deals: z.boolean(),
    referrals: z.boolean(),
    /** Those that name a partner. */
    tickets: z.boolean(),
    /** What tickets are about. */
    topics: z.boolean(),
    activities: z.boolean(),
    /** Contacts with customers. */
    contacts: z.boolean(),
    /** Plan reviews with partners. */
    reviews: z.boolean(),
    registrations: z.boolean(),
    leadership: z.boolean(),
    /** The first day of any deal, referral, ticket or activity, and that on which a deal was closed; null where there is none. */
    from: z.iso.date().nullable(),
    deals_from: z.iso.date().nullable()
  })
});
export type About = z.infer<typeof About>;
