/**
 * The contract of the folder of facts: what metrics may rely on, whatever engine made them.
 * Records are the latest version of each, as in loaders/tables; models are built from them by the SQL of the same name in this folder.
 */
export interface FactModel {
  grain: string;
  columns: Record<string, string>;
}

const money = "DECIMAL(28,10)";

export const models = {
  partner_starts: {
    grain: "one row per partner",
    columns: {
      partner_id: "VARCHAR",
      // the earlier of joined_on and the first deal, referral or ticket; null where a partner has neither
      started_on: "DATE"
    }
  },
  deal_credits: {
    grain: "one row per deal and partner on it; a direct deal has one row whose partner_id is null and whose credit is 1",
    columns: {
      deal_id: "VARCHAR",
      partner_id: "VARCHAR",
      customer_id: "VARCHAR",
      rep_id: "VARCHAR",
      region: "VARCHAR",
      opened_on: "DATE",
      closed_on: "DATE",
      status: "VARCHAR",
      partners: "INTEGER",
      credit: "DOUBLE",
      // amount - refunded of the whole deal in the reporting currency; null when excluded (no exchange rate)
      net: money,
      // credit * net
      credited_net: "DOUBLE",
      // closed in a foreign currency for whose month there is no rate
      excluded: "BOOLEAN",
      led_by: "VARCHAR",
      found_by: "VARCHAR",
      relationship_with: "VARCHAR",
      // the day the partner joined the deal; null where that is not recorded
      joined_on: "DATE"
    }
  },
  deal_profiles: {
    grain: "one row per deal",
    columns: {
      deal_id: "VARCHAR",
      customer_id: "VARCHAR",
      customer_size: "VARCHAR",
      // of the deal, else of its customer
      industry: "VARCHAR",
      rep_id: "VARCHAR",
      opened_on: "DATE",
      closed_on: "DATE",
      status: "VARCHAR",
      // amount - refunded in the reporting currency; null when excluded (no exchange rate), or open in a foreign currency
      net: money,
      partners: "INTEGER",
      // direct: no partner; sourced: one from the day it was opened, or joined_on not recorded; influenced: all joined later
      involvement: "VARCHAR",
      found_by: "VARCHAR",
      // wrong_lead: led by the side that neither found the deal nor has the relationship; else aligned; null unless all three are recorded
      leadership: "VARCHAR",
      // whether the customer got the deliverer that it preferred; null where either is not recorded or the customer had no preference
      preference_honoured: "BOOLEAN",
      registered_on: "DATE",
      decided_on: "DATE",
      registration: "VARCHAR",
      discount_pct: "DOUBLE",
      competitor: "VARCHAR"
    }
  },
  evidence: {
    grain: "one row per partner, kind, dated_on, visible_on and hidden_on",
    columns: {
      partner_id: "VARCHAR",
      kind: "VARCHAR",
      // the day the event counts from, for window and age
      dated_on: "DATE",
      // known from the end of this day
      visible_on: "DATE",
      // and no more at the end of this day (an overdue ticket that was then resolved); null = for good
      hidden_on: "DATE",
      events: "INTEGER",
      // sums over the events: c, c*o, c*(1-o), c*o*o
      credit: "DOUBLE",
      kept: "DOUBLE",
      broken: "DOUBLE",
      kept_squared: "DOUBLE"
    }
  },
  service: {
    grain: "one row per partner, customer, day and source (ticket or activity)",
    columns: {
      partner_id: "VARCHAR",
      customer_id: "VARCHAR",
      happened_on: "DATE",
      source: "VARCHAR",
      items: "INTEGER",
      hours: "DOUBLE"
    }
  }
} as const satisfies Record<string, FactModel>;

export type ModelName = keyof typeof models;

/** What the models' columns mean that no table of records has. */
export const meanings: Record<string, string> = {
  started_on: "the earlier of joined_on and the first deal, referral or ticket",
  partners: "partners on the deal",
  credit: "this partner's part of the deal: 1 divided by the partners on it",
  net: "amount less refunds in the reporting currency; null where no exchange rate is known",
  credited_net: "credit times net",
  excluded: "closed in a foreign currency without an exchange rate for its month",
  involvement:
    "direct: no partner; sourced: one from the day it was opened, or joined_on not recorded; influenced: all joined later",
  leadership: "wrong_lead: led by the side that neither found the deal nor has the relationship; else aligned",
  preference_honoured: "whether the customer got the deliverer that it preferred",
  dated_on: "the day that the event counts from",
  visible_on: "known from the end of this day",
  hidden_on: "and no more at the end of this day; null for good",
  events: "how many events are summed",
  kept: "sum of credits times outcomes",
  broken: "sum of credits times 1 less the outcome",
  kept_squared: "sum of credits times squared outcomes",
  source: "ticket or activity",
  items: "tickets or activities",
  hours: "hours of service"
};
